import type { Fact } from '#domain/analytics.ts'
import { seenSync } from '#domain/seller-sync.ts'
import { targetsOf } from '#domain/sla-targets.ts'
import { type Role, roleOf, type Viewer } from '#domain/viewer.ts'
import { phrasesOf, rulesInForce } from '#storage/reply-rules.ts'
import { Alert } from './alert.ts'
import { AnalyticsFact, AnalyticsMetric, spanOf } from './analytics.ts'
import { builder } from './builder.ts'
import { ContractCheck } from './contract-check.ts'
import { ContractSurprise } from './contract-surprise.ts'
import { DraftSettings } from './draft-settings.ts'
import { present } from './found.ts'
import { GuardrailPhrases } from './guardrail-phrases.ts'
import { Channel } from './interaction-words.ts'
import { connectionOf, MarketplaceConnection } from './marketplace-connection.ts'
import { noQuestions, QuestionSla } from './question-sla.ts'
import { Reply, ReplyTemplate, Seller, SellerSync } from './refs.ts'
import { Policy, SentText } from './reply-rules.ts'
import { MembershipRole } from './role.ts'
import { SlaTarget } from './sla-target.ts'
import { runConnectionOf, runPageOf, SyncRunConnection } from './sync-runs.ts'

builder.node(Seller, {
  description: 'A workspace: one shop on the marketplace.',
  id: { resolve: ({ id }) => id },
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Name of the shop.' }),
    role: t.field({
      type: MembershipRole,
      description: 'What the viewer may do here.',
      resolve: ({ id }, _args, { viewer }) => roleIn(viewer, id),
    }),
    connection: t.field({
      type: MarketplaceConnection,
      nullable: true,
      description: 'Null until a key was given.',
      resolve: connectionOf,
    }),
    sync: t.field({
      type: SellerSync,
      description: 'How up to date the data is.',
      resolve: async ({ id }, _args, { load, now }) => seenSync((await load.syncStates(id)) ?? [], now),
    }),
    lastSeq: t.int({
      description: 'Number of the newest event in the journal: where `inboxChanges` may start.',
      resolve: async ({ id }, _args, { load }) => (await load.lastSeq(id)) ?? 0,
    }),
    contractSurprises: t.field({
      type: [ContractSurprise],
      description:
        'What the marketplace’s answers held that we do not know, the newest first; empty for all but owners.',
      resolve: async ({ id }, _args, { load, viewer }) =>
        roleIn(viewer, id) === 'owner' ? ((await load.surprises(id)) ?? []) : [],
    }),
    contractCheck: t.field({
      type: ContractCheck,
      nullable: true,
      description:
        'How the marketplace’s answers last compared with what we expect. Null before the first night, and for all but owners.',
      resolve: async ({ id }, _args, { load, viewer }) =>
        roleIn(viewer, id) === 'owner' ? await load.contractCheck(id) : null,
    }),
    slaTargets: t.field({
      type: [SlaTarget],
      description: 'What each intent starts from in each channel, with the seller’s own figures.',
      complexity: { field: 10, multiplier: 2 },
      resolve: async ({ id }, _args, { load }) => targetsOf((await load.ownTargets(id)) ?? []),
    }),
    opsAlerts: t.field({
      type: [Alert],
      description: 'What a person has to look at now, the gravest first.',
      resolve: async ({ id }, _args, { load }) => (await load.alerts(id)) ?? [],
    }),
    questionSla: t.field({
      type: QuestionSla,
      description: 'How the questions that wait stand towards their deadlines.',
      resolve: async ({ id }, _args, { load }) => (await load.questionSla(id)) ?? noQuestions,
    }),
    lostReplies: t.field({
      type: [Reply],
      complexity: { field: 10, multiplier: 20 },
      description:
        'Replies that came to nothing, or that another answer overtook, and that nobody has dealt with, the newest first, at most 100. Those with `canRestart` can go as they are.',
      resolve: async ({ id }, _args, { load }) => (await load.lostReplies(id)) ?? [],
    }),
    waitingReplies: t.field({
      type: [Reply],
      complexity: { field: 10, multiplier: 20 },
      description:
        'Replies that were taken here and of which nobody knows yet that the marketplace has them: queued, being sent, to be tried again, or of unknown fate. The oldest first, at most 100.',
      resolve: async ({ id }, _args, { load }) => (await load.waitingReplies(id)) ?? [],
    }),
    guardrailPolicy: t.field({
      type: Policy,
      description: 'The rules that replies of this seller are checked with, with all that was added to them.',
      resolve: async ({ id }, _args, { deps }) => (await rulesInForce(deps.db.prisma, deps.log, id)).policy,
    }),
    guardrailPhrases: t.field({
      type: [GuardrailPhrases],
      description: 'What the seller has added to the rules for replies; empty for all but owners.',
      resolve: async ({ id }, _args, { deps, viewer }) =>
        roleIn(viewer, id) === 'owner' ? await phrasesOf(deps.db.prisma, id) : [],
    }),
    draftSettings: t.field({
      type: DraftSettings,
      description: 'How drafts are written.',
      resolve: async ({ id }, _args, { load }) => present(await load.draftSettings(id), 'seller'),
    }),
    sentTexts: t.field({
      type: [SentText],
      description:
        'Texts sent within the last 24 hours, or approved among many and waiting for their turn, newest first, at most 500: the same words twice look like a machine.',
      resolve: async ({ id }, _args, { load }) => (await load.sentTexts(id)) ?? [],
    }),
    syncRuns: t.field({
      type: SyncRunConnection,
      description: 'Finished and running synchronisations, newest first, page by page.',
      complexity: ({ first }) => ({ field: 1, multiplier: Math.min(Math.max(first ?? 20, 1), 100) }),
      args: {
        channel: t.arg({ type: Channel, description: 'Only of this channel; of all when absent.' }),
        first: t.arg.int({ defaultValue: 20, description: 'How many, 1 to 100.' }),
        after: t.arg.string({ description: 'Only what comes after this cursor of the same list.' }),
      },
      resolve: async ({ id }, { channel = null, first, after = null }, { load }) => {
        const page = runPageOf({ channel, first: first ?? 20, after })
        return runConnectionOf((await load.syncRuns(page)(id)) ?? [], page)
      },
    }),
    replyTemplates: t.field({
      type: [ReplyTemplate],
      complexity: { field: 10, multiplier: 20 },
      description: 'Texts kept to be used again, by title. At most 200.',
      args: {
        channel: t.arg({ type: Channel, description: 'Only those that are offered in this channel, and are in use.' }),
      },
      resolve: async ({ id }, { channel }, { load }) => {
        const templates = (await load.templates(id)) ?? []
        return channel
          ? templates.filter(({ isActive, channels }) => isActive && channels.includes(channel))
          : templates
      },
    }),
    analyticsFacts: t.field({
      type: [AnalyticsFact],
      complexity: { field: 10, multiplier: 2 },
      description:
        'Figures about a period, one fact for each source that knows something of it, never mixed. The marketplace’s own comes first; another source is told only where the marketplace’s data leaves days open.',
      args: {
        metric: t.arg({ type: AnalyticsMetric, required: true, description: 'What is counted.' }),
        from: t.arg({
          type: 'DateTime',
          required: true,
          description: 'The day of the seller in which this instant lies is the first.',
        }),
        to: t.arg({
          type: 'DateTime',
          required: true,
          description:
            'The last day is the one that ends with this instant, or holds it. At most 365 days after `from`.',
        }),
      },
      resolve: async ({ id }, { from, to }, { load }): Promise<Fact[]> =>
        (await load.ratingFacts(spanOf(from, to))(id)) ?? [],
    }),
  }),
})

function roleIn(viewer: Viewer | null, sellerId: string): Role {
  return (viewer && roleOf(viewer, sellerId)) ?? 'operator'
}
