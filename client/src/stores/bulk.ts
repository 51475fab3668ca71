import { defineStore } from 'pinia'
import { uuidv7 } from 'uuidv7'
import { computed, shallowRef, watch } from 'vue'
import { cancelBulk, readBulk, startBulk } from '#api/bulk.ts'
import { onInboxEvent, onInboxGap } from '#api/live.ts'
import type { Outcome } from '#api/outcome.ts'
import type { BulkProgressFragment, StartBulkInput, StartBulkMutation } from '#generated/graphql.ts'
import { forget, remember, remembered } from '#offline/remembered.ts'
import { serverNow } from './clock.ts'
import { useConnection } from './connection.ts'
import { useSession } from './session.ts'

type Job = BulkProgressFragment
type Started = Outcome<StartBulkMutation['startBulk']>

/** The live feed tells every change; this is for what it misses. */
const LOOK_EVERY_MS = 4_000
const KEPT = 'account.bulk'

/** Actions on many items that this device began, also after a reload: the server does the work, this only watches (ui 7.8). */
export const useBulk = defineStore('bulk', () => {
  const session = useSession()
  const connection = useConnection()
  /** As far as they are known; null until the server has told of one. */
  const jobs = shallowRef<ReadonlyMap<string, Job | null>>(
    new Map((remembered<string[]>(KEPT) ?? []).map((id) => [id, null])),
  )
  const listeners = new Set<(finished: Job) => void>()
  let looking: ReturnType<typeof setTimeout> | undefined

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
    connection.onBackOnline(look)
    watch(
      () => session.state === 'signed_in' && session.confirmed,
      (mayLook) => mayLook && look(),
      { immediate: true },
    )
    session.onLeaving(async () => {
      jobs.value = new Map()
    })
  }

  async function begin(input: Omit<StartBulkInput, 'key'>): Promise<Started> {
    const outcome = await startBulk({ ...input, key: uuidv7() })
    if (outcome.kind === 'accepted') hear(outcome.answer.job)
    return outcome
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

  /** Milliseconds until it begins; what has not begun can be taken back whole. */
  const untilStart = (told: Job) => Math.max(0, Date.parse(told.startsAt) - serverNow().getTime())

  return { sending, start, begin, cancel, dismiss, onFinished, untilStart }
})
