import { GraphQLError } from 'graphql'
import type { EventType, RecordedEvent } from '#domain/events.ts'
import { channels } from '#domain/interaction.ts'
import type { LiveChange } from '#domain/live-change.ts'
import { seenSync } from '#domain/seller-sync.ts'
import { sellerIdsOf, type Viewer } from '#domain/viewer.ts'
import { builder } from './builder.ts'
import type { Context } from './context.ts'
import { decodeId } from './ids.ts'
import { Channel } from './interaction-words.ts'
import { BulkJob, Interaction, SellerSync } from './refs.ts'
import { BadArgument, SignInFirst } from './user-errors.ts'
import { knownWord, words } from './words.ts'

/** Begins to tell a subscriber the journal of this seller after `after`, or from its head. */
export type OpenFeed = (sellerId: string, after: number | null) => AsyncIterable<LiveChange>

/** The context of an operation that came over a socket. */
export type SocketContext = Context & { openFeed: OpenFeed }

type Change<Kind extends LiveChange['kind']> = Extract<LiveChange, { kind: Kind }>

const eventSentences: Record<EventType | 'other', string> = {
  ingested: 'A buyer wrote something new.',
  updated: 'The marketplace shows something else than before.',
  classified: 'Intent, priority or deadline changed.',
  reply_queued: 'A reply was taken from an operator.',
  reply_sending: 'A reply is leaving for the marketplace right now.',
  reply_sent: 'The marketplace took a reply.',
  reply_edited: 'The marketplace took the only edit of an answer.',
  reply_manual: 'Of a reply that was taken: a person wrote it without a draft.',
  draft_accepted: 'Of a reply that was taken: it is the draft that was shown.',
  draft_edited: 'Of a reply that was taken: it is the draft that was shown, changed.',
  reply_confirmed: 'The marketplace shows a reply.',
  reply_rejected: 'Moderation refused a reply.',
  reply_failed: 'A reply did not get through.',
  guardrail_blocked: 'A reply was refused because its text breaks rules; nothing was sent.',
  reply_cancelled: 'A reply was taken back.',
  reply_unknown: 'Nobody knows whether a reply arrived; it is being looked for.',
  closed: 'An item was closed.',
  reopened: 'A closed item was opened again.',
  priority_changed: 'An operator set a priority, or gave it back to the rules.',
  sla_due_soon: 'An hour is left until the answer is due, or less; told once for each waiting of a buyer.',
  sla_overdue:
    'The answer is due and was not given; told once for each waiting of a buyer, never of what came in too late already.',
  sla_targets_changed: 'The seller set priorities or deadlines of its own; what waits is judged anew.',
  alert_raised: 'Something needs a person from now on.',
  alert_resolved: 'Something that needed a person does so no longer.',
  linked: 'Something was found that has to do with an item.',
  link_verdict: 'An operator said whether a link is right.',
  escalated: 'A review or a question goes on in a chat, waits for one, or does so no longer; told of both sides.',
  chat_proposed: 'A chat came in that may be the one which a review or a question waits for.',
  draft_requested: 'An operator asked for a draft; it is being written.',
  draft_cancelled: 'A draft is no longer waited for.',
  draft_generated: 'A draft was written.',
  draft_cache_hit: 'The draft that was there still holds; no other was written.',
  draft_failed: 'A draft could not be written.',
  draft_shown: 'An operator saw a draft for the first time.',
  draft_settings_changed: 'How drafts are written for the seller was changed.',
  note_added: 'Somebody of the team noted something about an item.',
  note_deleted: 'A note was deleted.',
  template_applied: 'A reply was written with a template.',
  rules_changed: 'The seller added something to the rules for replies, or took it back.',
  templates_changed: 'A template was made, changed or deleted.',
  bulk_changed: 'An action on many items began, went on or ended.',
  contract_changed: 'The marketplace no longer answers as we expect; for those who look after the connection.',
  sync_changed: 'A synchronisation began, went on or ended.',
  connected: 'A key to the marketplace was given.',
  key_expiring: 'The key to the marketplace ends in 14, 7, 3 or 1 days.',
  key_expired: 'The key to the marketplace has run out; everything waits for another one.',
  key_rejected: 'The marketplace no longer takes the key; everything waits for another one.',
  other: 'Something that this version of the API has no word for.',
}

const eventTypes = Object.keys(eventSentences) as (keyof typeof eventSentences)[]
export const JournalEventType = words('JournalEventType', 'What happened.', eventSentences)
const aboutSync: ReadonlySet<string> = new Set(['sync_changed', 'connected', 'key_expired', 'key_rejected'])

const InboxEvent = builder.objectRef<Change<'event'>>('InboxEvent').implement({
  description: 'Something that happened, with its subject as the viewer may see it now.',
  fields: (t) => ({
    seq: t.int({ description: 'Its number: one more than the event before.', resolve: ({ event }) => event.seq }),
    type: t.field({
      type: JournalEventType,
      description: 'What happened.',
      resolve: ({ event }) => knownWord(eventTypes, event.type, 'other'),
    }),
    at: t.field({ type: 'DateTime', description: 'When it was recorded.', resolve: ({ event }) => event.createdAt }),
    channel: t.field({
      type: Channel,
      nullable: true,
      description: 'Where it happened; null when it is not about one channel.',
      resolve: ({ event }) => channels.find((channel) => channel === event.channel) ?? null,
    }),
    interaction: t.field({
      type: Interaction,
      nullable: true,
      description: 'Null when the event is not about one interaction, or it is gone.',
      resolve: ({ event }, _args, { load }) => (event.interactionId ? load.interaction(event.interactionId) : null),
    }),
    sync: t.field({
      type: SellerSync,
      nullable: true,
      description: 'The seller’s synchronisation, for events about it; null for others.',
      resolve: async ({ event }, _args, context) => (aboutSync.has(event.type) ? await syncOf(event, context) : null),
    }),
    bulkJob: t.field({
      type: BulkJob,
      nullable: true,
      description: 'The action on many items, for events about one; null for others.',
      resolve: ({ event }, _args, { load }) => bulkJobOf(event, load),
    }),
  }),
})

const InboxLive = builder.objectRef<Change<'live'>>('InboxLive').implement({
  description: 'Everything missed has been told; what follows is live.',
  fields: (t) => ({ seq: t.exposeInt('seq', { description: 'Number of the newest event.' }) }),
})

const InboxGap = builder.objectRef<Change<'gap'>>('InboxGap').implement({
  description: 'Events after `after` up to `seq` are not replayed: read the lists again.',
  fields: (t) => ({
    after: t.exposeInt('after', { description: 'The last event before the gap.' }),
    seq: t.exposeInt('seq', { description: 'The last event in the gap.' }),
  }),
})

const InboxHeartbeat = builder.objectRef<Change<'heartbeat'>>('InboxHeartbeat').implement({
  description: 'Nothing has happened, and the connection is alive.',
  fields: (t) => ({
    seq: t.exposeInt('seq', { description: 'Number of the newest event.' }),
    at: t.expose('at', { type: 'DateTime', description: 'The server’s clock.' }),
  }),
})

const names = { event: 'InboxEvent', live: 'InboxLive', gap: 'InboxGap', heartbeat: 'InboxHeartbeat' } as const

const InboxChange = builder.unionType('InboxChange', {
  description: 'What a follower of the journal is told.',
  types: [InboxEvent, InboxLive, InboxGap, InboxHeartbeat],
  resolveType: ({ kind }) => names[kind],
})

builder.subscriptionField('inboxChanges', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: InboxChange,
    description:
      'The journal of a seller as it grows. First everything after `after`, in order and without gaps; then `InboxLive`; then each event as it happens. Heartbeats come at least every 15 seconds. A range that cannot be replayed is announced as `InboxGap`.',
    args: {
      sellerId: t.arg.id({ description: 'The seller; may be absent when the viewer has exactly one.' }),
      after: t.arg.int({ description: 'The last event that is known already; without it the feed begins live.' }),
    },
    subscribe: (_root, { sellerId, after }, context) => {
      if (!('openFeed' in context))
        throw new BadArgument('inboxChanges', 'Subscriptions need the graphql-transport-ws protocol.')
      if (!context.viewer) throw new SignInFirst()
      if (typeof after === 'number' && after < 0)
        throw new BadArgument('after', '`after` is the number of an event, or 0.')
      return (context as SocketContext).openFeed(followedSeller(context.viewer, sellerId ?? null), after ?? null)
    },
    resolve: (change) => change,
  }),
)

function followedSeller(viewer: Viewer, globalId: string | null): string {
  const mine = sellerIdsOf(viewer)
  const [only] = mine
  if (globalId === null && only && mine.length === 1) return only
  if (globalId === null) throw new BadArgument('sellerId', `Say which seller to follow: there are ${mine.length}.`)

  const sellerId = decodeId('Seller', globalId)
  if (sellerId && mine.includes(sellerId)) return sellerId
  throw new GraphQLError('No such seller.', { extensions: { code: 'NOT_FOUND' } })
}

async function bulkJobOf({ type, details }: RecordedEvent, load: Context['load']) {
  const { bulkJobId } = details
  return type === 'bulk_changed' && typeof bulkJobId === 'string' ? await load.bulkJob(bulkJobId) : null
}

async function syncOf({ sellerId }: RecordedEvent, { load, now }: Context) {
  return seenSync((await load.syncStates(sellerId)) ?? [], now)
}
