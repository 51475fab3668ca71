import type { Deps } from '#deps.ts'
import { checkReply, isBlocked } from '#domain/guardrails.ts'
import type { UnfinishedReply } from '#storage/replies.ts'
import { replyContextOf, rulesInForce } from '#storage/reply-rules.ts'
import { failReply } from './settle-reply.ts'

/** Checks a waiting reply by the rules in force, if it was taken by others (domain §10.3). False: it is blocked, and has ended. */
export async function stillAllowed(deps: Deps, reply: UnfinishedReply): Promise<boolean> {
  // Nobody reads the words of a rejection, and files may go without any.
  if (reply.kind === 'rejection' || reply.text === '') return true

  const { prisma } = deps.db
  const { guardrails } = await rulesInForce(prisma, deps.log, reply.sellerId)
  const { version: policyVersion } = guardrails
  if (policyVersion === reply.policyVersion) return true

  const interaction = await prisma.interaction.findUniqueOrThrow({ where: { id: reply.interactionId } })
  const context = await replyContextOf(prisma, interaction, reply.text, deps.clock.now())
  const findings = checkReply(guardrails, reply.text, context)
  if (!isBlocked(findings)) {
    await prisma.replyOutbox.update({ where: { id: reply.id }, data: { policyVersion } })
    return true
  }

  const codes = findings.filter(({ severity }) => severity === 'block').map(({ code }) => code)
  const detail = `By the rules ${policyVersion}: ${[...new Set(codes)].join(', ')}.`
  await failReply(deps, reply, { reason: 'guardrail', detail, requestId: null })
  return false
}
