import { randomUUID } from 'node:crypto'
import type { ReplyKind } from '#domain/reply.ts'
import { ask, type Doors, type Person } from './devices.ts'
import type { Intent } from './evidence.ts'
import type { Item, Shop } from './shops.ts'

/** People at their devices. Everything they answer, edit or reject is noted, with what they were told. */
export type Operators = {
  intents: Intent[]
  /** Sends it from one device; its id, or null when the product took none. */
  sends(wish: Wish): Promise<string | null>
  /** The same, with the same key, from two devices at once. */
  sendsFromTwoDevices(wish: Wish): Promise<void>
  /** Two people send something to the same item at once, each in their own words. */
  bothSend(one: Wish, other: Wish): Promise<void>
  /** Sends, and takes it back while that may still be possible. */
  takesBack(wish: Wish): Promise<void>
  /** Presses «Отправить ещё раз» under the same lost reply on two devices at once, each of which makes a key of its own. */
  sendsAgainFromTwoDevices(wish: Wish, lostId: string): Promise<void>
  /** Answers of the shop that came to nothing, and that nobody has dealt with. */
  lostIn(shop: Shop): Promise<LostAnswer[]>
  /** Whether the app offers to edit the answer to an item. */
  mayEdit(shop: Shop, item: Item): Promise<boolean>
}

export type LostAnswer = { id: string; item: Item; text: string; state: string }

/** An answer, an edit of the one that stands, or a rejection, which always has the same words. */
export type Wish = { kind: ReplyKind; shop: Shop; item: Item; text: string }

export function operatorsAt(doors: Doors): Operators {
  const intents: Intent[] = []

  function presses({ kind, item, text }: Wish, replaces: string | null = null): Intent {
    const { external, channel } = item
    const intent: Intent = {
      key: randomUUID(),
      kind,
      item: external,
      channel,
      text,
      replyIds: [],
      refusal: null,
      replaces,
      cancelled: false,
    }
    intents.push(intent)
    return intent
  }

  async function asks(
    intent: Intent,
    { kind, item, text }: Wish,
    person: Person,
    door: number,
  ): Promise<string | null> {
    const { key, replaces } = intent
    const input = { interactionId: item.id, key, replaces, ...(kind === 'rejection' ? {} : { text }) }
    const { sent } = await ask<{ sent: Sent }>(doors, person, mutations[kind], { input }, door)
    if (sent.reply) intent.replyIds.push(sent.reply.id)
    else intent.refusal = sent.conflict ?? sent.block ?? sent.__typename
    return sent.reply?.id ?? null
  }

  return {
    intents,
    sends: async (wish) => await asks(presses(wish), wish, wish.shop.owner, intents.length),
    async sendsFromTwoDevices(wish) {
      const intent = presses(wish)
      await Promise.all([asks(intent, wish, wish.shop.owner, 0), asks(intent, wish, wish.shop.other, 1)])
    },
    async sendsAgainFromTwoDevices(wish, lostId) {
      const [one, other] = [presses(wish, lostId), presses(wish, lostId)]
      await Promise.all([asks(one, wish, wish.shop.owner, 0), asks(other, wish, wish.shop.other, 1)])
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
    async lostIn({ owner, items }) {
      const { sellers } = await ask<{ sellers: { lostReplies: Lost[] }[] }>(doors, owner, lostQuery, {})
      const answers = (sellers[0]?.lostReplies ?? []).filter(({ kind }) => kind === 'ANSWER')
      return answers.flatMap(({ id, text, state, interaction }) => {
        const item = items.find((each) => each.id === interaction.id)
        return item ? [{ id, item, text, state }] : []
      })
    },
    async mayEdit({ owner }, { id }) {
      const { node } = await ask<{ node: { editBlocked: string | null } }>(doors, owner, editableQuery, { id })
      return node.editBlocked === null
    },
  }
}

type Sent = { __typename: string; reply?: { id: string }; conflict?: string; block?: string }

const mutations: Record<ReplyKind, string> = {
  answer: mutationOf('sendReply', 'SendReply', 'WritingBlocked'),
  edit: mutationOf('editReply', 'EditReply', 'EditBlocked'),
  rejection: mutationOf('rejectQuestion', 'RejectQuestion', 'WritingBlocked'),
}

function mutationOf(field: string, type: string, block: string): string {
  return `mutation ($input: ${type}Input!) {
    sent: ${field}(input: $input) {
      __typename
      ... on Conflict { conflict: reason }
      ... on ${block} { block: reason }
      ... on ${type}Success { reply { id } }
    }
  }`
}

type Lost = { id: string; kind: string; state: string; text: string; interaction: { id: string } }

const lostQuery = '{ sellers { lostReplies { id kind state text interaction { id } } } }'
const editableQuery = 'query ($id: ID!) { node(id: $id) { ... on Interaction { editBlocked } } }'
const cancelMutation = `mutation ($input: CancelReplyInput!) {
  cancelReply(input: $input) { __typename ... on CancelReplySuccess { reply { id } } }
}`
