import type { Deps } from '#deps.ts'
import { isStarved } from '#domain/cadence.ts'
import { goesBefore, mayFollowAt } from '#domain/chat-turn.ts'
import { lookStands } from '#domain/reply.ts'
import { after, SECOND } from '#domain/time.ts'
import { receiveItems } from '#ingestion/receive.ts'
import type { Connector } from '#sources/connector.ts'
import { SourceError } from '#sources/errors.ts'
import { findConnection } from '#storage/connections.ts'
import {
  lastLookOf,
  releaseReply,
  type UnfinishedReply,
  unfinishedReplies,
  wakeRepliesWithoutKey,
} from '#storage/replies.ts'
import { contentsOf } from '#storage/reply-files.ts'
import { replyTargetOf, type StoredTarget } from '#storage/reply-targets.ts'
import { attempt, failedLook } from './attempt.ts'
import { type LookBefore, preImageOf } from './pre-image.ts'
import { stillAllowed } from './recheck-reply.ts'
import { failReply, holdBack, settleAttempt, startSending } from './settle-reply.ts'
import { stillFits } from './still-fits.ts'

/**
 * Sends one reply that this process has claimed. First looks whether somebody has answered meanwhile; when the budget has given the
 * call, says in the database that it is about to be made; only then makes it. Whatever happens afterwards, the call is never repeated blindly.
 */
export async function deliverReply(deps: Deps, reply: UnfinishedReply): Promise<void> {
  const openedAt = deps.clock.now()
  const connector = (await deps.connectors(reply.sellerId)).find(({ channel }) => channel === reply.channel)
  const key = await goodKey(deps, reply)
  if (!connector) return await withoutConnector(deps, reply, { key, openedAt })
  if (!mayWrite(key)) return await holdForKey(deps, reply)
  const target = await replyTargetOf(deps.db, reply)
  if (!(await stillFits(deps, reply, target))) return

  const turnAt = await turnOf(deps, reply)
  if (turnAt) return await holdBack(deps, reply, 'earlier', turnAt)
  if (!(await stillAllowed(deps, reply))) return

  const seen = await lookBefore(deps, connector, target, reply)
  if (seen === 'gone')
    return await failReply(deps, reply, { reason: 'not_found', detail: 'The item is not there.', requestId: null })
  if (seen === 'not_editable')
    return await failReply(deps, reply, { reason: 'not_editable', detail: 'WB takes no edit.', requestId: null })
  if (seen === 'settled') return

  const contents = await contentsOf(deps.db, reply)
  if (!contents)
    return await failReply(deps, reply, { reason: 'files', detail: 'A file is not here any more.', requestId: null })

  const known = { ...reply, preImage: preImageOf(target, reply, seen) }
  let left: UnfinishedReply | null = null
  const outcome = await attempt(connector, target, { ...reply, contents }, async () => {
    left = await startSending(deps, known)
    return left !== null
  })
  await settleAttempt(deps, known, outcome, { left, openedAt })
}

/**
 * No call can be made. Without a key that the marketplace takes the reply waits for one (ADR 32); a good one that does not open this
 * channel ends it (domain §11.8), unless it was given after we had opened the former.
 */
async function withoutConnector(
  deps: Deps,
  reply: UnfinishedReply,
  { key, openedAt }: { key: Key; openedAt: Date },
): Promise<void> {
  const isNew = key !== null && key.connectedAt > openedAt
  if (isNew) return await releaseReply(deps.db, reply, deps.clock.now())
  if (key)
    return await failReply(deps, reply, {
      reason: 'scope',
      detail: 'The key does not open this channel.',
      requestId: null,
    })

  await holdForKey(deps, reply)
}

/** No call was made, so whoever gives a key wakes it (ADR 32): one that is taken, and by which may be written. */
async function holdForKey(deps: Deps, reply: UnfinishedReply): Promise<void> {
  await holdBack(deps, reply, 'auth', null)
  // A key that was given meanwhile has woken only what waited for it by then.
  if (mayWrite(await goodKey(deps, reply)))
    await wakeRepliesWithoutKey(deps.db.prisma, reply.sellerId, deps.clock.now())
}

type Key = Awaited<ReturnType<typeof findConnection>>

/** What is known of the key, if the marketplace takes it. */
async function goodKey({ db }: Deps, { sellerId }: UnfinishedReply): Promise<Key> {
  const connection = await findConnection(db.prisma, sellerId)
  return connection?.isClosed === false ? connection : null
}

function mayWrite(key: Key): boolean {
  return key?.readOnly === false
}

/** When to look again whether it is the message's turn in its chat; null: it is. Reviews and questions have one reply at a time. */
async function turnOf({ db, clock }: Deps, reply: UnfinishedReply): Promise<Date | null> {
  if (reply.channel !== 'chat') return null
  const [others, now] = [await unfinishedReplies(db.prisma, [reply.interactionId]), clock.now()]
  const first = goesBefore(others, reply.id)
  if (!first) return mayFollowAt(others, now)
  const isStuck = first.state === 'unknown' || first.state === 'retry_wait'
  return after(now, isStuck ? 10 * SECOND : SECOND)
}

/**
 * What the marketplace shows goes through ingestion, which settles the reply if it was answered elsewhere. A look that fails is a
 * call that was not executed: it is repeated as often as one, and a refused one is not. Null: the last look stands, or none is made.
 */
async function lookBefore(
  deps: Deps,
  connector: Connector,
  target: StoredTarget,
  reply: UnfinishedReply,
): Promise<LookBefore | null | 'gone' | 'not_editable' | 'settled'> {
  if (reply.channel === 'chat' || (await stands(deps, reply, lastLookOf(reply)))) return null
  const lookedAt = deps.clock.now()
  try {
    const item = await connector.lookFor(target, 'write')
    if (!item) return 'gone'
    await receiveItems(deps, reply.sellerId, [item])
    if (reply.kind === 'edit' && item.answer?.editable === false) return 'not_editable'
    return { lookedAt, shown: item }
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    await settleAttempt(deps, reply, failedLook(error), { left: null, openedAt: lookedAt })
    return 'settled'
  }
}

async function stands(
  { db, clock, config }: Deps,
  { sellerId }: UnfinishedReply,
  lookedAt: Date | null,
): Promise<boolean> {
  if (lookedAt === null) return false
  const connection = await findConnection(db.prisma, sellerId)
  return lookStands(lookedAt, clock.now(), {
    isPoor: isStarved(connection?.tokenType ?? 'personal', config),
  })
}
