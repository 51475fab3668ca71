import type { Deps } from '#deps.ts'
import { checkReply, isBlocked } from '#domain/guardrails.ts'
import { inTransaction } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import { eventOf, type UnfinishedReply } from '#storage/replies.ts'
import { replyContextOf, rulesInForce } from '#storage/reply-rules.ts'
import { failReply } from './settle-reply.ts'

/** Checks a waiting reply by the rules in force, if it was taken by others (domain §10.3). False: it is blocked, and has ended. */
export async function stillAllowed(deps: Deps, reply: UnfinishedReply): Promise<boolean> {
  const breach = await breachOf(deps, reply)
  if (!breach) return true

  const { policyVersion, codes } = breach
  const detail = `By the rules ${policyVersion}: ${codes.join(', ')}.`
  await failReply(deps, reply, { reason: 'guardrail', detail, requestId: null })
  return false
}

/**
 * Checks a reply whose fate is unknown in the same way before it goes once more. False: it is blocked. Nobody knows whether the words
 * are with the marketplace already, so that it does not end by this: it is looked for until the operator is asked.
 */
export async function mayGoAgain(deps: Deps, reply: UnfinishedReply): Promise<boolean> {
  const breach = await breachOf(deps, reply)
  if (!breach) return true

  const { db, clock } = deps
  const blocked = eventOf(reply, 'guardrail_blocked', { ...breach, again: true })
  await inTransaction(db, (tx) => recordEvents(tx, reply.sellerId, clock.now(), [blocked]))
  return false
}

type Breach = { policyVersion: string; codes: string[] }

async function breachOf(deps: Deps, reply: UnfinishedReply): Promise<Breach | null> {
  // Nobody reads the words of a rejection, and files may go without any.
  if (reply.kind === 'rejection' || reply.text === '') return null

  const { prisma } = deps.db
  const { guardrails } = await rulesInForce(prisma, deps.log, reply.sellerId)
  const { version: policyVersion } = guardrails
  if (policyVersion === reply.policyVersion) return null

  const interaction = await prisma.interaction.findUniqueOrThrow({ where: { id: reply.interactionId } })
  const context = await replyContextOf(prisma, interaction, reply.text, deps.clock.now())
  const findings = checkReply(guardrails, reply.text, context)
  if (!isBlocked(findings)) {
    await prisma.replyOutbox.update({ where: { id: reply.id }, data: { policyVersion } })
    return null
  }

  const codes = findings.filter(({ severity }) => severity === 'block').map(({ code }) => code)
  return { policyVersion, codes: [...new Set(codes)] }
}
