import { chatIntentOf, questionIntentOf, reviewIntentOf } from '#domain/intent.ts'
import type { Channel, Intent } from '#domain/interaction.ts'
import type { LinkSide } from '#domain/link.ts'
import { buyerWordsOf } from '#domain/preview.ts'
import { type ChatMessage, latestBuyerMessages, spokenMessages } from '#domain/thread.ts'
import { after, HOUR, MINUTE } from '#domain/time.ts'
import { type Encounter, encounters } from './encounters.ts'
import { type Story, stories } from './stories.ts'
import { type Talk, talks } from './talks.ts'

/** Two interactions, and whether they are of one buyer. `trap` says what makes it hard to tell. */
export type Pair = { one: LinkSide; other: LinkSide; isSame: boolean; trap: string }

/** Everything that is evaluated: the same buyer in several channels, and what only looks like it. */
export function labelledPairs(): Pair[] {
  const ofStories = stories.flatMap((story, number) => [...sameBuyer(story, number), ...onlySimilar(story, number)])
  return [...ofStories, ...pairsOfTalks(), ...encounters.map(met)]
}

/** Of these the pairs with a chat of several messages, which say little each. */
export function pairsOfTalks(): Pair[] {
  return talks.map((talk, number) => talked(talk, stories.length + number))
}

/** And of these the pairs whose second text says the same as the first in other words, whoever says it. */
export function pairsInOtherWords(): Pair[] {
  return labelledPairs().filter(({ trap }) => trap.endsWith(inOtherWords))
}

const inOtherWords = ', in other words'

/** Two items with what the rules read in them. */
function met({ isSame, trap, one, other, hoursLater }: Encounter, place: number): Pair {
  const number = stories.length + talks.length + place
  const sideOf = ({ channel, ...facts }: Encounter['one']) => {
    return side(channel, number, { ...facts, ...told(channel, facts.text) })
  }
  return { one: sideOf(one), other: { ...sideOf(other), occurredAt: hours(hoursLater) }, isSame, trap }
}

/** A chat of several messages, read as the product reads one: the buyer's words, the intent of the latest, the time of the last. */
function talked({ isSame, trap, other, buyer, said, hoursLater }: Talk, number: number): Pair {
  const messages = said.map((line, place) => messageOf(line, after(hours(hoursLater), place * 10 * MINUTE)))
  const chat = side('chat', number, {
    customerName: buyer,
    text: buyerWordsOf(messages),
    intent: chatIntentOf(latestBuyerMessages(messages).map(({ text }) => text ?? '')),
    occurredAt: spokenMessages(messages).at(-1)?.sentAt ?? null,
  })
  const one = side(other.channel, number, { ...other, ...told(other.channel, other.text) })
  return { one, other: chat, isSame, trap: trap === 'twin' ? namelessTrap : trap }
}

function messageOf(line: string, sentAt: Date): ChatMessage {
  const author = line.startsWith('> ') ? 'seller' : line.startsWith('# ') ? 'system' : 'buyer'
  return {
    id: sentAt.toISOString(),
    author,
    text: line === '' ? null : line.replace(/^[>#] /, ''),
    attachments: line === '' ? [{ kind: 'image', name: null }] : [],
    isAuto: false,
    status: 'sent',
    sentAt,
  }
}

/** What the seller can know: a question has no author, a chat a first name, and reviews the name that the buyer shows. */
function sameBuyer(story: Story, number: number): Pair[] {
  const [review, question, chat] = [reviewOf(story, number), questionOf(story, number), chatOf(story, number)]
  const retold = { ...chat, ...told('chat', story.retold), id: `${chat.id}-retold` }
  const pairs = [
    same('review and question', review, { ...question, occurredAt: hours(1 + (number % 20)) }),
    same('question and chat', question, { ...chat, occurredAt: hours(2 + ((number * 7) % 44)) }),
    same('review and chat', review, { ...chat, occurredAt: hours(3 + ((number * 5) % 70)) }),
    same(`question and chat${inOtherWords}`, question, { ...retold, occurredAt: hours(2 + ((number * 7) % 44)) }),
    same(`review and chat${inOtherWords}`, review, { ...retold, occurredAt: hours(3 + ((number * 5) % 70)) }),
  ]
  const later = { ...chat, ...told('chat', story.later) }
  if (number % 4 === 0) pairs.push(sameOrder(chat, later, number))
  if (number % 4 === 1) pairs.push(supplement(review, story.later))
  if (number % 4 === 2) pairs.push(realCustomer(chat, aboutNext(story, number), number))
  if (number % 6 === 3)
    pairs.push(same('the same buyer after eight days', review, { ...later, occurredAt: hours(8 * 24) }))
  return pairs
}

function onlySimilar(story: Story, number: number): Pair[] {
  const next = nextOf(number)
  const [review, question] = [reviewOf(story, number), questionOf(story, number)]
  const stranger = chatOf({ ...next, chat: story.other }, number)
  const brief = chatOf({ ...next, chat: story.chat }, number)
  const twin = { ...brief, ...told('chat', story.twin), id: `${brief.id}-twin` }
  const at = (count: number) => ({ occurredAt: hours(count) })
  const pairs = [
    another('another trouble with the product, days later', review, { ...stranger, ...at(50 + ((number * 11) % 90)) }),
    another('a namesake with another trouble', review, {
      ...stranger,
      customerName: chatOf(story, number).customerName,
      ...at(5 + ((number * 13) % 90)),
    }),
    another(`another buyer with the same trouble${inOtherWords}`, review, {
      ...twin,
      ...at(4 + ((number * 13) % 60)),
    }),
    another(namelessTrap, question, { ...brief, ...at(2 + ((number * 7) % 44)) }),
    another(retoldTrap, question, { ...twin, ...at(2 + ((number * 7) % 44)) }),
  ]
  if (number % 2 === 0)
    pairs.push(another('another buyer with the same trouble', review, { ...brief, ...at(4 + ((number * 13) % 60)) }))
  if (number % 3 === 0) pairs.push(...aboutAnother(story, review, number))
  if (number % 3 === 1)
    pairs.push(
      another('another trouble, asked about without a name', question, {
        ...stranger,
        ...at(30 + ((number * 7) % 90)),
      }),
    )
  if (number % 6 === 5) pairs.push(another('another buyer of the same day', review, { ...stranger, ...at(9) }))
  if (number % 6 === 2) pairs.push(legacy(chatOf(story, number), chatOf(next, number), number))
  if (number % 12 === 8) pairs.push(legacyNamesake(chatOf(story, number), chatOf(next, number), number))
  if (number % 6 === 5) pairs.push(sameLegacy(chatOf(story, number), aboutNext(story, number), number))
  if (number % 6 === 4) pairs.push(falseSupplement(review, reviewOf({ ...next, review: story.other }, number + 200)))
  return pairs
}

/** Nothing but the product tells these apart, so that no words make them harder: a few are enough. */
function aboutAnother(story: Story, review: LinkSide, number: number): Pair[] {
  const elsewhere = { nmId: productOf(number + 500) }
  const namesake = { ...aboutNext(story, number), ...elsewhere, id: `namesake-${number}`, customerName: story.buyer }
  return [
    another('the same words about another product', review, { ...chatOf(story, number), ...elsewhere }),
    another('a namesake with another product', review, namesake),
  ]
}

/** What the same buyer writes of the next product. */
function aboutNext(story: Story, number: number): LinkSide {
  return { ...chatOf(story, number), ...told('chat', nextOf(number).chat) }
}

function nextOf(number: number): Story {
  const next = stories[(number + 1) % stories.length]
  if (!next) throw new Error('Expected stories')
  return next
}

/**
 * What no figure of a pair can tell, so that they are reported apart too. The commonest of all: somebody asks without a name, and another
 * buyer has that very trouble and says so in the chat, in much the same words or in his own. Labelled by how it came about.
 */
export const namelessTrap = 'a question without a name, another buyer with the same trouble'
export const retoldTrap = `${namelessTrap}${inOtherWords}`

function sameOrder(chat: LinkSide, later: LinkSide, number: number): Pair {
  const orderId = `rid-${number}`
  const other = { ...later, id: `${chat.id}-later`, orderId, occurredAt: hours(24 * 30) }
  return same('an order, a month later', { ...chat, orderId }, other)
}

function supplement(review: LinkSide, text: string): Pair {
  const id = `${review.id}-more`
  const itsPlace = { id, externalId: id, parentExternalId: review.externalId, occurredAt: hours(24 * 20) }
  const more = { ...review, ...told('review', text), ...itsPlace }
  return same('a supplement', review, more)
}

function realCustomer(chat: LinkSide, ofNext: LinkSide, number: number): Pair {
  const customer = { customerId: `wb-${number}`, customerIdKind: 'wb_customer' as const }
  const other = {
    ...ofNext,
    ...customer,
    id: `${chat.id}-other`,
    nmId: productOf(number + 300),
    occurredAt: hours(24 * 9),
  }
  return same('a buyer whom WB knows, another product', { ...chat, ...customer }, other)
}

/** WB gives the old ids of buyers up: one may come to stand for somebody else. */
function legacy(one: LinkSide, other: LinkSide, number: number): Pair {
  const client = { customerId: `client-${number}`, customerIdKind: 'legacy_client_id' as const }
  const reused = { ...other, ...client, id: `${other.id}-reused`, nmId: productOf(number + 400) }
  return another('an old buyer id that stands for another buyer', { ...one, ...client }, reused)
}

/** The same, and that somebody has the same name: nothing that is seen tells them apart. */
function legacyNamesake(one: LinkSide, other: LinkSide, number: number): Pair {
  const { customerName } = one
  const pair = legacy(
    { ...one, id: `${one.id}-namesake` },
    { ...other, id: `${other.id}-namesake`, customerName },
    number,
  )
  return { ...pair, trap: 'an old buyer id that stands for a namesake' }
}

/** Where it still stands for him, whatever he buys. */
function sameLegacy(chat: LinkSide, ofNext: LinkSide, number: number): Pair {
  const client = { customerId: `client-${number}`, customerIdKind: 'legacy_client_id' as const }
  const other = {
    ...ofNext,
    ...client,
    id: `${chat.id}-later`,
    nmId: productOf(number + 400),
    occurredAt: hours(24 * 12),
  }
  return same('an old buyer id, another product', { ...chat, ...client }, other)
}

/** A review that supplements one, beside a third review about the same product. */
function falseSupplement(review: LinkSide, other: LinkSide): Pair {
  const third = { ...other, nmId: review.nmId, parentExternalId: 'somebody-else’s', occurredAt: hours(5) }
  return another('the supplement of another review', review, third)
}

function reviewOf({ buyer, review }: Story, number: number): LinkSide {
  return side('review', number, { customerName: buyer, ...told('review', review) })
}

function questionOf({ question }: Story, number: number): LinkSide {
  return side('question', number, told('question', question))
}

function chatOf({ buyer, chat }: Story, number: number): LinkSide {
  const [firstName = null] = buyer.split(' ')
  return side('chat', number, { customerName: firstName, ...told('chat', chat) })
}

/** A text with what the rules read in it, as the product does for its channel. */
function told(channel: Channel, text: string): { text: string; intent: Intent } {
  return { text, intent: intentIn(channel, text) }
}

function intentIn(channel: Channel, text: string): Intent {
  if (channel === 'chat') return chatIntentOf([text])
  return channel === 'review' ? reviewIntentOf(text) : questionIntentOf(text)
}

function side(channel: Channel, number: number, facts: Partial<LinkSide>): LinkSide {
  const id = `${channel}-${number}`
  return {
    id,
    channel,
    externalId: id,
    isDemo: false,
    orderId: null,
    customerId: null,
    customerIdKind: 'none',
    parentExternalId: null,
    nmId: productOf(number),
    productArticle: null,
    occurredAt: hours(0),
    intent: null,
    customerName: null,
    text: null,
    ...facts,
  }
}

function same(trap: string, one: LinkSide, other: LinkSide): Pair {
  return { one, other, isSame: true, trap }
}

function another(trap: string, one: LinkSide, other: LinkSide): Pair {
  return { one, other: { ...other, id: `${other.id}-another` }, isSame: false, trap }
}

function productOf(number: number): string {
  return String(200_000 + number)
}

function hours(count: number): Date {
  return after(new Date('2026-03-04T09:00:00Z'), count * HOUR)
}
