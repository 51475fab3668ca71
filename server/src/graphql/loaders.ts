import type { Deps } from '#deps.ts'
import type { TimelineLimits } from '#domain/timeline.ts'
import { sellerIdsOf, type Viewer } from '#domain/viewer.ts'
import { alertsOf } from '#storage/alerts.ts'
import { bulkItemsOf, bulkJobsByIds } from '#storage/bulk.ts'
import {
  chatMessagesOf,
  extrasOf,
  interactionsByIds,
  repliesByIds,
  repliesOf,
  responsesOf,
  reviewsByExternalIds,
} from '#storage/card.ts'
import { contractChecksOf } from '#storage/contract-checks.ts'
import { surprisesOf } from '#storage/contract-surprises.ts'
import { customerProfilesOf } from '#storage/customer-profiles.ts'
import type { Db } from '#storage/db.ts'
import { draftSettingsOf } from '#storage/draft-settings.ts'
import { ownTermsOf } from '#storage/draft-terms.ts'
import { draftingOf, explanationsOf } from '#storage/drafts.ts'
import { chatCandidatesOf, continuedIn, escalationsOf } from '#storage/escalations.ts'
import { journalHeads } from '#storage/events.ts'
import { historiesOf } from '#storage/histories.ts'
import type { InteractionRow } from '#storage/interaction-row.ts'
import { linksByIds, linksOf } from '#storage/links.ts'
import { lostRepliesOf } from '#storage/lost-replies.ts'
import { notesByIds, notesOf } from '#storage/notes.ts'
import { productCardsOf, productGlancesOf } from '#storage/product-cards.ts'
import { productContextsOf } from '#storage/product-context.ts'
import { mentionsOf } from '#storage/product-mentions.ts'
import { questionSlaOf } from '#storage/question-sla.ts'
import { ratingFactsOf, type Span } from '#storage/rating-facts.ts'
import { textsSentLately } from '#storage/reply-rules.ts'
import { type RunPage, syncRunsOf } from '#storage/run-history.ts'
import { connectionsOf, sellersByIds, syncStatesOf } from '#storage/sellers.ts'
import { similarProblemCountsOf } from '#storage/similar-problems.ts'
import { ownTargetsOf } from '#storage/sla-targets.ts'
import { templatesByIds, templatesOf } from '#storage/templates.ts'
import { timelineRowsOf } from '#storage/timelines.ts'
import { colleaguesByIds } from '#storage/viewers.ts'
import { waitingRepliesOf } from '#storage/waiting-replies.ts'
import { type Batch, batch } from './batch.ts'

export type Loaders = ReturnType<typeof createLoaders>

/** Reads of one operation, filtered by who asks: a list of fifty costs as many statements as one item. */
export function createLoaders({ db, clock, config }: Pick<Deps, 'db' | 'clock' | 'config'>, viewer: Viewer | null) {
  const sellerIds = viewer ? sellerIdsOf(viewer) : []

  return {
    interaction: visible(interactionsByIds),
    extra: visible(extrasOf),
    replies: visible(repliesOf),
    reply: visible(repliesByIds),
    responses: visible(responsesOf),
    chatMessages: visible(chatMessagesOf),
    user: visible(colleaguesByIds),
    drafting: visible((db, mine, ids) => draftingOf(db, mine, ids, { now: clock.now(), ownTerms: ownTermsOf(config) })),
    draftExplanation: visible(explanationsOf),
    notes: visible(notesOf),
    histories: visible(historiesOf),
    similarProblems: visible((db, mine, ids) => similarProblemCountsOf(db, mine, ids, clock.now())),
    note: visible(notesByIds),
    template: visible(templatesByIds),
    links: visible(linksOf),
    timelineRows: byPage((limits: TimelineLimits) => visible((db, mine, ids) => timelineRowsOf(db, mine, ids, limits))),
    customerProfile: visible(customerProfilesOf),
    productContext: visible((db, mine, ids) => productContextsOf(db, mine, ids, clock.now())),
    /** By the marketplace's number: what anybody can read there. */
    productCard: batch((nmIds: string[]) => productCardsOf(db, nmIds)),
    productGlance: batch((nmIds: string[]) => productGlancesOf(db, nmIds)),
    productMentions: visible(mentionsOf),
    link: visible(linksByIds),
    escalation: visible(escalationsOf),
    chatCandidates: visible(chatCandidatesOf),
    continued: visible(continuedIn),
    bulkJob: visible(bulkJobsByIds),
    bulkItems: visible(bulkItemsOf),
    templates: mine(templatesOf),
    /** By seller and the marketplace's id, as `reviewKey` joins them. */
    review: batch(async (keys: string[]) => {
      const rows = await reviewsByExternalIds(
        db,
        sellerIds,
        keys.map((key) => key.slice(key.indexOf(' ') + 1)),
      )
      return new Map(rows.map((row) => [reviewKey(row, row.externalId), row]))
    }),
    seller: mine(sellersByIds),
    connection: mine(connectionsOf),
    syncStates: mine(syncStatesOf),
    lastSeq: mine(journalHeads),
    surprises: mine(surprisesOf),
    ownTargets: mine(ownTargetsOf),
    alerts: mine(alertsOf),
    questionSla: mine((db, ids) => questionSlaOf(db, ids, clock.now())),
    lostReplies: mine(lostRepliesOf),
    waitingReplies: mine(waitingRepliesOf),
    draftSettings: mine(draftSettingsOf),
    sentTexts: mine((db, ids) => textsSentLately(db, ids, clock.now())),
    contractCheck: mine(contractChecksOf),
    ratingFacts: byPage((span: Span) => mine((db, ids) => ratingFactsOf(db, ids, span, clock.now()))),
    syncRuns: byPage((page: RunPage) => mine((db, ids) => syncRunsOf(db, ids, page))),
  }

  function visible<Value>(
    read: (db: Db, sellerIds: string[], ids: string[]) => Promise<Map<string, Value>>,
  ): Batch<string, Value> {
    return batch((ids) => read(db, sellerIds, ids))
  }

  function mine<Value>(read: (db: Db, sellerIds: string[]) => Promise<Map<string, Value>>): Batch<string, Value> {
    return batch((ids) =>
      read(
        db,
        ids.filter((id) => sellerIds.includes(id)),
      ),
    )
  }
}

/** How a review is asked for by the marketplace's id. */
export function reviewKey({ sellerId }: Pick<InteractionRow, 'sellerId'>, externalId: string): string {
  return `${sellerId} ${externalId}`
}

/** Those who ask for the same page are read together. */
function byPage<Page, Value>(make: (page: Page) => Batch<string, Value>): (page: Page) => Batch<string, Value> {
  const batches = new Map<string, Batch<string, Value>>()
  return (page) => {
    const key = JSON.stringify(page)
    const known = batches.get(key) ?? make(page)
    batches.set(key, known)
    return known
  }
}
