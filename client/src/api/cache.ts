import type { CombinedError } from '@urql/core'
import type { KeyingConfig, Resolver, StorageAdapter, UpdatesConfig } from '@urql/exchange-graphcache'
import { offlineExchange } from '@urql/exchange-graphcache'
import { type InboxChangesSubscription, SellerSyncFragmentDoc } from '#generated/graphql.ts'
import { keepAnswers, readAnswers } from '#offline/kept-answers.ts'
import { forgetKept } from '#offline/kept-database.ts'
import { isGatewayFailure } from './reach.ts'

/** A device that cannot be read holds nobody up for longer. */
const PATIENCE_MS = 2_000

/**
 * What the app has read, kept on the device so that it opens without a network. For reading only: nothing is optimistic,
 * so no mutation ever enters the offline queue of urql (replies have an outbox of ours).
 *
 * `ready`: the cache knows what the device has. Nothing may be asked of the server before: an answer that comes earlier
 * is never written to the device, and a request that fails earlier finds nothing to show instead.
 */
export function keptCache() {
  let forgotten = false
  let tellReady = () => {}
  const ready = new Promise<void>((resolve) => {
    tellReady = resolve
    setTimeout(resolve, PATIENCE_MS)
  })

  const storage: StorageAdapter = {
    readData: () => readAnswers().catch(nothingKept),
    writeData: async (entries) => {
      if (!forgotten) await keepAnswers(entries).catch(nothingKept)
    },
    readMetadata: async () => null,
    writeMetadata: () => {},
    onOnline: (resume) => window.addEventListener('online', resume),
    onCacheHydrated: () => tellReady(),
  }

  async function clear() {
    forgotten = true
    await forgetKept().catch(nothingKept)
  }

  return { exchange: offlineExchange({ ...cacheOptions(), storage }), ready, clear }
}

/** Private mode or a full device: this visit works, the next one starts afresh. */
function nothingKept(error: unknown) {
  console.warn(error)
  return {}
}

type Options = Parameters<typeof offlineExchange>[0]

export function cacheOptions(): Partial<Options> {
  return {
    keys,
    possibleTypes,
    resolvers: {
      Query: {
        interaction: knownInteraction,
      },
    },
    updates: { Subscription: subscriptionUpdates },
    logger: warnUnlessUnion,
    isOfflineError,
  }
}

/** Types that have no id of their own and live inside the one that holds them. */
const embedded = [
  'Viewer',
  'MarketplaceConnection',
  'ChannelConnection',
  'SellerSync',
  'ChannelSync',
  'Backfill',
  'ContractSurprise',
  'ContractCheck',
  'ContractFinding',
  'AnalyticsFact',
  'AnalyticsSlice',
  'InteractionConnection',
  'InboxCounts',
  'ChannelCounts',
  'InteractionEdge',
  'PageInfo',
  'Product',
  'ProductCard',
  'ProductOption',
  'ReviewFacts',
  'Photo',
  'Video',
  'QuestionFacts',
  'QuestionSla',
  'Attachment',
  'SyncRunConnection',
  'SyncRunEdge',
  'InboxEvent',
  'InboxLive',
  'InboxGap',
  'InboxHeartbeat',
  'ConnectMarketplaceSuccess',
  'SyncNowSuccess',
  'SyncChannelSuccess',
  'ForceFullSyncSuccess',
  'SendReplySuccess',
  'CancelReplySuccess',
  'DismissReplySuccess',
  'EditReplySuccess',
  'SetGuardrailPhrasesSuccess',
  'RestartReplySuccess',
  'RetryReplySuccess',
  'RejectQuestionSuccess',
  'CloseInteractionSuccess',
  'ReopenInteractionSuccess',
  'SetPrioritySuccess',
  'SetSlaTargetSuccess',
  'ResetSlaTargetsSuccess',
  'SlaTarget',
  'AddNoteSuccess',
  'InteractionTimeline',
  'HistoryStep',
  'TimelineStep',
  'ProductContext',
  'CustomerProfile',
  'CustomerChannelCount',
  'Escalation',
  'ChatCandidate',
  'ContinuedItem',
  'EscalateSuccess',
  'DeclineChatSuccess',
  'WithdrawEscalationSuccess',
  'ProductChannelCount',
  'ProductMention',
  'IntentCount',
  'JudgeLinkSuccess',
  'RecomputeLinksSuccess',
  'DeleteNoteSuccess',
  'CreateTemplateSuccess',
  'UpdateTemplateSuccess',
  'DeleteTemplateSuccess',
  'GenerateDraftSuccess',
  'CancelDraftSuccess',
  'ShowDraftSuccess',
  'DraftGrounding',
  'DraftLink',
  'DraftSettings',
  'SetDraftSettingsSuccess',
  'StartBulkSuccess',
  'CancelBulkSuccess',
  'BulkItem',
  'BulkTotals',
  'BadInput',
  'NotFound',
  'NotAllowed',
  'Conflict',
  'ReplyTooLong',
  'WritingBlocked',
  'GuardrailBlocked',
  'EditBlocked',
  'FilesRefused',
  'BuyerWroteMeanwhile',
  'GuardrailFinding',
  'GuardrailPolicy',
  'GuardrailPhrases',
  'GuardrailRule',
  'GuardrailLengths',
  'SentText',
  'NotConnected',
  'TooSoon',
  'KeyRefused',
  'MarketplaceUnreachable',
  'OtherShop',
  'ShopTaken',
] as const

export const keys: KeyingConfig = Object.fromEntries(embedded.map((type) => [type, () => null]))

/** One that a list has brought is at hand before its page has asked, unless the server has said that it is gone. */
const knownInteraction: Resolver = (_parent, args, cache, { parentKey, fieldName }) => {
  const isGone = cache.resolve(parentKey, fieldName, args) === null
  return isGone ? null : { __typename: 'Interaction', id: args.id }
}

/** Who answers to a name that is shared: without it the cache guesses which part of an answer belongs to which type. */
export const possibleTypes: Record<string, string[]> = {
  Node: ['User', 'Seller', 'SyncRun', 'Interaction', 'Message', 'Reply', 'Note', 'ReplyTemplate', 'BulkJob'],
  Refusal: [
    'BadInput',
    'NotFound',
    'NotAllowed',
    'Conflict',
    'ReplyTooLong',
    'WritingBlocked',
    'GuardrailBlocked',
    'EditBlocked',
    'FilesRefused',
    'BuyerWroteMeanwhile',
    'NotConnected',
    'TooSoon',
    'KeyRefused',
    'MarketplaceUnreachable',
    'OtherShop',
    'ShopTaken',
  ],
  InboxChange: ['InboxEvent', 'InboxLive', 'InboxGap', 'InboxHeartbeat'],
}

/** Writing a union, the cache also looks for the fields of its other members and complains that they are not there. */
function warnUnlessUnion(severity: 'debug' | 'error' | 'warn', message: string) {
  if (!message.startsWith('Invalid undefined')) console[severity](message)
}

const subscriptionUpdates: UpdatesConfig[string] = {
  /** An event about the synchronisation carries it bare; its place is in the seller. */
  inboxChanges: (result, { sellerId }, cache) => {
    const { inboxChanges: change } = result as InboxChangesSubscription
    if (change.__typename !== 'InboxEvent' || !change.sync || typeof sellerId !== 'string') return

    cache.writeFragment(SellerSyncFragmentDoc, { id: sellerId, sync: change.sync })
  },
}

/** No answer from our server at all: then what is kept is shown instead. */
export function isOfflineError(error: CombinedError | undefined): boolean {
  if (!error?.networkError) return false

  const response = error.response as Response | undefined
  return !response || isGatewayFailure(response.status)
}
