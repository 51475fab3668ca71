import type { Deps } from '#deps.ts'
import type { FallbackReason } from '#domain/draft.ts'
import { addressOf, choiceOf, type LlmChoice } from '#domain/llm.ts'
import { type Tone, tones } from '#domain/phrases/draft-prompt.ts'
import type { Db, Tx } from './db.ts'
import { BrokenSeal, type Seal } from './secrets.ts'

/** How drafts are written for a seller, as it is told: of a key only what may be shown. */
export type DraftSettingsRow = LlmChoice & {
  sellerId: string
  tone: Tone
  preparesAhead: boolean
  keyMask: string | null
}

/** Who writes drafts for a seller now, or why nobody does. The key is open: keep it nowhere. */
export type Writer =
  | { kind: 'model'; baseUrl: string; key: string; provider: string; model: string }
  | { kind: 'nobody'; reason: Extract<FallbackReason, 'disabled' | 'no_credentials' | 'unknown_provider'> }

/** The settings of these sellers as they count: what a seller has not set is as for everybody (domain §9.5). */
export async function draftSettingsOf(db: Db, sellerIds: string[]): Promise<Map<string, DraftSettingsRow>> {
  const [everybodys, rows] = await Promise.all([
    everybodysChoice(db.prisma),
    db.prisma.draftSettings.findMany({ where: { sellerId: { in: sellerIds } } }),
  ])
  return new Map(
    sellerIds.map((sellerId) => {
      const row = rows.find((each) => each.sellerId === sellerId)
      const { preparesAhead = true, keyMask = null } = row ?? {}
      const choice = choiceOf(ownChoice(row), everybodys)
      return [sellerId, { sellerId, ...choice, tone: toneOf(row?.tone), preparesAhead, keyMask }]
    }),
  )
}

/** Read anew for each draft, so that a change needs no restart. */
export async function openWriter(
  { db, seal, config }: Pick<Deps, 'db' | 'seal' | 'config'>,
  sellerId: string,
): Promise<{ writer: Writer; tone: Tone }> {
  const row = await db.prisma.draftSettings.findUnique({ where: { sellerId } })
  const { provider, model, enabled } = choiceOf(ownChoice(row), await everybodysChoice(db.prisma))
  const tone = toneOf(row?.tone)
  if (!enabled) return { writer: { kind: 'nobody', reason: 'disabled' }, tone }

  const address = addressOf(provider, config.llm)
  if (!address) return { writer: { kind: 'nobody', reason: 'unknown_provider' }, tone }
  const key = openKey(seal, sellerId, provider, row?.sealedKey ?? null) ?? address.ownKey
  if (key === null) return { writer: { kind: 'nobody', reason: 'no_credentials' }, tone }
  return { writer: { kind: 'model', baseUrl: address.baseUrl, key, provider, model }, tone }
}

/** What a seller may change. What is absent stays; null goes back to what counts for everybody. */
export type DraftSettingsChange = {
  tone?: Tone
  preparesAhead?: boolean
  llmEnabled?: boolean | null
  llmReadsQuestions?: boolean | null
  llmProvider?: string | null
  llmModel?: string | null
  sealedKey?: string | null
  keyMask?: string | null
}

export async function saveDraftSettings(tx: Tx, sellerId: string, change: DraftSettingsChange): Promise<void> {
  await tx.draftSettings.upsert({ where: { sellerId }, create: { sellerId, ...change }, update: change })
}

/** The provider for which a key of this seller would be used. */
export async function providerFor(tx: Tx, sellerId: string, change: DraftSettingsChange): Promise<string> {
  const row = await tx.draftSettings.findUnique({ where: { sellerId } })
  const provider = change.llmProvider === undefined ? row?.llmProvider : change.llmProvider
  return choiceOf({ provider }, await everybodysChoice(tx)).provider
}

/** A key is good for one provider: with another it would go to strangers. */
export function sealKey(seal: Seal, sellerId: string, provider: string, key: string): string {
  return seal.seal(key, ownerOf(sellerId, provider))
}

function openKey(seal: Seal, sellerId: string, provider: string, sealed: string | null): string | null {
  if (sealed === null) return null
  try {
    return seal.open(sealed, ownerOf(sellerId, provider))
  } catch (error) {
    if (error instanceof BrokenSeal) return null
    throw error
  }
}

function ownerOf(sellerId: string, provider: string): string {
  return `${sellerId} llm ${provider}`
}

/** What counts for a seller who has set nothing, as it is stored. */
export async function everybodysChoice(tx: Tx): Promise<Partial<Record<keyof LlmChoice, unknown>>> {
  const rows = await tx.runtimeSetting.findMany({ where: { key: { in: Object.values(settingKeys) } } })
  const value = (key: string) => rows.find((row) => row.key === key)?.value
  const { provider, model, enabled, readsQuestions } = settingKeys
  return {
    provider: value(provider),
    model: value(model),
    enabled: value(enabled),
    readsQuestions: value(readsQuestions),
  }
}

const settingKeys = {
  provider: 'llm_provider',
  model: 'llm_model',
  enabled: 'llm_enabled',
  readsQuestions: 'llm_intent_enabled',
} as const satisfies Record<keyof LlmChoice, string>

type Own = {
  llmEnabled: boolean | null
  llmReadsQuestions: boolean | null
  llmProvider: string | null
  llmModel: string | null
}

function ownChoice(row: Own | null | undefined): Partial<Record<keyof LlmChoice, unknown>> {
  if (!row) return {}
  const { llmProvider: provider, llmModel: model, llmEnabled: enabled, llmReadsQuestions: readsQuestions } = row
  return { provider, model, enabled, readsQuestions }
}

function toneOf(word: string | undefined): Tone {
  return tones.find((tone) => tone === word) ?? 'friendly'
}
