import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, read } from '../testkit/ask.ts'
import { type LanguageModel, startLanguageModel } from '../testkit/language-model.ts'
import { type Office, openOffice, type Shop } from '../testkit/office.ts'

// One buyer, three channels: from what she writes to what she reads, over HTTP on both sides.

let model: LanguageModel
let office: Office
let shop: Shop
beforeAll(async () => {
  model = await startLanguageModel()
  office = await openOffice({ llm: { url: model.url, key: model.key } })
  shop = await office.opensShop()
  const query = 'mutation ($input: SetDraftSettingsInput!) { setDraftSettings(input: $input) { __typename } }'
  await read(office.app, shop, query, { input: { llmEnabled: true, llmProvider: 'custom', preparesAhead: false } })
})
afterAll(async () => {
  await office.close()
  await model.close()
})

test('a review, a question and the chats of one order find each other, stand in one story, and each gets its draft and its own reply', async () => {
  const nmId = 777_001
  const rid = 'order-of-vera'
  await shop.buyer('review', { rating: 2, userName: 'Вера', text: 'У рюкзака оторвалась лямка', nmId })
  await shop.buyer('question', { text: 'Лямка рюкзака оторвалась, её можно пришить?', nmId })
  await shop.buyer('chat', { clientName: 'Вера', text: 'Когда привезут рюкзак?', nmId, rid })
  await shop.buyer('chat', { clientName: 'Вера', text: 'Лямка оторвалась, как быть?', nmId, rid })
  const review = await shop.item('У рюкзака оторвалась лямка')
  const question = await shop.item('её можно пришить')
  const earlier = await shop.item('Когда привезут рюкзак')
  const chat = await shop.item('как быть')

  // Linking: the order is certain, what only looks alike stays a hint.
  const linksOf = async () => (await cardOf(chat.id)).links
  await expect.poll(linksOf, { timeout: 20_000 }).toHaveLength(3)
  const links = new Map((await linksOf()).map(({ interaction, ...link }) => [interaction.id, link]))
  expect(links.get(earlier.id)).toMatchObject({ type: 'DETERMINISTIC', actionMode: 'AUTO_ALLOWED' })
  for (const { id } of [review, question])
    expect(links.get(id)).toMatchObject({ type: 'PROBABILISTIC', actionMode: 'ASSIST_ONLY', autoActionAllowed: false })

  // The review: its draft is shown and changed.
  model.answers({ says: { recommendation: 'Нам жаль, что лямка подвела. Передали замечание на производство.' } })
  const first = await draftFor(review.id)
  expect(first.text).toBe('Вера, здравствуйте! Нам жаль, что лямка подвела. Передали замечание на производство.')
  const reviewReply = `${first.text} Спасибо за отзыв.`
  await sends(review.id, reviewReply, first.id)

  // The question: what was just said about the product is told to the model, and the draft goes as it is.
  model.answers({ says: { recommendation: 'Да, лямку можно пришить: основание усилено тканью.' } })
  const second = await draftFor(question.id)
  expect(model.asked.at(-1)?.body).toContain('лямка подвела')
  expect(second.grounding.map(({ kind }) => kind)).toContain('PAST_ANSWER')
  await sends(question.id, second.text, second.id)

  // The chat: the model knows what this buyer asked elsewhere about the order, and the operator writes her own words.
  model.answers({ says: { recommendation: 'Подскажите, пожалуйста, с какой стороны оторвалась лямка?' } })
  const third = await draftFor(chat.id)
  expect(model.asked.at(-1)?.body).toContain('Когда привезут рюкзак')
  expect(third.grounding.map(({ kind }) => kind)).toContain('THREAD_STEP')
  const chatReply = 'Вера, добрый день! Подскажите, с какой стороны лямка.'
  await sends(chat.id, chatReply, null)

  // The story of the chat tells what was answered, and the buyer has read each reply once.
  const { timeline } = await cardOf(chat.id)
  expect(timeline.scope).toBe('CUSTOMER_ORDER')
  const steps = new Map(timeline.steps.map(({ interaction, ...step }) => [interaction.id, step]))
  expect(steps.get(earlier.id)).toMatchObject({ matchReason: 'ORDER_ID_EXACT' })
  expect(steps.get(review.id)).toMatchObject({ matchReason: 'NM_ID_TIME_WINDOW', lastReplyText: reviewReply })
  expect(steps.get(question.id)).toMatchObject({ matchReason: 'NM_ID_TIME_WINDOW', lastReplyText: second.text })
  expect(steps.get(chat.id)).toMatchObject({ isCurrent: true, lastReplyText: chatReply })
  expect(await shop.applied()).toEqual([reviewReply, second.text, chatReply])
  expect(await Promise.all([review, question, chat].map(({ id }) => outcomeOf(id)))).toEqual([
    'draft_edited',
    'draft_accepted',
    'reply_manual',
  ])
}, 120_000)

type Draft = { id: string; text: string; grounding: { kind: string }[] }
type Card = {
  links: { interaction: { id: string }; type: string; actionMode: string; autoActionAllowed: boolean }[]
  timeline: {
    scope: string
    steps: { interaction: { id: string }; matchReason: string; lastReplyText: string | null; isCurrent: boolean }[]
  }
  draft: Draft | null
}

async function cardOf(id: string): Promise<Card> {
  const query = `query ($id: ID!) {
    interaction(id: $id) {
      links { interaction { id } type actionMode autoActionAllowed }
      timeline { scope steps { interaction { id } matchReason lastReplyText isCurrent } }
      draft { id text grounding { kind } }
    }
  }`
  return (await read<{ interaction: Card }>(office.app, shop, query, { id })).interaction
}

/** Asked for and waited for, as the card does. */
async function draftFor(id: string): Promise<Draft> {
  await ask(office.app, shop, 'mutation ($id: ID!) { generateDraft(input: { interactionId: $id }) { __typename } }', {
    id,
  })
  const draft = async () => (await cardOf(id)).draft
  await expect.poll(draft, { timeout: 30_000 }).not.toBeNull()
  return (await draft()) ?? { id: '', text: '', grounding: [] }
}

async function sends(interactionId: string, text: string, draftId: string | null): Promise<void> {
  const query = 'mutation ($input: SendReplyInput!) { sendReply(input: $input) { __typename } }'
  const input = { interactionId, text, key: randomUUID(), draftId }
  const { sendReply } = await read<{ sendReply: { __typename: string } }>(office.app, shop, query, { input })
  expect(sendReply).toEqual({ __typename: 'SendReplySuccess' })
  await shop.becomes(interactionId, 'CONFIRMED')
}

/** Whose words the reply had, by the journal. */
async function outcomeOf(globalId: string): Promise<string | undefined> {
  const interactionId = Buffer.from(globalId, 'base64url').toString().split(':')[1] ?? ''
  const type = { in: ['draft_accepted', 'draft_edited', 'reply_manual'] }
  const events = await office.app.deps.db.prisma.journalEvent.findMany({ where: { interactionId, type } })
  expect(events).toHaveLength(1)
  return events[0]?.type
}
