import { chatIntentOf, questionIntentOf, reviewIntentOf } from '#domain/intent.ts'
import type { Channel } from '#domain/interaction.ts'
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
  const told = stories.flatMap((story, number) => [...sameBuyer(story, number), ...onlySimilar(story, number)])
  return [...told, ...pairsOfTalks(), ...encounters.map(met)]
}

/** Of these the pairs with a chat of several messages, which say little each. */
export function pairsOfTalks(): Pair[] {
  return talks.map((talk, number) => talked(talk, stories.length + number))
}

/** Two items with what the rules read in them. */
function met({ isSame, trap, one, other, hoursLater }: Encounter, place: number): Pair {
  const number = stories.length + talks.length + place
  const sideOf = ({ channel, ...facts }: Encounter['one']) => {
    const intent = channel === 'question' ? questionIntentOf(facts.text) : reviewIntentOf(facts.text)
    return side(channel, number, { ...facts, intent })
  }
  return { one: sideOf(one), other: { ...sideOf(other), occurredAt: hours(hoursLater) }, isSame, trap }
}

/** A chat of several messages, read as the product reads one: the buyer's words, the intent of the latest, the time of the last. */
function talked({ isSame, trap, other, buyer, said, hoursLater }: Talk, number: number): Pair {
  const messages = said.map((line, place) => messageOf(line, after(hours(hoursLater), place * 10 * MINUTE)))
  const intent = other.channel === 'review' ? reviewIntentOf(other.text) : questionIntentOf(other.text)
  const chat = side('chat', number, {
    customerName: buyer,
    text: buyerWordsOf(messages),
    intent: chatIntentOf(latestBuyerMessages(messages).map(({ text }) => text ?? '')),
    occurredAt: spokenMessages(messages).at(-1)?.sentAt ?? null,
  })
  const one = side(other.channel, number, { ...other, intent })
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
  const pairs = [
    same('review and question', review, { ...question, occurredAt: hours(1 + (number % 20)) }),
    same('question and chat', question, { ...chat, occurredAt: hours(2 + ((number * 7) % 44)) }),
    same('review and chat', review, { ...chat, occurredAt: hours(3 + ((number * 5) % 70)) }),
  ]
  if (number % 4 === 0) pairs.push(sameOrder(chat, number))
  if (number % 4 === 1) pairs.push(supplement(review))
  if (number % 4 === 2) pairs.push(realCustomer(chat, number))
  if (number % 6 === 3)
    pairs.push(same('the same buyer after eight days', review, { ...chat, occurredAt: hours(8 * 24) }))
  return pairs
}

function onlySimilar(story: Story, number: number): Pair[] {
  const next = stories[(number + 1) % stories.length] ?? story
  const review = reviewOf(story, number)
  const elsewhere = { nmId: productOf(number + 500) }
  const stranger = chatOf(next, number)
  const pairs = [
    another('the same words about another product', review, { ...chatOf(story, number), ...elsewhere }),
    another('another trouble with the product, days later', review, {
      ...stranger,
      occurredAt: hours(50 + ((number * 11) % 90)),
    }),
    another('a namesake with another product', review, {
      ...chatOf(next, number),
      ...elsewhere,
      customerName: story.buyer,
    }),
  ]
  if (number % 4 === 0)
    pairs.push(
      another('a namesake with another trouble', review, {
        ...stranger,
        customerName: review.customerName,
        occurredAt: hours(70),
      }),
    )
  if (number % 2 === 0)
    pairs.push(
      another('another buyer with the same trouble', review, {
        ...stranger,
        text: story.question,
        intent: reviewIntentOf(story.question),
        occurredAt: hours(4 + ((number * 13) % 60)),
      }),
    )
  pairs.push(namelessTwin(story, next, number))
  if (number % 3 === 1)
    pairs.push(
      another('another trouble, asked about without a name', questionOf(next, number), {
        ...chatOf(story, number),
        occurredAt: hours(30 + ((number * 7) % 90)),
      }),
    )
  if (number % 12 === 5)
    pairs.push(another('another buyer of the same day', review, { ...stranger, occurredAt: hours(9) }))
  if (number % 6 === 2) pairs.push(legacy(chatOf(story, number), chatOf(next, number), number))
  if (number % 12 === 8) pairs.push(legacyNamesake(chatOf(story, number), chatOf(next, number), number))
  if (number % 6 === 5) pairs.push(sameLegacy(chatOf(story, number), number))
  if (number % 6 === 4) pairs.push(falseSupplement(review, reviewOf(next, number + 200)))
  return pairs
}

/**
 * The commonest of all: somebody asks without a name, and another buyer has that very trouble and says so in the chat. Labelled by how it
 * came about; by what is seen nobody could tell it from the buyer's own chat.
 */
function namelessTwin(story: Story, next: Story, number: number): Pair {
  const [customerName = null] = next.buyer.split(' ')
  const chat = { ...chatOf(story, number), customerName, occurredAt: hours(2 + ((number * 7) % 44)) }
  return another(namelessTrap, questionOf(story, number), chat)
}

/** What no figure of a pair can tell: they are reported apart too. */
export const namelessTrap = 'a question without a name, another buyer with the same trouble'

function sameOrder(chat: LinkSide, number: number): Pair {
  const orderId = `rid-${number}`
  const other = { ...chat, id: `${chat.id}-later`, orderId, occurredAt: hours(24 * 30) }
  return same('an order, a month later', { ...chat, orderId }, other)
}

function supplement(review: LinkSide): Pair {
  const id = `${review.id}-more`
  const more = { ...review, id, externalId: id, parentExternalId: review.externalId, occurredAt: hours(24 * 20) }
  return same('a supplement', review, more)
}

function realCustomer(chat: LinkSide, number: number): Pair {
  const customer = { customerId: `wb-${number}`, customerIdKind: 'wb_customer' as const }
  const other = {
    ...chat,
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
function sameLegacy(chat: LinkSide, number: number): Pair {
  const client = { customerId: `client-${number}`, customerIdKind: 'legacy_client_id' as const }
  const other = {
    ...chat,
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
  return side('review', number, { customerName: buyer, text: review, intent: reviewIntentOf(review) })
}

function questionOf({ question }: Story, number: number): LinkSide {
  return side('question', number, { text: question, intent: questionIntentOf(question) })
}

function chatOf({ buyer, chat }: Story, number: number): LinkSide {
  const [firstName = null] = buyer.split(' ')
  return side('chat', number, { customerName: firstName, text: chat, intent: reviewIntentOf(chat) })
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
