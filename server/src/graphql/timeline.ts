import { listLine } from '#domain/list-line.ts'
import { type Timeline, type TimelineLimits, type TimelineStep, templateTextOf, timelineOf } from '#domain/timeline.ts'
import type { InteractionRow } from '#storage/interaction-row.ts'
import type { TimelineRow } from '#storage/timelines.ts'
import { builder } from './builder.ts'
import type { Context } from './context.ts'
import { interactionById } from './found.ts'
import { Channel } from './interaction-words.ts'
import { ActionMode, MatchReason, PolicyReason } from './link.ts'
import { Interaction } from './refs.ts'
import { BadArgument } from './user-errors.ts'
import { words } from './words.ts'

const TimelineScope = words('TimelineScope', 'What the story of an item hangs on.', {
  customer_order: 'An order of a buyer.',
  customer: 'A buyer, by the marketplace’s id of him; an old id that several buyers may share is none.',
  product: 'A product; buyers may differ.',
  single: 'Nothing: the item stands alone.',
})

const Step = builder.objectRef<TimelineStep<TimelineRow>>('TimelineStep').implement({
  description: 'One item of a story, why it belongs to it, and what may be done by that.',
  fields: (t) => ({
    interaction: t.field({
      type: Interaction,
      description: 'The item.',
      resolve: async ({ side }, _args, context) => await interactionById(context, side.id),
    }),
    isCurrent: t.exposeBoolean('isCurrent', { description: 'Whether it is the item that the story is told around.' }),
    textPreview: t.string({
      description: 'The buyer’s words in one line, at most 200 characters, personal data masked.',
      resolve: ({ side: { text } }) => shortened(listLine(text)),
    }),
    lastReplyText: t.string({
      nullable: true,
      description: 'The seller’s last answer, whole; null when there is none.',
      resolve: ({ side }) => side.lastReplyText,
    }),
    templateText: t.string({
      nullable: true,
      description:
        'The text to begin an answer with elsewhere, whole: the seller’s last answer, else the current draft, addressed to the buyer of the item that the story is told around, or to nobody. Null when there is neither, and when only a draft is there but a person must answer.',
      resolve: ({ side }) => templateTextOf(side),
    }),
    matchReason: t.field({ type: MatchReason, description: 'Why it belongs here.', resolve: ({ reason }) => reason }),
    confidence: t.float({ description: 'How sure that is, 0 to 1.', resolve: ({ confidence }) => confidence / 100 }),
    actionMode: t.field({
      type: ActionMode,
      description: 'What the relation may be used for.',
      resolve: ({ policy }) => policy.mode,
    }),
    autoActionAllowed: t.boolean({
      description: 'Whether anything may happen by it without an operator.',
      resolve: ({ policy }) => policy.isAutoAllowed,
    }),
    policyReason: t.field({ type: PolicyReason, description: 'Why.', resolve: ({ policy }) => policy.reason }),
    wbUrl: t.string({
      description: 'Where such items stand in the marketplace’s cabinet; it has no address of a single one.',
      resolve: ({ side }, _args, { deps }) => `${deps.config.wbCabinetUrl}/communication/${pages[side.channel]}`,
    }),
  }),
})

const pages = { review: 'reviews', question: 'questions', chat: 'chats' } as const
const longestPreview = 200

function shortened(line: string): string {
  return line.length > longestPreview ? `${line.slice(0, longestPreview - 1)}…` : line
}

export const InteractionTimeline = builder.objectRef<Timeline<TimelineRow>>('InteractionTimeline').implement({
  description: 'What happened around an item as far as it is certain, oldest first, the item itself among it.',
  fields: (t) => ({
    scope: t.expose('scope', { type: TimelineScope, description: 'What the story hangs on.' }),
    orderId: t.string({
      nullable: true,
      description: 'The order; null where the marketplace names none.',
      resolve: ({ current }) => current.orderId,
    }),
    customerId: t.string({
      nullable: true,
      description: 'The marketplace’s id of the buyer; null where it gives none.',
      resolve: ({ current }) => current.customerId,
    }),
    nmId: t.string({
      nullable: true,
      description: 'The product; null where the marketplace names none.',
      resolve: ({ current }) => current.nmId,
    }),
    productArticle: t.string({
      nullable: true,
      description: 'The seller’s article; null where the marketplace names none.',
      resolve: ({ current }) => current.productArticle,
    }),
    channels: t.expose('channels', { type: [Channel], description: 'Channels of the steps, by name.' }),
    steps: t.expose('steps', {
      type: [Step],
      // The number of steps is counted where it is asked for.
      complexity: { field: 1, multiplier: 1 },
      description: 'The steps. Exactly one is the item itself.',
    }),
  }),
})

/** The story of an item. Refuses figures beyond the limits with an error of the caller. */
export async function timelineAround(
  { id }: Pick<InteractionRow, 'id'>,
  limits: TimelineLimits,
  { load }: Context,
): Promise<Timeline<TimelineRow>> {
  assertWithin('maxItems', limits.maxItems, 300)
  assertWithin('windowDays', limits.windowDays, 180)
  const rows = (await load.timelineRows(limits)(id)) ?? []
  const current = rows.find((row) => row.id === id)
  if (!current) throw new Error(`Interaction ${id} was read, but not what is around it.`)
  return timelineOf(current, rows, limits)
}

function assertWithin(name: string, value: number, most: number): void {
  if (!(value >= 1 && value <= most)) throw new BadArgument(name, `\`${name}\` is 1 to ${most}, not ${value}.`)
}
