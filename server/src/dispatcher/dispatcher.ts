import { setTimeout as pause } from 'node:timers/promises'
import type { Deps } from '#deps.ts'
import { nextAfterFault } from '#domain/reply.ts'
import { claimDue, nextDueAt, renewReply } from '#storage/claim.ts'
import { leaseMs, underLease } from '#storage/lease.ts'
import { releaseReply, replyById, type UnfinishedReply } from '#storage/replies.ts'
import { confirmReply } from './confirm-reply.ts'
import { deliverReply } from './deliver-reply.ts'
import { failReply, markUnknown } from './settle-reply.ts'

/** Works through the replies that are due, several at a time, until stopped. */
type Dispatcher = {
  /** Something may be due: look now. */
  wake(): void
  /** Resolves when nothing is due and nothing is being done. */
  idle(): Promise<void>
  /** Takes nothing new and waits for what is being done. */
  stop(): Promise<void>
}

/** Replies to reviews and questions, which one host of the marketplace takes, and those in chats, which the other takes. */
type Line = 'feedbackReplies' | 'chatReplies'

const atOnce = 8
const sweepMs = 1000

/** Starts it. Each host of the marketplace has places of its own, so that one that hangs does not hold up the other. */
export function startDispatcher(deps: Deps): Dispatcher {
  const lanes = [startLane(deps, 'feedbackReplies'), startLane(deps, 'chatReplies')]
  return {
    wake() {
      for (const lane of lanes) lane.wake()
    },
    async idle() {
      await Promise.all(lanes.map((lane) => lane.idle()))
    },
    async stop() {
      await Promise.all(lanes.map((lane) => lane.stop()))
    },
  }
}

/** Starts the loop over the replies to one host. Several processes share the work: a claim decides who gets a reply. */
function startLane(deps: Deps, line: Line): Dispatcher {
  const inFlight = new Set<Promise<void>>()
  let stopped = false
  let alarm = new AbortController()

  async function claimSome(): Promise<number> {
    const free = atOnce - inFlight.size
    if (free === 0) return 0
    const claimed = await claimDue<{ id: string }>(
      deps.db,
      line,
      deps.clock.now(),
      { owner: deps.owner, leaseMs },
      free,
    )
    for (const { id } of claimed) take(id)
    return claimed.length
  }

  function take(id: string): void {
    const work = handle(deps, id).finally(() => {
      inFlight.delete(work)
      wake()
    })
    inFlight.add(work)
  }

  function wake(): void {
    alarm.abort()
  }

  async function pauseBeforeNext(): Promise<number> {
    // Whoever leaves a place wakes the lane. Until then it does not matter what is due.
    return inFlight.size < atOnce ? await untilNextDue(deps, line) : sweepMs
  }

  async function work(): Promise<void> {
    while (!stopped) {
      alarm = new AbortController()
      const taken = await claimSome().catch((error: unknown) => reportBroken(deps, error))
      if (taken === 0) await rest(await pauseBeforeNext().catch(() => sweepMs), alarm.signal)
    }
  }

  const ended = work()
  return {
    wake,
    async idle() {
      while (inFlight.size > 0 || (await claimSome()) > 0) await Promise.race([...inFlight, pause(50)])
    },
    async stop() {
      stopped = true
      wake()
      await ended
      await Promise.all(inFlight)
    },
  }
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
  if (reply.state === 'sending')
    return await markUnknown(deps, reply, { detail: 'The program failed during the call.', requestId: null })

  const faults = reply.faults + 1
  const nextAt = nextAfterFault(deps.clock.now(), reply.state, faults)
  if (nextAt) return await releaseReply(deps.db, reply, nextAt, { faults })
  const detail = `The program failed ${faults} times in a row before the call.`
  await failReply(deps, reply, { reason: 'internal', detail, requestId: null })
}

async function untilNextDue({ db, clock }: Deps, line: Line): Promise<number> {
  const now = clock.now()
  const at = await nextDueAt(db, line, now)
  return at ? Math.min(Math.max(at.getTime() - now.getTime(), 1), sweepMs) : sweepMs
}

async function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  await pause(milliseconds, undefined, { signal }).catch(() => undefined)
}

function reportBroken({ log }: Deps, error: unknown): 0 {
  log.error({ error }, 'Due replies could not be claimed.')
  return 0
}
