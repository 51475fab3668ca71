import { afterAll, beforeAll, expect, test } from 'vitest'
import { askPlainly, simulatorForTests, type TestSimulator } from './caller.ts'
import { DAY, HOUR, MINUTE } from './clock.ts'

let simulator: TestSimulator

beforeAll(async () => {
  simulator = await simulatorForTests({ seed: 'empty', moderationMs: HOUR, readLagMs: MINUTE })
})

afterAll(() => simulator.close())

test('an answer is hidden by the lag, then under moderation, then on the site', async () => {
  const { answer, review, receives } = await simulator.seller()
  const { id } = await receives.review()

  const taken = await answer(id, '  Спасибо за отзыв!  ')
  const atOnce = await review(id)
  await simulator.later(MINUTE)
  const moderated = await review(id)
  await simulator.later(2 * HOUR)
  const published = await review(id)

  expect(taken).toMatchObject({ status: 204, body: {} })
  expect(atOnce).toMatchObject({ answer: null, state: 'none' })
  expect(moderated).toMatchObject({
    answer: { text: 'Спасибо за отзыв!', state: 'reviewRequired', editable: false },
    state: 'wbRu',
  })
  expect(published).toMatchObject({ answer: { state: 'wbRu', editable: true }, state: 'wbRu' })
})

test('an answered review moves to the processed ones as soon as reads show the answer', async () => {
  const { get, answer, receives } = await simulator.seller()
  const { id } = await receives.review()
  await answer(id, 'Спасибо!')

  const counts = async () => (await get('/api/v1/feedbacks?isAnswered=true&take=9&skip=0')).body.data

  expect(await counts()).toMatchObject({ countUnanswered: 1, countArchive: 0 })
  await simulator.later(MINUTE)
  expect(await counts()).toMatchObject({ countUnanswered: 0, countArchive: 1 })
})

test.each(['rejected', 'rejectedAntispam'])(
  'an answer that moderation refuses as %s opens the review again',
  async (rejectedAs) => {
    const { has, answer, review, receives } = await simulator.seller()
    const { id } = await receives.review()
    await has({ moderationRejects: 1, rejectedAs })

    await answer(id, 'Пишите нам в другой мессенджер')
    await simulator.later(2 * HOUR)
    const refused = await review(id)
    await has({ moderationRejects: 0 })
    await answer(id, 'Спасибо, исправимся!')
    await simulator.later(2 * HOUR)

    expect(refused).toMatchObject({ state: 'none', answer: { state: rejectedAs, editable: false } })
    expect(await review(id)).toMatchObject({ state: 'wbRu', answer: { text: 'Спасибо, исправимся!', state: 'wbRu' } })
  },
)

test('an answer to an unknown review is 204 and nothing', async () => {
  const { answer, edit, journal, state } = await simulator.seller()

  const answered = await answer('YX52RZEBhH9mrcYdEJuD', 'Спасибо!')
  const edited = await edit('YX52RZEBhH9mrcYdEJuD', 'Спасибо ещё раз!')

  expect([answered.status, edited.status]).toEqual([204, 204])
  expect((await journal()).map(({ effect }) => effect)).toEqual(['ignored', 'ignored'])
  expect((await state()).reviews).toEqual([])
})

test('the first answer stands, and the second one changes nothing', async () => {
  const { answer, journal, review, receives } = await simulator.seller()
  const { id } = await receives.review()

  await answer(id, 'Первый ответ')
  await answer(id, 'Второй ответ')
  await simulator.later(2 * HOUR)

  expect((await review(id)).answer?.text).toBe('Первый ответ')
  expect(await journal()).toMatchObject([
    { effect: 'applied', status: 204, subject: id, text: 'Первый ответ' },
    { effect: 'ignored', status: 204, subject: id, text: 'Второй ответ' },
    { effect: 'read' },
  ])
})

test('a second answer is an edit or a refusal where the seller is set so', async () => {
  const { has, answer, review, receives } = await simulator.seller()
  const { id } = await receives.review()
  await answer(id, 'Первый ответ')
  await simulator.later(2 * HOUR)

  await has({ secondAnswer: '422' })
  const refused = await answer(id, 'Второй ответ')
  await has({ secondAnswer: 'edit' })
  await answer(id, 'Третий ответ')
  await simulator.later(2 * HOUR)

  expect(refused.status).toBe(422)
  expect((await review(id)).answer).toMatchObject({ text: 'Третий ответ', editable: false })
})

test('an answer is edited once; until moderation is done the old text stays', async () => {
  const { answer, edit, journal, review, receives } = await simulator.seller()
  const { id } = await receives.review()
  await answer(id, 'Спосибо!')
  await simulator.later(2 * HOUR)

  await edit(id, 'Спасибо!')
  await simulator.later(MINUTE)
  const waiting = await review(id)
  await simulator.later(2 * HOUR)
  await edit(id, 'Спасибо ещё раз!')
  await simulator.later(2 * HOUR)

  expect(waiting.answer).toEqual({ text: 'Спосибо!', state: 'wbRu', editable: false })
  expect((await review(id)).answer).toEqual({ text: 'Спасибо!', state: 'wbRu', editable: false })
  const effects = (await journal()).filter(({ method }) => method === 'PATCH').map(({ effect }) => effect)
  expect(effects).toEqual(['applied', 'ignored'])
})

test('moderation refuses edits unless it is told to refuse answers only', async () => {
  const { has, answer, edit, review, receives } = await simulator.seller()
  async function edited(moderationRejectsEdits: boolean): Promise<string | undefined> {
    const { id } = await receives.review()
    await has({ moderationRejects: 0 })
    await answer(id, 'Спосибо!')
    await simulator.later(2 * HOUR)
    await has({ moderationRejects: 1, moderationRejectsEdits })
    await edit(id, 'Спасибо!')
    await simulator.later(2 * HOUR)
    return (await review(id)).answer?.text
  }

  expect([await edited(true), await edited(false)]).toEqual(['Спосибо!', 'Спасибо!'])
})

test('after sixty days an answer cannot be edited any more', async () => {
  const { answer, edit, review, receives } = await simulator.seller()
  const { id } = await receives.review()
  await answer(id, 'Спасибо!')
  await simulator.later(61 * DAY)

  const late = await edit(id, 'Спасибо большое!')
  await simulator.later(2 * HOUR)

  expect(late.status).toBe(204)
  expect((await review(id)).answer).toEqual({ text: 'Спасибо!', state: 'wbRu', editable: false })
})

test.each([
  ['no content type', {}, '{"id":"a","text":"Да"}', 'content-type header not specified'],
  ['a content type that is none', { 'content-type': 'u' }, '{}', 'content-type is not a valid mime-type: u'],
  [
    'another content type',
    { 'content-type': 'application/javascript' },
    '{}',
    'not a json content-type: application/javascript',
  ],
  ['broken JSON', { 'content-type': 'application/json' }, '{"id":', 'Неверный синтаксис JSON'],
  [
    'one character',
    { 'content-type': 'application/json' },
    '{"id":"a","text":"😊"}',
    'text length must be between 2 and 5000',
  ],
])('an answer with %s is refused in the family of its own', async (_, headers, body, detail) => {
  const { token } = await simulator.seller()

  const answer = await askPlainly(
    `${simulator.url}/api/v1/feedbacks/answer`,
    'POST',
    { Authorization: token, ...headers } as Record<string, string>,
    body,
  )

  expect(answer).toMatchObject({ status: 400, type: 'application/json', body: { title: 'bad request', detail } })
})

test('an answer may have 5000 characters, and an emoji is one of them', async () => {
  const { answer, receives } = await simulator.seller()
  const { id } = await receives.review()

  expect((await answer(id, '😊'.repeat(5001))).status).toBe(400)
  expect((await answer(id, '😊'.repeat(5000))).status).toBe(204)
})

test('an answer can be accepted and never appear', async () => {
  const { has, answer, review, receives } = await simulator.seller()
  const { id } = await receives.review()
  await has({ silentNoApply: true })

  const taken = await answer(id, 'Спасибо!')
  await simulator.later(DAY)

  expect(taken.status).toBe(204)
  expect((await review(id)).answer).toBeNull()
})

test('a colleague in the portal answers first, and ours is dropped', async () => {
  const { sid, answer, review, receives } = await simulator.seller()
  const { id } = await receives.review()

  await simulator.control('POST', 'portal/answer', { sid, id, text: 'Ответ коллеги' })
  await answer(id, 'Наш ответ')

  expect((await review(id)).answer).toMatchObject({ text: 'Ответ коллеги', state: 'wbRu' })
})

test('money for an order goes back once, and only where the review allows it', async () => {
  const { call, receives, review } = await simulator.seller()
  const allowed = await receives.review({ isAbleReturnProductOrders: true })
  const usual = await receives.review()

  const ask = (body: string) => call('POST', '/api/v1/feedbacks/order/return', { body })
  const returned = await ask(JSON.stringify({ feedbackId: allowed.id }))
  const results = [
    await ask(JSON.stringify({ feedbackId: allowed.id })),
    await ask(JSON.stringify({ feedbackId: usual.id })),
    await ask(JSON.stringify({ feedbackId: 'nobody' })),
    await ask(JSON.stringify({ feedbackId: 5 })),
    await ask('{'),
  ]

  expect(returned.status).toBe(200)
  expect((await review(allowed.id)).returnProductOrdersDate).not.toBeNull()
  expect(results.map(({ status, body }) => [status, body.errorText])).toEqual([
    [422, 'Не удалось выполнить запрос на возврат покупок'],
    [422, 'Запрос на возврат покупок недоступен'],
    [400, 'Не удалось получить отзыв'],
    [400, 'Неправильный id в запросе'],
    [400, 'failed to decode JSON request.'],
  ])
})
