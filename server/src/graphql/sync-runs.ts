import type { Channel as ChannelWord } from '#domain/interaction.ts'
import { between } from '#domain/time.ts'
import type { RunPage, SyncRunRow } from '#storage/run-history.ts'
import { builder } from './builder.ts'
import { decodeRunPlace, encodeRunPlace } from './cursor.ts'
import { Channel } from './interaction-words.ts'
import { SyncRun } from './refs.ts'
import { SyncProblem } from './sync.ts'
import { BadArgument } from './user-errors.ts'
import { words } from './words.ts'

const SyncMode = words('SyncMode', 'Why a run was made.', {
  first: 'It is a piece of the first synchronisation after connecting.',
  manual: 'A person asked for it.',
  background: 'The timetable came round.',
})

const SyncOutcome = words('SyncOutcome', 'How a run ended.', {
  running: 'It goes on.',
  success: 'It brought everything there was.',
  unfinished: 'Its budget or time was over; the next run goes on from there.',
  error: 'It failed; what it had stored stays.',
  lost: 'Its process died; the next run goes on from the last stored page.',
})

builder.node(SyncRun, {
  description: 'One run of a channel’s synchronisation, with what it did.',
  id: { resolve: ({ id }) => id },
  fields: (t) => ({
    channel: t.expose('channel', { type: Channel, description: 'The channel.' }),
    mode: t.expose('mode', { type: SyncMode, description: 'Why it was made.' }),
    outcome: t.expose('outcome', { type: SyncOutcome, description: 'How it ended, or that it goes on.' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When it began.' }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it ended; null while it runs, or when it was cut off.',
    }),
    durationMs: t.int({
      nullable: true,
      description: 'How long it took, in milliseconds; null while it runs, or when it was cut off.',
      resolve: ({ startedAt, finishedAt }) => finishedAt && between(startedAt, finishedAt),
    }),
    problem: t.expose('problem', {
      type: SyncProblem,
      nullable: true,
      description: 'Why it failed, or what the marketplace cut it short with; null otherwise.',
    }),
    detail: t.exposeString('detail', {
      nullable: true,
      description: 'Technical text of the failure, in English, for support; null when there was none.',
    }),
    requestId: t.exposeString('requestId', {
      nullable: true,
      description: 'The marketplace’s number of the call that failed, for its support; null where it did not tell.',
    }),
    fetched: t.exposeInt('fetched', { description: 'Items received.' }),
    created: t.exposeInt('created', { description: 'Items that were new.' }),
    updated: t.exposeInt('updated', { description: 'Items that were known.' }),
    skipped: t.exposeInt('skipped', { description: 'Items seen before in this run.' }),
    errors: t.exposeInt('errors', {
      description: 'Items without an id, or that could not be read or stored; they are kept as they came.',
    }),
    rateLimited: t.exposeInt('rateLimited', {
      description: 'Answers of the marketplace that told us to slow down; waiting for the pace of the key is none.',
    }),
  }),
})

type Connection = { runs: SyncRunRow[]; hasMore: boolean; isFirst: boolean }

const SyncRunEdge = builder.objectRef<SyncRunRow>('SyncRunEdge').implement({
  description: 'A run and its place in the list.',
  fields: (t) => ({
    cursor: t.string({ description: 'The place, for `after`.', resolve: encodeRunPlace }),
    node: t.field({ type: SyncRun, description: 'The run.', resolve: (run) => run }),
  }),
})

export const SyncRunConnection = builder.objectRef<Connection>('SyncRunConnection').implement({
  description: 'A page of runs.',
  fields: (t) => ({
    edges: t.field({
      type: [SyncRunEdge],
      // The length of the page is counted where it is asked for.
      complexity: { field: 1, multiplier: 1 },
      description: 'The runs of the page, newest first.',
      resolve: ({ runs }) => runs,
    }),
    pageInfo: t.field({
      type: builder.pageInfoRef(),
      description: 'Where the page lies in the list.',
      resolve: ({ runs, hasMore, isFirst }) => ({
        hasNextPage: hasMore,
        hasPreviousPage: !isFirst,
        startCursor: placeOf(runs[0]),
        endCursor: placeOf(runs.at(-1)),
      }),
    }),
  }),
})

/** What a caller may ask for, as the storage reads it. */
export function runPageOf(args: { channel: ChannelWord | null; first: number; after: string | null }): RunPage {
  const { channel, first } = args
  if (first < 1 || first > 100) throw new BadArgument('first', `Ask for 1 to 100 runs, not ${first}.`)
  const after = args.after === null ? null : decodeRunPlace(args.after)
  if (args.after !== null && !after) throw new BadArgument('after', 'The cursor is not one of this list.')
  return { channel, first, after }
}

/** The page from what was read, which is one run more where there are more. */
export function runConnectionOf(read: SyncRunRow[], { first, after }: RunPage): Connection {
  return { runs: read.slice(0, first), hasMore: read.length > first, isFirst: after === null }
}

function placeOf(run: SyncRunRow | undefined): string | null {
  return run ? encodeRunPlace(run) : null
}
