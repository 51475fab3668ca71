import { defineStore } from 'pinia'
import { watch } from 'vue'
import { client } from '#api/client.ts'
import { onLiveNews } from '#api/live.ts'
import {
  HomeDocument,
  InteractionDocument,
  InteractionsAheadDocument,
  type InteractionsAheadQueryVariables,
  WaitingVersionsDocument,
} from '#generated/graphql.ts'
import { useConnection } from './connection.ts'
import { useSession } from './session.ts'

/** Not while the first screen is still being drawn. */
const SOON_MS = 2_000
/** Events come in bursts. */
const CALM_MS = 10_000
const HOME_CALM_MS = 1_500
/** As many as the question has places for. */
const BATCH = 8

type Waiting = { id: string; version: number; draft: { id: string } | null }

/** Reads what waits for an answer before anybody opens it: in a tunnel it opens all the same (ui 8.3). */
export const useReadingAhead = defineStore('readingAhead', () => {
  const session = useSession()
  const connection = useConnection()
  let planned: ReturnType<typeof setTimeout> | undefined
  let home: ReturnType<typeof setTimeout> | undefined
  let busy = false

  function start() {
    watch(mayRead, () => plan(SOON_MS), { immediate: true })
    onLiveNews((news) => {
      if (news.kind === 'gap' || (news.kind === 'event' && news.event.interaction)) {
        plan(CALM_MS)
        home ??= setTimeout(readHome, HOME_CALM_MS)
      }
    })
  }

  const mayRead = () => session.state === 'signed_in' && session.confirmed && connection.online

  function plan(pause: number) {
    if (planned === undefined && mayRead()) planned = setTimeout(begin, pause)
  }

  async function begin() {
    planned = undefined
    if (busy) return plan(CALM_MS)

    busy = true
    try {
      await readAhead()
    } finally {
      busy = false
    }
  }

  async function readAhead() {
    await idle()
    readHome()
    const { data } = await client.value
      .query(WaitingVersionsDocument, {}, { requestPolicy: 'network-only' })
      .toPromise()

    const unread = await notYetRead(data?.interactions.edges.map(({ node }) => node) ?? [])
    for (let from = 0; from < unread.length && mayRead(); from += BATCH) {
      await idle()
      const { error } = await client.value
        .query(InteractionsAheadDocument, batchOf(unread.slice(from, from + BATCH)), { requestPolicy: 'network-only' })
        .toPromise()
      if (error) return
    }
  }

  /** The five who wait most urgently: the first screen says the same with a network and without. */
  function readHome() {
    clearTimeout(home)
    home = undefined
    if (mayRead()) void client.value.query(HomeDocument, {}, { requestPolicy: 'network-only' }).toPromise()
  }

  return { start }
})

/** Looking is work as well: some at a time. */
async function notYetRead(waiting: readonly Waiting[]): Promise<Waiting[]> {
  const unread: Waiting[] = []
  for (let from = 0; from < waiting.length; from += BATCH) {
    await idle()
    unread.push(...waiting.slice(from, from + BATCH).filter((one) => !isRead(one)))
  }
  return unread
}

function isRead({ id, version, draft }: Waiting): boolean {
  const known = client.value.readQuery(InteractionDocument, { id }, { requestPolicy: 'cache-only' })
  const { interaction } = known?.data ?? {}
  return interaction?.version === version && interaction.draft?.id === draft?.id
}

/** The question has so many places; those left over ask for the last one again. */
function batchOf(items: readonly Waiting[]): InteractionsAheadQueryVariables {
  const idAt = (place: number) => (items[place] ?? items.at(-1))?.id ?? ''
  return Object.fromEntries(
    Array.from({ length: BATCH }, (_, place) => [`id${place}`, idAt(place)]),
  ) as InteractionsAheadQueryVariables
}

/** A moment when nobody waits for the page. Safari has no word for it. */
function idle(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve(), { timeout: 5_000 })
    else setTimeout(resolve, 200)
  })
}
