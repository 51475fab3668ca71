import type { Deps } from '#deps.ts'
import { BadInput, NotAllowed, NotFound } from '#domain/errors.ts'
import { llmProviders } from '#domain/llm.ts'
import type { Tone } from '#domain/phrases/draft-prompt.ts'
import { roleOf, type Viewer } from '#domain/viewer.ts'
import { inTransaction } from '#storage/db.ts'
import { type DraftSettingsChange, providerFor, saveDraftSettings, sealKey } from '#storage/draft-settings.ts'
import { recordEvents } from '#storage/events.ts'

/** What is absent stays as it is; null goes back to what counts for everybody. A `key` is good for the provider that counts with it. */
export type DraftSettingsInput = {
  sellerId: string
  tone?: Tone
  preparesAhead?: boolean
  llmEnabled?: boolean | null
  llmReadsQuestions?: boolean | null
  llmProvider?: string | null
  llmModel?: string | null
  key?: string | null
}

/**
 * Changes how drafts are written for a seller; the next draft is written so (domain §9.5). Another provider without a key of its own
 * forgets the key of the former one. Refuses with `NotFound`, `NotAllowed`, `BadInput`.
 */
export async function setDraftSettings(
  { db, clock, seal }: Pick<Deps, 'db' | 'clock' | 'seal'>,
  viewer: Viewer,
  { sellerId, key, ...input }: DraftSettingsInput,
): Promise<{ sellerId: string }> {
  assertOwner(viewer, sellerId)
  const change = checkedChange(input)
  const newKey = key === undefined ? undefined : checkedKey(key)
  await inTransaction(db, async (tx) => {
    await tx.$queryRaw`SELECT id FROM seller WHERE id = ${sellerId}::uuid FOR NO KEY UPDATE`
    const former = await providerFor(tx, sellerId, {})
    const provider = await providerFor(tx, sellerId, change)
    const forgets = newKey === null || (newKey === undefined && provider !== former)
    const sealed = newKey ? { sealedKey: sealKey(seal, sellerId, provider, newKey), keyMask: maskOf(newKey) } : {}
    await saveDraftSettings(tx, sellerId, { ...change, ...(forgets ? { sealedKey: null, keyMask: null } : sealed) })
    await recordEvents(tx, sellerId, clock.now(), [{ type: 'draft_settings_changed', actor: viewer.userId }])
  })
  return { sellerId }
}

function checkedChange(change: Omit<DraftSettingsInput, 'sellerId' | 'key'>): DraftSettingsChange {
  const { llmProvider: provider, llmModel: model } = change
  if (provider != null && !llmProviders.some((known) => known === provider))
    throw new BadInput('llmProvider', `The provider must be one of ${llmProviders.join(', ')}.`)
  if (model != null && !/^[\w.:/@-]{1,100}$/.test(model))
    throw new BadInput('llmModel', 'The name of the model must have 1 to 100 characters without blanks.')
  return change
}

function checkedKey(key: string | null): string | null {
  if (key === null) return null
  const bare = key.trim()
  // It travels in a header.
  if (!/^[\x21-\x7e]{8,500}$/.test(bare))
    throw new BadInput('key', 'The key must have 8 to 500 characters without blanks.')
  return bare
}

function maskOf(key: string): string {
  return key.length < 16 ? '••••' : `${key.slice(0, 3)}••••${key.slice(-4)}`
}

function assertOwner(viewer: Viewer, sellerId: string): void {
  const role = roleOf(viewer, sellerId)
  if (role === null) throw new NotFound('seller')
  if (role !== 'owner') throw new NotAllowed('owner')
}
