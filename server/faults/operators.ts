import { randomUUID } from 'node:crypto'
import { ask, type Doors, type Person } from './devices.ts'
import type { Intent } from './evidence.ts'
import type { Item, Shop } from './shops.ts'

/** People at their devices. Everything they press «Отправить» for is noted, with what they were told. */
export type Operators = {
  intents: Intent[]
  /** Sends a reply from one device; its id, or null when the product took none. */
  sends(wish: Wish): Promise<string | null>
  /** The same reply, with the same key, from two devices at once. */
  sendsFromTwoDevices(wish: Wish): Promise<void>
  /** Two people answer the same item at once, each in their own words. */
  bothSend(one: Wish, other: Wish): Promise<void>
  /** Sends, and takes it back while that may still be possible. */
  takesBack(wish: Wish): Promise<void>
  /** Answers to the shop's reviews that moderation has refused, and that nobody has dealt with. */
  refusedBy(shop: Shop): Promise<Refused[]>
}

export type Refused = { id: string; item: Item; text: string }

export type Wish = { shop: Shop; item: Item; text: string }

export function operatorsAt(doors: Doors): Operators {
  const intents: Intent[] = []

  function presses({ item, text }: Wish): Intent {
    const { external, channel } = item
    const intent: Intent = {
      key: randomUUID(),
      item: external,
      channel,
      text,
      replyIds: [],
      refusal: null,
      cancelled: false,
    }
    intents.push(intent)
    return intent
  }

  async function asks(intent: Intent, { item, text }: Wish, person: Person, door: number): Promise<string | null> {
    const input = { interactionId: item.id, text, key: intent.key }
    const { sendReply } = await ask<{ sendReply: Sent }>(doors, person, sendMutation, { input }, door)
    if (sendReply.reply) intent.replyIds.push(sendReply.reply.id)
    else intent.refusal = sendReply.conflict ?? sendReply.block ?? sendReply.__typename
    return sendReply.reply?.id ?? null
  }

  return {
    intents,
    sends: async (wish) => await asks(presses(wish), wish, wish.shop.owner, intents.length),
    async sendsFromTwoDevices(wish) {
      const intent = presses(wish)
      await Promise.all([asks(intent, wish, wish.shop.owner, 0), asks(intent, wish, wish.shop.other, 1)])
    },
    async bothSend(one, other) {
      await Promise.all([asks(presses(one), one, one.shop.owner, 0), asks(presses(other), other, other.shop.other, 1)])
    },
    async takesBack(wish) {
      const intent = presses(wish)
      const id = await asks(intent, wish, wish.shop.owner, intents.length)
      if (id === null) return
      const input = { replyId: id }
      const { cancelReply } = await ask<{ cancelReply: Sent }>(doors, wish.shop.owner, cancelMutation, { input })
      intent.cancelled = cancelReply.reply !== undefined
    },
    async refusedBy({ owner, items }) {
      const { sellers } = await ask<{ sellers: { lostReplies: Lost[] }[] }>(doors, owner, lostQuery, {})
      const refused = (sellers[0]?.lostReplies ?? []).filter(({ state }) => state === 'REJECTED')
      return refused.flatMap(({ id, text, interaction }) => {
        const item = items.find((each) => each.id === interaction.id)
        return item ? [{ id, item, text }] : []
      })
    },
  }
}

type Sent = { __typename: string; reply?: { id: string }; conflict?: string; block?: string }

const sendMutation = `mutation ($input: SendReplyInput!) {
  sendReply(input: $input) {
    __typename
    ... on Conflict { conflict: reason }
    ... on WritingBlocked { block: reason }
    ... on SendReplySuccess { reply { id } }
  }
}`
type Lost = { id: string; state: string; text: string; interaction: { id: string } }

const lostQuery = '{ sellers { lostReplies { id state text interaction { id } } } }'
const cancelMutation = `mutation ($input: CancelReplyInput!) {
  cancelReply(input: $input) { __typename ... on CancelReplySuccess { reply { id } } }
}`
