import type { IncomingItem } from '#domain/incoming.ts'
import type { Page } from '#sources/connector.ts'
import { NotExecuted, OutcomeUnknown } from '#sources/errors.ts'
import type { Lane } from '#sources/rate-budget.ts'
import type { List, ListQuestion } from '#sources/wb/list-page.ts'
import { listPages } from '#sources/wb/list-pages.ts'

type Kind = 'waiting' | 'done'
type Row = { id: string; at: number; kind: Kind }

/** The clock of these lists stands at the end of this day. */
export const today = Date.parse('2026-11-21T00:00:00Z') / 1000

/** A list of reviews as the marketplace holds it, with so many that wait and so many that are done. */
export function shopWith(
  { waiting, done }: { waiting: number; done: number },
  { take = 100, pastTake = 100, reach = 199_990 } = {},
) {
  const rows: Row[] = []
  const start = seconds('00:00:00')
  for (let number = 0; number < waiting; number += 1)
    rows.push({ id: `waiting-${number}`, at: start + number * 20, kind: 'waiting' })
  for (let number = 0; number < done; number += 1)
    rows.push({ id: `done-${number}`, at: start + number * 30, kind: 'done' })
  let eachPage: () => void = () => undefined
  let failure: (() => Error) | null = null
  const of = (kind: Kind) => rows.filter((row) => row.kind === kind).sort((one, other) => one.at - other.at)

  const asked: (ListQuestion & { lane: Lane })[] = []
  const archived: Row[] = []

  const list: List = {
    take,
    pastTake,
    mostSkip: (size) => reach - size,
    latest: () => today + 86_400,
    countAnswered: async () => of('done').length,
    async read(question, lane) {
      asked.push({ ...question, lane })
      if (question.isAnswered && failure) throw failure()
      if (question.skip > reach - question.take) throw new Error(`Nobody may skip ${question.skip}`)
      const items = select(of(question.isAnswered ? 'done' : 'waiting'), question).map(item)
      eachPage()
      const countArchive = of('done').length + archived.length
      return { items, unreadable: [], countUnanswered: of('waiting').length, countArchive, surprises: [] }
    },
    async readArchive({ take: size, skip }) {
      const all = [...of('done'), ...archived].sort((one, other) => other.at - one.at)
      const items = all.slice(skip, skip + size).map((row) => item({ ...row, kind: 'done' }))
      return { items, unreadable: [], countUnanswered: null, countArchive: null, surprises: [] }
    },
  }
  return {
    list,
    asked,
    /** One that only the archive shows. */
    archive: (id: string, at: string) => void archived.push({ id, at: seconds(at), kind: 'done' }),
    add: (kind: Kind, id: string, at: string) => void rows.push({ id, at: seconds(at), kind }),
    addAt: (kind: Kind, id: string, at: number) => void rows.push({ id, at, kind }),
    waiting: () => of('waiting').map(({ id }) => id),
    /** Ids of those that wait and are of this span of time; null is however old, or new. */
    waitingBetween: (from: Date | null, to: Date | null) =>
      of('waiting')
        .filter(({ at }) => (!from || at * 1000 >= from.getTime()) && (!to || at * 1000 < to.getTime()))
        .map(({ id }) => id),
    answer: (id: string) => {
      for (const row of rows) if (row.id === id) row.kind = 'done'
    },
    beforeEachPage: (act: () => void) => {
      eachPage = act
    },
    failDone: (make: (() => Error) | null) => {
      failure = make
    },
  }
}

function select(rows: Row[], { order, take, skip, dateFrom, dateTo }: ListQuestion): Row[] {
  const fitting = rows.filter(({ at }) => at >= (dateFrom ?? 0) && at <= (dateTo ?? Number.POSITIVE_INFINITY))
  return (order === 'dateAsc' ? fitting : fitting.reverse()).slice(skip, skip + take)
}

function item({ id, at, kind }: Row): IncomingItem {
  return {
    channel: 'review',
    externalId: id,
    occurredAt: new Date(at * 1000),
    text: 'Хорошо',
    rating: 5,
    cons: null,
    hasMedia: false,
    customerName: null,
    nmId: null,
    productArticle: null,
    productName: null,
    answer: null,
    processed: kind === 'done',
    rejected: false,
    extra: {},
  }
}

/** Reads up to so many pages; an error ends the reading, as it would end a run. */
export async function readAll(list: List, cursor: unknown, mostPages = 1000, read = listPages) {
  const pages: Page<IncomingItem>[] = []
  try {
    for await (const page of read(list, cursor)) {
      pages.push(page)
      if (pages.length === mostPages) break
    }
  } catch (error) {
    if (!(error instanceof NotExecuted || error instanceof OutcomeUnknown)) throw error
  }
  return {
    pages,
    ids: pages.flatMap(({ items }) => items.map(({ externalId }) => externalId)),
    cursor: pages.at(-1)?.cursor ?? cursor,
  }
}

/** That time of the lists' day, in Unix seconds. */
export function seconds(clock: string): number {
  return Date.parse(`2026-11-20T${clock}Z`) / 1000
}
