import { setTimeout as pause } from 'node:timers/promises'
import type { Deps } from '#deps.ts'
import { hangsAfter, type Room, roomIn } from '#domain/lane-share.ts'
import { nextAfterFault } from '#domain/reply.ts'
import { type ReplyLine, replyLines } from '#domain/reply-line.ts'
import { after, between } from '#domain/time.ts'
import { renewReply } from '#storage/claim.ts'
import { leaseMs, underLease } from '#storage/lease.ts'
import { releaseReply, replyById, type UnfinishedReply } from '#storage/replies.ts'
import { type ClaimedReply, claimReplies, nextReplyDueAt } from '#storage/reply-claims.ts'
import { confirmReply } from './confirm-reply.ts'
import { deliverReply } from './deliver-reply.ts'
import { failReply, markUnknown } from './settle-reply.ts'

/** Works through the replies that are due, several at a time, until stopped. */
type Dispatcher = {
  /** Something may be due, in this line if one is named: look now. */
  wake(line?: ReplyLine): void
  /** Resolves when nothing is due and nothing is being done. */
  idle(): Promise<void>
  /** Takes nothing new and waits for what is being done. */
  stop(): Promise<void>
}

type Lane = { wake(): void; idle(): Promise<void>; stop(): Promise<void> }

const width = 8
const sweepMs = 1000

/** Starts it. Each host of the marketplace has places of its own, so that one that hangs does not hold up the other. */
export function startDispatcher(deps: Deps): Dispatcher {
  const lanes = { feedbacks: startLane(deps, 'feedbacks'), chats: startLane(deps, 'chats') }
  return {
    wake(line) {
      for (const each of line ? [line] : replyLines) lanes[each].wake()
    },
    async idle() {
      await Promise.all(replyLines.map((line) => lanes[line].idle()))
    },
    async stop() {
      await Promise.all(replyLines.map((line) => lanes[line].stop()))
    },
  }
}

/**
 * Starts the loop over the replies to one host, in which no seller keeps more than its share from others, and nothing of it by calls that
 * hang. What begins to hang wakes nobody: the sweep finds the room. Several processes share the work: a claim decides who gets a reply.
 */
function startLane(deps: Deps, line: ReplyLine): Lane {
  const inFlight = new Map<Promise<void>, { sellerId: string; since: Date }>()
  let stopped = false
  let alarm = new AbortController()

  function room(): Room {
    const [now, going] = [deps.clock.now(), [...inFlight.values()]]
    const hanging = going.filter(({ since }) => between(since, now) > hangsAfter)
    return roomIn(width, countsOf(going), countsOf(hanging))
  }

  async function claimSome(): Promise<number> {
    const { clock, db, owner } = deps
    const now = clock.now()
    const claimed = await claimReplies(db, line, room(), { owner, now, until: after(now, leaseMs) })
    for (const reply of claimed) take(reply)
    return claimed.length
  }

  function take({ id, sellerId }: ClaimedReply): void {
    const work = handle(deps, id).finally(() => {
      inFlight.delete(work)
      wake()
    })
    inFlight.set(work, { sellerId, since: deps.clock.now() })
  }

  function wake(): void {
    alarm.abort()
  }

  /** A wake only makes it look: most of what is recorded makes nothing due, and a look is cheap. */
  async function work(): Promise<void> {
    while (!stopped) {
      alarm = new AbortController()
      const { signal } = alarm
      const wait = await untilNextDue(deps, line, room()).catch(() => sweepMs)
      if (wait > 0 && !(await rest(wait, signal))) continue

      const taken = await claimSome().catch((error: unknown) => reportBroken(deps, error))
      // Another process was faster, or the clock runs behind the timer.
      if (!taken) await rest(taken === 0 ? 1 : sweepMs, signal)
    }
  }

  const ended = work()
  return {
    wake,
    async idle() {
      while (inFlight.size > 0 || (await claimSome()) > 0) await Promise.race([...inFlight.keys(), pause(50)])
    },
    async stop() {
      stopped = true
      wake()
      await ended
      await Promise.all(inFlight.keys())
    },
  }
}

function countsOf(going: readonly { sellerId: string }[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { sellerId } of going) counts.set(sellerId, (counts.get(sellerId) ?? 0) + 1)
  return counts
}

/** What is to be done with a due reply follows from its state. */
async function handle(deps: Deps, id: string): Promise<void> {
  try {
    const renew = () => renewReply(deps, id)
    await underLease({ renew, log: deps.log }, async () => await doNext(deps, await replyById(deps.db.prisma, id)))
  } catch (error) {
    deps.log.error({ replyId: id, error }, 'A reply could not be worked on.')
    await setAside(deps, id).catch(() => undefined)
  }
}

async function doNext(deps: Deps, reply: UnfinishedReply): Promise<void> {
  switch (reply.state) {
    case 'queued':
    case 'retry_wait':
      return await deliverReply(deps, reply)
    case 'sending':
      // Its process died during the call, or forgot it: nobody knows whether the marketplace has the reply.
      return await markUnknown(deps, reply, { detail: 'The process ended during the call.', requestId: null })
    case 'accepted':
    case 'unknown':
    case 'answered_elsewhere':
      return await confirmReply(deps, reply)
    default:
      return await releaseReply(deps.db, reply, null)
  }
}

/**
 * A bug must not send twice: what was being sent becomes unknown, the rest is tried again some minutes later. Nor must it keep a reply for
 * ever that surely has not left: that one ends, so that people are told.
 */
async function setAside(deps: Deps, id: string): Promise<void> {
  const reply = await replyById(deps.db.prisma, id)
  // It was let go of, or belongs to a process that has claimed it since.
  if (reply.leaseOwner !== deps.owner) return
  if (reply.state === 'sending')
    return await markUnknown(deps, reply, { detail: 'The program failed during the call.', requestId: null })

  const faults = reply.faults + 1
  const nextAt = nextAfterFault(deps.clock.now(), reply.state, faults)
  if (nextAt) return await releaseReply(deps.db, reply, nextAt, { faults })
  const detail = `The program failed ${faults} times in a row before the call.`
  await failReply(deps, reply, { reason: 'internal', detail, requestId: null })
}

/** Zero: now. */
async function untilNextDue({ db, clock }: Deps, line: ReplyLine, room: Room): Promise<number> {
  const now = clock.now()
  const at = await nextReplyDueAt(db, line, room, now)
  return at ? Math.min(Math.max(between(now, at), 0), sweepMs) : sweepMs
}

/** False: it was ended by the signal. */
async function rest(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  return await pause(milliseconds, true, { signal }).catch(() => false)
}

function reportBroken({ log }: Deps, error: unknown): null {
  log.error({ error }, 'Due replies could not be claimed.')
  return null
}
