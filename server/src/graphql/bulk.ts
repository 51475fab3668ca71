import { cancelBulk } from '#actions/cancel-bulk.ts'
import { startBulk } from '#actions/start-bulk.ts'
import { type BulkTotals as Totals, totalsOf } from '#domain/bulk.ts'
import { BadInput, Conflict, NotFound } from '#domain/errors.ts'
import type { ToldBulkItem } from '#storage/bulk.ts'
import { builder } from './builder.ts'
import { changing } from './context.ts'
import { bulkJobById, interactionById } from './found.ts'
import { decodeId, encodeId, idDescription, idOf } from './ids.ts'
import { CloseReason, Priority } from './interaction-words.ts'
import { BulkJob, Interaction, Reply, User } from './refs.ts'
import { words } from './words.ts'

const BulkAction = words('BulkAction', 'What is done to many items.', {
  set_priority: 'They get a priority.',
  close: 'They are closed without an answer.',
  reopen: 'They are brought back to work.',
  send: 'Texts that an operator approved are sent, one each.',
})

const BulkState = words('BulkState', 'Where an action on many items stands.', {
  running: 'It goes on.',
  cancelled: 'Nothing more is begun; what had begun is done.',
  finished: 'Every item has its result.',
})

const BulkResult = words('BulkResult', 'What came of one item.', {
  done: 'It is done; of a text, the marketplace took it.',
  blocked: 'The text breaks a rule; nothing was sent.',
  failed: 'It did not work.',
  skipped: 'It was left alone.',
})

const BulkReason = words('BulkReason', 'Why an item was not done.', {
  changed: 'It is not what it was when it was chosen.',
  needs_person: 'A person must look at it by itself.',
  cancelled: 'The action was cancelled before its turn came.',
  gone: 'There is no such item any more.',
  not_allowed: 'Whoever began the action may no longer do it.',
  answered: 'There is an answer already.',
  in_flight: 'Another reply is on its way.',
  not_possible: 'It is not in a state in which this can be done.',
  rules: 'The text breaks a rule.',
  no_key: 'There is no key that allows it.',
  moderation: 'The marketplace refused the text.',
  unknown: 'It could not be found out whether the marketplace has it.',
  marketplace: 'The marketplace did not take it.',
  internal: 'We are in trouble.',
})

const BulkTotals = builder.objectRef<Totals>('BulkTotals').implement({
  description: 'How many items came to what. All but the last add up to `total`.',
  fields: (t) => ({
    total: t.exposeInt('total', { description: 'All of them.' }),
    sent: t.int({ description: 'Done: of texts, sent and taken by the marketplace.', resolve: ({ done }) => done }),
    blocked: t.exposeInt('blocked', { description: 'Stopped by rules for texts.' }),
    failed: t.exposeInt('failed', { description: 'Did not work.' }),
    skipped: t.exposeInt('skipped', { description: 'Left alone.' }),
    waiting: t.exposeInt('waiting', { description: 'Not known yet.' }),
    waitingForKey: t.exposeInt('waitingForKey', {
      description: 'Of those, how many wait for a key of the marketplace. They are sent once there is one.',
    }),
  }),
})

const BulkItem = builder.objectRef<ToldBulkItem>('BulkItem').implement({
  description: 'One item of an action on many.',
  fields: (t) => ({
    interaction: t.field({
      type: Interaction,
      description: 'The item as it is now.',
      resolve: async ({ interactionId }, _args, context) => await interactionById(context, interactionId),
    }),
    text: t.exposeString('text', { nullable: true, description: 'The approved text; null unless texts are sent.' }),
    reply: t.field({
      type: Reply,
      nullable: true,
      description: 'The reply it became; null before its turn, and where there is none.',
      resolve: ({ replyId }, _args, { load }) => (replyId === null ? null : load.reply(replyId)),
    }),
    result: t.expose('result', {
      type: BulkResult,
      nullable: true,
      description: 'What came of it; null while that is not known.',
    }),
    waitsForKey: t.exposeBoolean('waitsForKey', {
      description: 'Whether its reply waits for a key of the marketplace. It is sent once there is one.',
    }),
    reason: t.expose('reason', {
      type: BulkReason,
      nullable: true,
      description: 'Why it was not done; null when it was, and while that is not known.',
    }),
  }),
})

BulkJob.implement({
  description: 'An action on many items at once. One failure stops nothing: each item has its own result.',
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    id: t.id({ description: idDescription, resolve: ({ id }) => encodeId('BulkJob', id) }),
    action: t.expose('action', { type: BulkAction, description: 'What is done.' }),
    state: t.expose('state', { type: BulkState, description: 'Where it stands.' }),
    priority: t.expose('priority', {
      type: Priority,
      nullable: true,
      description: 'The priority that is set; null for other actions, and where items are given back to the rules.',
    }),
    closeReason: t.expose('closeReason', {
      type: CloseReason,
      nullable: true,
      description: 'Why items are closed; null for other actions.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was begun.' }),
    startsAt: t.expose('startsAt', {
      type: 'DateTime',
      description: 'Until then nothing has happened and all of it can be cancelled.',
    }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When every item had its result; null until then.',
    }),
    author: t.field({
      type: User,
      nullable: true,
      description: 'Who began it; null for people who no longer work here.',
      resolve: ({ createdBy }, _args, { load }) => (createdBy === null ? null : load.user(createdBy)),
    }),
    totals: t.field({
      type: BulkTotals,
      description: 'How far it is.',
      resolve: async ({ id }, _args, { load }) => totalsOf((await load.bulkItems(id)) ?? []),
    }),
    items: t.field({
      type: [BulkItem],
      complexity: { field: 1, multiplier: 50 },
      description: 'Its items in the order in which they were chosen; at most 50.',
      resolve: async ({ id }, _args, { load }) => (await load.bulkItems(id)) ?? [],
    }),
  }),
})

builder.queryField('bulkJob', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: BulkJob,
    nullable: true,
    description: 'An action on many items. Null when there is none that the viewer may see.',
    args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
    resolve: async (_root, { id }, { load }) => {
      const jobId = decodeId('BulkJob', id)
      return jobId === null ? null : await load.bulkJob(jobId)
    },
  }),
)

const StartBulkSuccess = builder.objectRef<{ jobId: string }>('StartBulkSuccess').implement({
  description: 'The action is kept and goes on by itself.',
  fields: (t) => ({
    job: t.field({
      type: BulkJob,
      description: 'The action.',
      resolve: async ({ jobId }, _args, context) => await bulkJobById(context, jobId),
    }),
  }),
})

const CancelBulkSuccess = builder.objectRef<{ jobId: string }>('CancelBulkSuccess').implement({
  description: 'Nothing more is begun.',
  fields: (t) => ({
    job: t.field({
      type: BulkJob,
      description: 'The action.',
      resolve: async ({ jobId }, _args, context) => await bulkJobById(context, jobId),
    }),
  }),
})

const BulkItemInput = builder.inputType('BulkItemInput', {
  description: 'An item as it was when it was chosen.',
  fields: (t) => ({
    interactionId: t.id({ required: true, description: 'The item.' }),
    version: t.int({
      required: true,
      description: 'Its version when it was chosen: an item that has changed since is left alone.',
    }),
    text: t.string({ description: 'The approved text; required where texts are sent.' }),
    templateId: t.id({ description: 'The template the text was written with; its use is counted.' }),
    draftId: t.id({
      description:
        'The draft that was before the operator, if any: her text is compared with it. One that is gone is no obstacle.',
    }),
  }),
})

const StartBulkInput = builder.inputType('StartBulkInput', {
  description: 'An action on many items of one seller.',
  fields: (t) => ({
    key: t.string({
      required: true,
      description: 'Made once for this action by the sender, a UUID. The same key again is the same action.',
    }),
    action: t.field({ type: BulkAction, required: true, description: 'What is to be done.' }),
    items: t.field({ type: [BulkItemInput], required: true, description: 'The items, at most 50.' }),
    priority: t.field({ type: Priority, description: 'The priority to be set; null gives items back to the rules.' }),
    closeReason: t.field({ type: CloseReason, defaultValue: 'manual', description: 'Of closing: MANUAL or SPAM.' }),
  }),
})

const CancelBulkInput = builder.inputType('CancelBulkInput', {
  description: 'An action on many items to be stopped.',
  fields: (t) => ({ jobId: t.id({ required: true, description: 'The action.' }) }),
})

builder.mutationField('startBulk', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: StartBulkSuccess,
    description:
      'Does something to many items, one after the other; texts leave at most one a second. It goes on when nobody is connected, and each item is done at most once.',
    errors: { types: [BadInput, NotFound, Conflict] },
    args: { input: t.arg({ type: StartBulkInput, required: true, description: 'The action and its items.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) =>
        startBulk(deps, viewer, {
          key: input.key,
          action: input.action,
          priority: input.priority ?? null,
          closeReason: input.closeReason ?? 'manual',
          items: input.items.map(({ interactionId, version, text, templateId, draftId }) => ({
            interactionId: idOf('Interaction', interactionId),
            version,
            text: text ?? null,
            templateId: templateId == null ? null : idOf('ReplyTemplate', templateId),
            draftId: draftId == null ? null : idOf('Draft', draftId),
          })),
        }),
      ),
  }),
)

builder.mutationField('cancelBulk', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: CancelBulkSuccess,
    description: 'Begins nothing more of an action on many items. What has begun is done.',
    errors: { types: [NotFound] },
    args: { input: t.arg({ type: CancelBulkInput, required: true, description: 'The action.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) => cancelBulk(deps, viewer, { jobId: idOf('BulkJob', input.jobId) })),
  }),
)
