import type { Deps } from '#deps.ts'
import {
  editPatience,
  isAboutToLeave,
  lastCallAt,
  lastLookAt,
  lookAgainAt,
  mayResend,
  nextLookAt,
  type Shown,
} from '#domain/reply.ts'
import { after, HOUR, SECOND } from '#domain/time.ts'
import { receiveItems } from '#ingestion/receive.ts'
import type { Connector } from '#sources/connector.ts'
import { NotExecuted, SourceError } from '#sources/errors.ts'
import { releaseReply, replyById, type StoredReply, type UnfinishedReply } from '#storage/replies.ts'
import { replyTargetOf } from '#storage/reply-targets.ts'
import { fateIn } from '#storage/shown-replies.ts'
import { bringForward } from '#storage/sync-states.ts'
import { echoSearch } from './echo-search.ts'
import type { LookBefore } from './pre-image.ts'
import { mayGoAgain } from './recheck-reply.ts'
import { resendReply } from './resend-reply.ts'
import { giveUpLooking, waitForKey } from './settle-reply.ts'

/**
 * Looks whether the marketplace shows a reply that left (domain §11.5). What it shows goes through ingestion, like everything
 * else that comes from there, and ingestion settles the reply; here is only decided when to look again. Sends nothing but the one
 * answer to a review that may go once more.
 */
export async function confirmReply(deps: Deps, reply: UnfinishedReply): Promise<void> {
  const connector = (await deps.connectors(reply.sellerId)).find(({ channel }) => channel === reply.channel)
  if (!connector) return await waitForKey(deps, reply)

  const look = reply.channel === 'chat' ? await lookForEcho(deps, reply) : await lookForAnswer(deps, reply, connector)
  const current = await replyById(deps.db.prisma, reply.id)
  if (current.state === 'answered_elsewhere') return await releaseReply(deps.db, current, nextOf(look), { faults: 0 })
  // The answer to its call came meanwhile, and it waits for the next one.
  if (isAboutToLeave(current.state)) return
  if (current.state !== 'accepted' && current.state !== 'unknown') return await releaseReply(deps.db, current, null)
  if (typeof look === 'object' && 'missing' in look) return await resendReply(deps, current, connector, look.missing)
  if (look === 'over') return await giveUpLooking(deps, current)

  const { nextAt, knownBy, hasRead, failure } = look
  const told = { faults: 0, knownBy, ...toldBy(failure), ...(hasRead ? { lookups: { increment: 1 } } : {}) }
  await releaseReply(deps.db, current, latest(nextAt, after(deps.clock.now(), SECOND)), told)
}

/**
 * Over: the marketplace has been read for long enough, and does not show the reply. What could not be read proves nothing. Missing: it
 * does not show the reply now, and this one may be sent once more.
 */
type Look = 'over' | { missing: LookBefore } | { nextAt: Date; knownBy: Date; hasRead: boolean; failure?: SourceError }

const nextOf = (look: Look): Date | null => (typeof look === 'object' && 'nextAt' in look ? look.nextAt : null)

/** What the marketplace's support would have to be told of a look that failed. A budget of ours that was spent is none. */
function toldBy(failure?: SourceError): Partial<Pick<StoredReply, 'lookDetail' | 'lookRequestId'>> {
  if (!failure || (failure instanceof NotExecuted && failure.isHeldBack)) return {}
  return { lookDetail: failure.message.slice(0, 500), lookRequestId: failure.requestId?.slice(0, 200) ?? null }
}

async function lookForAnswer(deps: Deps, reply: UnfinishedReply, connector: Connector): Promise<Look> {
  const leftAt = lastCallAt(reply)
  const lookedAt = deps.clock.now()
  try {
    const item = await connector.lookFor(await replyTargetOf(deps.db, reply), 'readback')
    if (item) await receiveItems(deps, reply.sellerId, [item])
    const isMissing = item !== null && !item.answer && mayResend(reply, leftAt, lookedAt)
    if (isMissing && (await mayGoAgain(deps, reply))) return { missing: { lookedAt, shown: item } }
    return read(deps, reply, { leftAt, lookedAt, shown: item ?? { answer: null, rejected: false } })
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    return notRead(reply, { leftAt, now: deps.clock.now(), failure: error })
  }
}

type Failed = { leftAt: Date; now: Date; failure: SourceError }
type Seen = { leftAt: Date; lookedAt: Date; shown: Shown }

function read(deps: Deps, reply: UnfinishedReply, { leftAt, lookedAt, shown }: Seen): Look {
  const nextAt = nextLookAt(reply, leftAt, lookedAt) ?? patienceWith(deps, reply, { leftAt, shown })
  return nextAt ? { nextAt, knownBy: latest(nextAt, lastLookAt(reply, leftAt)), hasRead: true } : 'over'
}

/** A look that our own budget held back is made as soon as there is budget. */
function notRead(reply: UnfinishedReply, { leftAt, now, failure }: Failed): Look {
  const { retryAt, isHeldBack } = failure instanceof NotExecuted ? failure : { retryAt: null, isHeldBack: false }
  const nextAt = isHeldBack && retryAt ? retryAt : lookAgainAt(leftAt, now, retryAt)
  return { nextAt, knownBy: latest(nextAt, lastLookAt(reply, leftAt)), hasRead: false, failure }
}

/**
 * Moderation may take days; while the marketplace says that it has the text, we go on looking, rarely. Of an edit that moderation
 * refuses it says nothing: the former answer simply stays, so that waiting has an end.
 */
function patienceWith(
  { clock }: Deps,
  reply: UnfinishedReply,
  { leftAt, shown }: { leftAt: Date; shown: Shown },
): Date | null {
  const now = clock.now()
  if (fateIn(reply, shown, now) !== 'moderated' || (reply.kind === 'edit' && now > after(leftAt, editPatience)))
    return null
  return after(now, 3 * HOUR)
}

/**
 * A chat cannot be read by itself: its messages come with everybody's, so their next reading is brought forward while the message
 * is young. Later the timetable's own readings do.
 */
async function lookForEcho({ db, clock, config }: Deps, reply: UnfinishedReply): Promise<Look> {
  const now = clock.now()
  const { isOver, endsAt, hasRead } = await echoSearch(db.prisma, config, reply, now)
  if (isOver) return 'over'

  const nextAt = nextLookAt(reply, lastCallAt(reply), now)
  if (nextAt) await bringForward(db, reply.sellerId, 'chat', now)
  return { nextAt: nextAt ?? latest(endsAt, after(now, 5 * SECOND)), knownBy: endsAt, hasRead }
}

function latest(one: Date, other: Date): Date {
  return one > other ? one : other
}
