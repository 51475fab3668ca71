import { sellerIdsOf, type Viewer } from '#domain/viewer.ts'
import {
  countAnswering,
  countByStatus,
  countInteractions,
  countOpen,
  countProcessed,
  type OpenCounts,
  type StatusCounts,
} from '#storage/counts.ts'
import { fits, type InboxPage, type InboxSort, inboxPage } from '#storage/inbox.ts'
import type { InboxFilter } from '#storage/inbox-filter.ts'
import type { Place } from '#storage/inbox-order.ts'
import type { InteractionRow } from '#storage/interaction-row.ts'
import { builder } from './builder.ts'
import { decodePlace, encodePlace } from './cursor.ts'
import { decodeId } from './ids.ts'
import { Channel, Priority, Source } from './interaction-words.ts'
import { Interaction } from './refs.ts'
import { BadArgument } from './user-errors.ts'
import { words } from './words.ts'

const InboxSection = words('InboxSection', 'The inbox in three.', {
  urgent:
    'No answer, and urgent or overdue. What a reply of ours is on its way to stays here until the marketplace has taken it.',
  waiting:
    'No answer, and neither urgent nor overdue. What a reply of ours is on its way to stays here until the marketplace has taken it.',
  processed: 'Answered or closed, and no reply of ours is on its way.',
})

const sorts = {
  urgency:
    'Items without an answer, or whose answer is on its way, by priority, deadline and age; behind them the rest, newest first.',
  newest: 'Newest first.',
  oldest: 'Oldest first.',
  lowest_rating: 'Fewest stars first, then newest; what has no stars comes last.',
}
const InteractionSort = words('InteractionSort', 'In which order items come.', sorts)

const InteractionFilter = builder.inputType('InteractionFilter', {
  description: 'Which items are asked for. What is absent does not filter.',
  fields: (t) => ({
    sellerId: t.id({ description: 'Only this seller; all of the viewer’s sellers when absent.' }),
    channel: t.field({ type: Channel, description: 'Only this channel.' }),
    section: t.field({ type: InboxSection, description: 'Only this part of the inbox.' }),
    needsResponse: t.boolean({
      description:
        'Only items that still need (true) or no longer need (false) an answer. What a reply of ours is on its way to needs none, whatever its section.',
    }),
    search: t.string({
      description: 'Words in the text, the buyer’s name, the product or its article; at least 2 characters.',
    }),
    nmId: t.string({ description: 'Only about this product.' }),
    ratings: t.intList({ description: 'Only reviews with one of these numbers of stars.' }),
    product: t.string({
      description: 'Words in the product’s name, its article or its number; at least 2 characters.',
    }),
    priorities: t.field({ type: [Priority], description: 'Only items of one of these priorities (domain §6).' }),
    sources: t.field({ type: [Source], description: 'Only items that came from one of these sources (domain §5).' }),
    hasPhotos: t.boolean({ description: 'Only reviews with (true) or items without (false) photos of the buyer.' }),
    hasDraft: t.boolean({
      description:
        'Only what waits for an answer and has (true) or has not (false) a draft for what the buyer says now.',
    }),
    since: t.field({ type: 'DateTime', description: 'Only what the buyer wrote at this time or later.' }),
    until: t.field({ type: 'DateTime', description: 'Only what the buyer wrote before this time.' }),
  }),
})

type Connection = { filter: InboxFilter; now: Date; page: InboxPage; isFirst: boolean }

const InteractionEdge = builder.objectRef<{ row: InteractionRow; place: Place }>('InteractionEdge').implement({
  description: 'An item and its place in the list.',
  fields: (t) => ({
    cursor: t.string({
      description: 'The place, for `after`. It stays valid when the item moves or is gone.',
      resolve: ({ place }) => encodePlace(place),
    }),
    node: t.field({ type: Interaction, description: 'The item.', resolve: ({ row }) => row }),
  }),
})

const InteractionConnection = builder.objectRef<Connection>('InteractionConnection').implement({
  description: 'A page of items.',
  fields: (t) => ({
    edges: t.field({
      type: [InteractionEdge],
      // The length of the page is counted where it is asked for.
      complexity: { field: 1, multiplier: 1 },
      description: 'The items of the page, in order.',
      resolve: ({ page }) => page.items,
    }),
    pageInfo: t.field({
      type: builder.pageInfoRef(),
      description: 'Where the page lies in the list.',
      resolve: pageInfoOf,
    }),
    totalCount: t.int({
      description: 'How many items fit the filter, from the database.',
      complexity: 20,
      resolve: async ({ filter, now }, _args, { deps }) => await countInteractions(deps.db, filter, now),
    }),
    answeringCount: t.int({
      description:
        'How many of them a reply of ours is on its way to: they stand in the list and count as unanswered nowhere (ui §8.2).',
      complexity: 20,
      resolve: async ({ filter, now }, _args, { deps }) => await countAnswering(deps.db, filter, now),
    }),
    counts: t.field({
      type: InboxCounts,
      description:
        'Numbers for tabs and chips. The filter applies but for its channel, its section and `needsResponse`, except where said.',
      complexity: 20,
      resolve: ({ filter, now }, _args, { deps }) => ({
        open: once(() => countOpen(deps.db, filter, now)),
        processed: once(() => countProcessed(deps.db, filter, now)),
        byStatus: () => countByStatus(deps.db, filter, now),
      }),
    }),
  }),
})

type Counts = {
  open: () => Promise<OpenCounts>
  processed: () => Promise<number>
  byStatus: () => Promise<StatusCounts[]>
}

const ChannelCounts = builder.objectRef<StatusCounts>('ChannelCounts').implement({
  description: 'How many items of one channel stand where, from the database.',
  fields: (t) => ({
    channel: t.expose('channel', { type: Channel, description: 'The channel.' }),
    open: t.exposeInt('open', { description: 'Items without an answer.' }),
    responded: t.exposeInt('responded', { description: 'Answered items.' }),
    closed: t.exposeInt('closed', { description: 'Items closed without an answer.' }),
  }),
})

const InboxCounts = builder.objectRef<Counts>('InboxCounts').implement({
  description:
    'How much there is to do. What a reply of ours is on its way to is neither without an answer nor processed.',
  fields: (t) => ({
    all: t.int({
      description: 'Items without an answer, all channels.',
      resolve: async ({ open }) => (await open()).all,
    }),
    reviews: t.int({ description: 'Reviews without an answer.', resolve: async ({ open }) => (await open()).reviews }),
    questions: t.int({
      description: 'Questions without an answer.',
      resolve: async ({ open }) => (await open()).questions,
    }),
    chats: t.int({ description: 'Chats without an answer.', resolve: async ({ open }) => (await open()).chats }),
    urgent: t.int({
      description: 'Within the channel of the filter: no answer and (priority urgent or overdue).',
      resolve: async ({ open }) => (await open()).urgent,
    }),
    needsResponse: t.int({
      description: 'Within the channel of the filter: no answer.',
      resolve: async ({ open }) => (await open()).needsResponse,
    }),
    processed: t.int({
      description: 'Within the channel of the filter: answered or closed.',
      resolve: async ({ processed }) => await processed(),
    }),
    byChannel: t.field({
      type: [ChannelCounts],
      complexity: { field: 20, multiplier: 3 },
      description: 'Every channel with its numbers; the filter’s channel does not count.',
      resolve: async ({ byStatus }) => await byStatus(),
    }),
  }),
})

builder.queryField('interactions', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: InteractionConnection,
    description: 'The inbox: reviews, questions and chats of the viewer’s sellers, page by page.',
    complexity: ({ first }) => ({ field: 10, multiplier: Math.min(Math.max(first ?? 50, 1), 100) }),
    args: {
      filter: t.arg({ type: InteractionFilter, description: 'Which items.' }),
      sort: t.arg({ type: InteractionSort, defaultValue: 'urgency', description: 'In which order.' }),
      first: t.arg.int({ defaultValue: 50, description: 'How many, 1 to 100.' }),
      after: t.arg.string({ description: 'Only what comes after this cursor of the same list.' }),
    },
    resolve: async (_root, args, { deps, viewer, now }) => {
      const filter = filterOf(args.filter ?? {}, viewer)
      const sort = sortOf(args.sort ?? 'urgency')
      const after = placeIn(args.after ?? null, { filter, sort })
      const page = await inboxPage(deps.db, { filter, sort, first: firstOf(args.first ?? 50), after, now })
      return { filter, now, page, isFirst: after === null }
    },
  }),
)

function sortOf(sort: keyof typeof sorts): InboxSort {
  return sort === 'lowest_rating' ? 'rating' : sort
}

function filterOf(filter: typeof InteractionFilter.$inferInput, viewer: Viewer): InboxFilter {
  return {
    sellerIds: sellersIn(filter.sellerId ?? null, viewer),
    channel: filter.channel ?? null,
    section: filter.section ?? null,
    needsResponse: filter.needsResponse ?? null,
    search: wordsIn('search', filter.search ?? ''),
    nmId: storable('nmId', filter.nmId ?? null),
    ratings: filter.ratings ?? null,
    product: wordsIn('product', filter.product ?? ''),
    priorities: filter.priorities ?? null,
    sources: filter.sources ?? null,
    hasPhotos: filter.hasPhotos ?? null,
    hasDraft: filter.hasDraft ?? null,
    since: filter.since ?? null,
    until: filter.until ?? null,
  }
}

function wordsIn(field: string, text: string): string | null {
  const words = text.trim()
  if (words.length === 1) throw new BadArgument(field, 'Search for at least 2 characters.')
  return storable(field, words.slice(0, 200)) || null
}

/** The text, if the database can compare anything with it: PostgreSQL keeps no U+0000. */
function storable<Text extends string | null>(field: string, text: Text): Text {
  if (text?.includes('\u0000')) throw new BadArgument(field, `\`${field}\` holds U+0000, which no text can have.`)
  return text
}

function sellersIn(sellerId: string | null, viewer: Viewer): string[] {
  if (sellerId === null) return sellerIdsOf(viewer)
  const id = decodeId('Seller', sellerId)
  return sellerIdsOf(viewer).filter((mine) => mine === id)
}

function firstOf(first: number): number {
  if (first < 1 || first > 100) throw new BadArgument('first', `Ask for 1 to 100 items, not ${first}.`)
  return first
}

function placeIn(cursor: string | null, list: { filter: InboxFilter; sort: InboxSort }): Place | null {
  if (cursor === null) return null
  const place = decodePlace(cursor)
  if (!place || !fits(place, list)) throw new BadArgument('after', 'The cursor is not one of this list.')
  return place
}

function pageInfoOf({ page: { items, hasMore }, isFirst }: Connection) {
  const [first, last] = [items[0], items.at(-1)]
  return {
    hasNextPage: hasMore,
    hasPreviousPage: !isFirst,
    startCursor: first ? encodePlace(first.place) : null,
    endCursor: last ? encodePlace(last.place) : null,
  }
}

function once<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let value: Promise<Value> | null = null
  return () => (value ??= read())
}
