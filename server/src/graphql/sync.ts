import type { SeenChannelSync } from '#domain/seller-sync.ts'
import { builder } from './builder.ts'
import { Channel } from './interaction-words.ts'
import { SellerSync } from './refs.ts'
import { words } from './words.ts'

SellerSync.implement({
  description: 'How up to date a seller’s data is.',
  fields: (t) => ({
    status: t.expose('status', {
      type: SyncStatus,
      description: 'All channels together. Runs in the background do not show as SYNCING.',
    }),
    problem: t.expose('problem', {
      type: SyncProblem,
      nullable: true,
      description: 'Why the status is ERROR; null otherwise.',
    }),
    lastSuccessAt: t.expose('lastSuccessAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When all connected channels were last known good; null while one of them never was.',
    }),
    channels: t.expose('channels', {
      type: [ChannelSync],
      description: 'Reviews, questions and chats, in this order.',
    }),
  }),
})

const SyncStatus = words('SyncStatus', 'Where a synchronisation stands.', {
  idle: 'Not begun.',
  syncing: 'A first run, or one asked for by a person, goes on.',
  success: 'The last run ended well.',
  waiting:
    'Nothing is wrong: the key may ask again only at `nextAt`, or the marketplace has closed itself until then. It goes on by itself.',
  error: 'The last run failed; what was stored stays.',
})

/** Why a run failed. */
export const SyncProblem = words('SyncProblem', 'Why a run failed.', {
  key: 'The marketplace does not accept the key.',
  scope: 'The key does not open this channel.',
  rate_limit: 'The marketplace limits our pace; it goes on by itself.',
  network: 'The marketplace could not be reached.',
  marketplace: 'The marketplace is in trouble.',
  stale: 'The run gave no sign of life for five minutes.',
  internal: 'We are in trouble.',
})

type BackfillShape = { done: number; expected: number | null; endedAt: Date | null }

const Backfill = builder.objectRef<BackfillShape>('Backfill').implement({
  description: 'The walk through the past of a channel.',
  fields: (t) => ({
    done: t.exposeInt('done', { description: 'Items of the past read so far.' }),
    expected: t.exposeInt('expected', {
      nullable: true,
      description: 'Items of the past there are; null when asking the marketplace would cost too much.',
    }),
    endedAt: t.expose('endedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the whole past was read; null until then.',
    }),
  }),
})

function backfillOf({ backfillDone, backfillExpected, backfillEndedAt }: SeenChannelSync): BackfillShape | null {
  return backfillDone === null ? null : { done: backfillDone, expected: backfillExpected, endedAt: backfillEndedAt }
}

const ChannelSync = builder.objectRef<SeenChannelSync>('ChannelSync').implement({
  description: 'How up to date one channel is.',
  fields: (t) => ({
    channel: t.expose('channel', { type: Channel, description: 'The channel.' }),
    status: t.expose('status', { type: SyncStatus, description: 'Where it stands.' }),
    problem: t.expose('problem', {
      type: SyncProblem,
      nullable: true,
      description: 'Why the last run failed; null when it did not. Waiting is no failure.',
    }),
    startedAt: t.expose('startedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the current or last run began; null before the first.',
    }),
    heartbeatAt: t.expose('heartbeatAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Last sign of life of that run; null before the first.',
    }),
    lastSuccessAt: t.expose('lastSuccessAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When a run last ended well; null before the first.',
    }),
    nextAt: t.expose('dueAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the channel will be looked at next; null when it is not connected.',
    }),
    closedUntil: t.expose('closedUntil', {
      type: 'DateTime',
      nullable: true,
      description:
        'Until when the marketplace said that it is closed to us, where it said more than a quarter of an hour; null otherwise.',
    }),
    loaded: t.exposeInt('loaded', { description: 'Items of the first synchronisation stored so far.' }),
    expected: t.exposeInt('expected', {
      nullable: true,
      description: 'Items the first synchronisation expects; null when the marketplace does not tell.',
    }),
    backfill: t.field({
      type: Backfill,
      nullable: true,
      description:
        'How much of the past is read, newest first, behind the daily work; null before it began, and for chats.',
      resolve: (state) => backfillOf(state),
    }),
    ready: t.exposeBoolean('ready', { description: 'Whether the first synchronisation has ended.' }),
  }),
})
