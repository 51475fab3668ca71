import { defineStore } from 'pinia'
import { uuidv7 } from 'uuidv7'
import { computed, shallowRef, watch } from 'vue'
import { cancelBulk, readBulk, startBulk } from '#api/bulk.ts'
import { onInboxEvent, onInboxGap } from '#api/live.ts'
import type { Outcome } from '#api/outcome.ts'
import { closingIn, type KeptAction, nextToGo, type Subject, type Wish, wishFor } from '#domain/kept-action.ts'
import { pauseAfter } from '#domain/outbox-item.ts'
import type { BulkProgressFragment, StartBulkMutation } from '#generated/graphql.ts'
import { dropAction, keepAction, keptActions, markLeft, onActionsChange } from '#offline/actions.ts'
import { forget, remember, remembered } from '#offline/remembered.ts'
import { serverNow } from './clock.ts'
import { useConnection } from './connection.ts'
import { useSession } from './session.ts'

type Job = BulkProgressFragment
/** Why an action that had been kept was not begun. */
export type Failure = Exclude<Begun, Kept | { kind: 'accepted' }>
export type Started = Outcome<StartBulkMutation['startBulk']>
/** `kept`: the device looks after it, and hands it over as soon as the server can be reached. */
export type Begun = Started | Kept
/** `key` is that of an action that has not left: it can still be given up without a trace. */
type Kept = { kind: 'kept'; key: string | null }

/** The live feed tells every change; this is for what it misses. */
const LOOK_EVERY_MS = 4_000
const KEPT = 'account.bulk'
const LOCK = 'action-sender'

/** Actions on many items that this device began, also after a reload: the server does the work, this only watches (ui 7.8). */
export const useBulk = defineStore('bulk', () => {
  const session = useSession()
  const connection = useConnection()
  /** As far as they are known; null until the server has told of one. */
  const jobs = shallowRef<ReadonlyMap<string, Job | null>>(
    new Map((remembered<string[]>(KEPT) ?? []).map((id) => [id, null])),
  )
  const listeners = new Set<(finished: Job) => void>()
  const failureListeners = new Set<(failure: Failure) => void>()
  /** What the server does not know of yet. The device's storage is the truth. */
  const kept = shallowRef<readonly KeptAction[]>([])
  /** Jobs that this page handed over: another page tells of its own. */
  const begunHere = new Set<string>()
  const waiting = computed(() => kept.value.filter(({ userId }) => userId === session.viewer?.user.id))
  let looking: ReturnType<typeof setTimeout> | undefined
  let retrying: ReturnType<typeof setTimeout> | undefined
  let attempts = 0

  /** The newest that sends texts: the one that is shown. */
  const sending = computed(() => [...jobs.value.values()].findLast((job) => job?.action === 'SEND') ?? null)

  // What is over needs no watching at the next visit.
  watch(
    jobs,
    (known) => {
      const open = [...known].filter(([, job]) => !job?.finishedAt).map(([id]) => id)
      if (open.length > 0) remember(KEPT, open)
      else forget(KEPT)
    },
    { flush: 'sync' },
  )

  function start() {
    onInboxEvent(({ bulkJob }) => bulkJob && jobs.value.has(bulkJob.id) && hear(bulkJob))
    onInboxGap(look)
    onActionsChange(read)
    connection.onBackOnline(() => {
      void look()
      void sendKept()
    })
    watch(
      () => session.state === 'signed_in' && session.confirmed,
      (mayLook) => {
        if (!mayLook) return
        void look()
        void sendKept()
      },
      { immediate: true },
    )
    session.onLeaving(async () => {
      jobs.value = new Map()
      kept.value = []
    })
    watch(() => session.viewer?.user.id, read)
    void read()
  }

  async function read() {
    kept.value = await keptActions()
  }

  /** Begins it, or keeps it on the device until the server can be reached. Pressed once it is one job, whatever the network does. */
  async function begin(input: Wish, subjects: readonly Subject[] = []): Promise<Begun> {
    const userId = session.viewer?.user.id ?? ''
    const action = { key: uuidv7(), input, userId, createdAt: Date.now(), hasLeft: false, subjects }
    try {
      await keepAction(action)
    } catch (error) {
      // A device that keeps nothing: then it is now or never.
      console.error(error)
      return heard(await startBulk({ ...input, key: action.key }))
    }
    await read()
    return connection.online ? await sendKept(action.key) : { kind: 'kept', key: action.key }
  }

  /** Hands over what waits, oldest first; of all pages one at a time. Returns what became of the action that is asked about. */
  async function sendKept(asked: string | null = null): Promise<Begun> {
    clearTimeout(retrying)
    return await alone(async () => {
      for (;;) {
        const action = nextToGo(await keptActions(), session.writerId())
        if (!action) return { kind: 'kept', key: null }
        const outcome = await handOver(action)
        if (outcome.kind === 'kept') {
          attempts += 1
          retrying = setTimeout(() => void sendKept(), pauseAfter(attempts))
          return outcome
        }
        attempts = 0
        if (action.key === asked) return outcome
        if (outcome.kind !== 'accepted') for (const listener of failureListeners) listener(outcome)
      }
    })
  }

  async function handOver({ key }: KeptAction): Promise<Begun> {
    const action = await markLeft(key)
    if (!action) return { kind: 'kept', key: null }
    const outcome = await startBulk({ ...action.input, key })
    const isHeldUp = outcome.kind === 'unreachable' || (outcome.kind === 'broken' && session.state !== 'signed_in')
    if (isHeldUp) return { kind: 'kept', key: null }
    await dropAction(key)
    await read()
    return heard(outcome)
  }

  function heard(outcome: Started): Started {
    if (outcome.kind !== 'accepted') return outcome
    begunHere.add(outcome.answer.job.id)
    hear(outcome.answer.job)
    return outcome
  }

  /** Items that are about to be closed. */
  const closing = computed(() => closingIn(waiting.value))

  /** What waits for a connection to be done to an item; null when nothing does. */
  const wishOf = (interactionId: string) => wishFor(waiting.value, interactionId)

  /** Nobody wants it any more. What has left may be done all the same. */
  async function giveUp(key: string): Promise<void> {
    await dropAction(key)
    await read()
  }

  /** Begins nothing more of it. False: the server could not be asked. */
  async function cancel(id: string): Promise<boolean> {
    const outcome = await cancelBulk(id)
    if (outcome.kind === 'accepted') hear(outcome.answer.job)
    return outcome.kind === 'accepted' || outcome.kind === 'refused'
  }

  /** Nobody wants to hear of it any more. */
  function dismiss(id: string) {
    jobs.value = new Map([...jobs.value].filter(([known]) => known !== id))
  }

  function hear(told: Job) {
    const known = jobs.value.get(told.id)
    // What was asked for earlier may be answered later.
    if (known && (known.finishedAt !== null || known.totals.waiting < told.totals.waiting)) return
    jobs.value = new Map([...jobs.value, [told.id, told]])
    if (told.finishedAt !== null) for (const listener of listeners) listener(told)
    planLook()
  }

  function planLook() {
    clearTimeout(looking)
    if ([...jobs.value.values()].some((job) => !job?.finishedAt)) looking = setTimeout(look, LOOK_EVERY_MS)
  }

  async function look() {
    planLook()
    for (const [id, job] of jobs.value) {
      if (job?.finishedAt) continue
      const told = await readBulk(id)
      if (told) hear(told)
    }
  }

  /** Calls back once a job has its results. */
  function onFinished(listener: (finished: Job) => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  /** Calls back when something that was kept came to nothing once the server heard of it. */
  function onFailed(listener: (failure: Failure) => void): () => void {
    failureListeners.add(listener)
    return () => failureListeners.delete(listener)
  }

  const isFromHere = (id: string) => begunHere.has(id)

  /** Milliseconds until it begins; what has not begun can be taken back whole. */
  const untilStart = (told: Job) => Math.max(0, Date.parse(told.startsAt) - serverNow().getTime())

  return {
    sending,
    waiting,
    start,
    begin,
    sendKept,
    giveUp,
    closing,
    wishOf,
    cancel,
    dismiss,
    onFinished,
    onFailed,
    isFromHere,
    untilStart,
  }
})

let line: Promise<unknown> = Promise.resolve()

/** One after the other. Without locks (very old Safari) the key still keeps two tabs from making two jobs. */
function alone<Result>(work: () => Promise<Result>): Promise<Result> {
  const turn = line.then(() => (navigator.locks ? navigator.locks.request(LOCK, work) : work()))
  line = turn.catch(() => undefined)
  return turn
}
