import type { Deps } from '#deps.ts'
import { BadInput } from '#domain/errors.ts'
import { addablePhrases } from '#domain/guardrail-policy.ts'
import type { Viewer } from '#domain/viewer.ts'
import { inTransaction } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import { type AddedPhrases, keepPhrases } from '#storage/reply-rules.ts'
import { assertOwner } from './assert-owner.ts'

/**
 * Says what the seller adds to a category of the rules for replies, in the place of what was added before. It is in force at once, also
 * for replies that wait. Refuses with `NotFound`, `NotAllowed`, `BadInput`.
 */
export async function setGuardrailPhrases(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  viewer: Viewer,
  { sellerId, category, phrases }: AddedPhrases & { sellerId: string },
): Promise<{ sellerId: string }> {
  assertOwner(viewer, sellerId)
  const kept = addablePhrases(category, phrases)
  if (!kept) throw new BadInput('phrases', 'No rule can be made of these phrases in this category.')

  await inTransaction(db, async (tx) => {
    const now = clock.now()
    await keepPhrases(tx, sellerId, { category, phrases: kept }, now)
    await recordEvents(tx, sellerId, now, [{ type: 'rules_changed', actor: viewer.userId, details: { category } }])
  })
  return { sellerId }
}
