import { type GuardrailPolicy, policyWith } from '#domain/guardrail-policy.ts'
import { compileGuardrails, type Guardrails, type ReplyContext, textFingerprint } from '#domain/guardrails.ts'
import type { ReplyState } from '#domain/reply.ts'
import { after, DAY } from '#domain/time.ts'
import type { Log } from '#log.ts'
import type { Db, Tx } from './db.ts'
import type { InteractionModel } from './generated/models.ts'

/** The rules for replies as they are in force, as data and ready to be applied. */
export type RulesInForce = { policy: GuardrailPolicy; guardrails: Guardrails }

/** The setting that adds phrases to categories: `{"promise": "пришлём подарок, …"}`. */
const addedPhrases = 'guardrail_phrases'

const known = new Map<string, RulesInForce>()
const mostKnown = 100

/**
 * The rules of the program with the phrases that were added while it runs, for everybody and by the seller; null: for everybody only.
 * A setting that cannot be read is told in the log.
 */
export async function rulesInForce(tx: Tx, log: Log, sellerId: string | null): Promise<RulesInForce> {
  const row = await tx.runtimeSetting.findUnique({ where: { key: addedPhrases } })
  const own = sellerId === null ? {} : settingOf(await phrasesOf(tx, sellerId))
  const setting = JSON.stringify([row?.value ?? null, own])
  const before = known.get(setting)
  if (before) return before

  const { policy, unreadable } = policyWith(row?.value, own)
  if (unreadable.length > 0)
    log.warn({ categories: unreadable }, 'Phrases added to the rules for replies cannot be read.')
  const rules = { policy, guardrails: compileGuardrails(policy) }
  if (known.size >= mostKnown) known.clear()
  known.set(setting, rules)
  return rules
}

/** What a seller has added to a category. */
export type AddedPhrases = { category: string; phrases: string[] }

/** What the seller has added to the rules, by category. */
export async function phrasesOf(tx: Tx, sellerId: string): Promise<AddedPhrases[]> {
  return await tx.guardrailPhrases.findMany({
    where: { sellerId },
    orderBy: { category: 'asc' },
    select: { category: true, phrases: true },
  })
}

function settingOf(added: AddedPhrases[]): Record<string, string> {
  return Object.fromEntries(added.map(({ category, phrases }) => [category, phrases.join(', ')]))
}

/** Puts these phrases in the place of those that the seller had added to the category. */
export async function keepPhrases(
  tx: Tx,
  sellerId: string,
  { category, phrases }: AddedPhrases,
  now: Date,
): Promise<void> {
  const where = { sellerId_category: { sellerId, category } }
  if (phrases.length === 0) return void (await tx.guardrailPhrases.deleteMany({ where: { sellerId, category } }))
  const changed = { phrases, updatedAt: now }
  await tx.guardrailPhrases.upsert({ where, create: { sellerId, category, ...changed }, update: changed })
}

/** What the rules ask about the item that a text is to answer. */
export async function replyContextOf(
  tx: Tx,
  { id, sellerId, channel, text: buyerText, intent }: InteractionModel,
  text: string,
  now: Date,
): Promise<ReplyContext> {
  const sameWords = { textFingerprint: textFingerprint(text), interactionId: { not: id } }
  const twin =
    (await tx.replyOutbox.findFirst({ where: { ...sentLately(sellerId, now), ...sameWords }, select: { id: true } })) ??
    (await tx.bulkItem.findFirst({ where: { ...aboutToBeSent(sellerId), ...sameWords }, select: { jobId: true } }))
  // No words are words too: who wrote nothing has asked for nothing.
  return { channel, buyerText: buyerText ?? '', intent, wasSent: () => twin !== null }
}

/** A text that was sent, as far as it takes to recognise it. */
export type SentText = { interactionId: string; fingerprint: string; sentAt: Date }

/**
 * Texts that these sellers sent within the last 24 hours, newest first; of each no more than anybody reads in a day. Those that were
 * approved and wait for their turn among many are among them: they are as good as sent.
 */
export async function textsSentLately(db: Db, sellerIds: string[], now: Date): Promise<Map<string, SentText[]>> {
  const texts = sellerIds.map(async (sellerId) => {
    const [waiting, sent] = await Promise.all([
      db.prisma.bulkItem.findMany({
        where: { ...aboutToBeSent(sellerId), textFingerprint: { not: null } },
        orderBy: [{ jobId: 'desc' }, { position: 'asc' }],
        take: mostTexts,
        select: { interactionId: true, textFingerprint: true, job: { select: { createdAt: true } } },
      }),
      db.prisma.replyOutbox.findMany({
        where: { ...sentLately(sellerId, now), textFingerprint: { not: null } },
        orderBy: { createdAt: 'desc' },
        take: mostTexts,
        select: { interactionId: true, textFingerprint: true, createdAt: true },
      }),
    ])
    const texts = [...waiting.map(({ job, ...item }) => ({ ...item, ...job })), ...sent].map(sentText)
    return [sellerId, texts.sort(newestFirst).slice(0, mostTexts)] as const
  })
  return new Map(await Promise.all(texts))
}

const mostTexts = 500

function newestFirst(one: SentText, other: SentText): number {
  return other.sentAt.getTime() - one.sentAt.getTime()
}

function sentText(row: { interactionId: string; textFingerprint: string | null; createdAt: Date }): SentText {
  return { interactionId: row.interactionId, fingerprint: row.textFingerprint ?? '', sentAt: row.createdAt }
}

const neverSent: ReplyState[] = ['cancelled', 'failed', 'moderation_rejected', 'rejected', 'answered_elsewhere']

/** Approved among many, and neither sent nor given up yet. */
function aboutToBeSent(sellerId: string) {
  return { sellerId, result: null, replyId: null }
}

function sentLately(sellerId: string, now: Date) {
  return { sellerId, createdAt: { gt: after(now, -DAY) }, state: { notIn: neverSent } }
}
