import { parse } from 'graphql'
import { withFragments } from '../testkit/client-documents.ts'

// What the bench asks: the fields that the operator's app shows, of a row and of a message in the app's own words.

const asked = (query: string) => withFragments(parse(query))

/** The first page of the inbox with its total and the numbers of tabs and chips. */
export const inboxQuery = asked(`query Inbox {
  interactions(first: 50) {
    totalCount
    answeringCount
    counts { all reviews questions chats urgent needsResponse processed }
    edges { cursor node { ...LiveInteraction } }
    pageInfo { hasNextPage endCursor }
  }
}`)

/** Fifty rows and nothing else, as when somebody scrolls. */
export const pageQuery = asked(`query Page($channel: Channel) {
  interactions(filter: { channel: $channel, needsResponse: true }, first: 50) {
    edges { cursor node { ...LiveInteraction } }
    pageInfo { hasNextPage endCursor }
  }
}`)

const conversation = `
    ...LiveInteraction
    externalId orderId text createdAt
    review { pros cons body tags matchingSize orderStatus photos { fullSize miniSize } video { preview link durationSeconds } }
    question { isWarned isRejected }
    messages { ...ThreadMessage }`

/** One interaction with its conversation and nothing beside it. */
export const conversationQuery = asked(`query Conversation($id: ID!) {
  interaction(id: $id) { ${conversation} }
}`)

const item = 'id channel occurredAt displayStatus rating preview'
const chatCandidate = `chat { ${item} } link { id tier confidence signals }`

/** The whole card: an interaction with its conversation, draft, notes, history, story of a hundred steps, links and what is known of its product. */
export const cardQuery = asked(`query Card($id: ID!) {
  interaction(id: $id) {
    ${conversation}
    product { card { name brand category subcategory imageUrl } }
    draftAskedAt
    draft { id text origin fallbackReason isOutdated shownAt }
    notes { id text createdAt author { id name } }
    history { type at author { id name } }
    escalation { state waitsUntil chat { ${item} } candidates { ${chatCandidate} } }
    continues { isCertain interaction { ${item} } }
    customerProfile { averageRating lastRatings trend isRepeatComplainer channels { channel total } }
    timeline(maxItems: 100) {
      scope channels
      steps { interaction { ${item} } isCurrent textPreview lastReplyText templateText matchReason confidence actionMode wbUrl }
    }
    links { id type tier confidence signals actionMode verdict interaction { ${item} } }
    hiddenLinks { id type tier confidence signals actionMode verdict interaction { ${item} } }
    productContext {
      days source averageRating ratedCount channels { channel total unanswered }
      complaints { intent count } questions { intent count }
      recent { interaction { ${item} } textPreview answer }
    }
  }
}`)

/** The live feed of a seller, with the rows that a list shows. */
export const changesSubscription = asked(`subscription Changes($sellerId: ID!, $after: Int) {
  inboxChanges(sellerId: $sellerId, after: $after) {
    ... on InboxEvent { seq type at channel interaction { ...LiveInteraction } }
    ... on InboxLive { seq }
    ... on InboxGap { after seq }
    ... on InboxHeartbeat { seq at }
  }
}`)
