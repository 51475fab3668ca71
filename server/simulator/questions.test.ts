import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatorForTests, type TestSimulator } from './caller.ts'
import { DAY, HOUR } from './clock.ts'

let simulator: TestSimulator

beforeAll(async () => {
  simulator = await simulatorForTests({ seed: 'empty', moderationMs: HOUR, readLagMs: 0 })
})

afterAll(() => simulator.close())

const answered = (id: string, text: string) => ({ id, answer: { text }, state: 'wbRu' })
const rejected = (id: string, text: string) => ({ id, answer: { text }, state: 'none' })

test('lists, counts and single questions have the shapes of the contract', async () => {
  const { get, sid } = await simulator.seller()
  await simulator.control('POST', 'seed', { sid, seed: 'shop' })

  await get('/api/v1/questions?isAnswered=false&take=100&skip=0')
  const done = await get('/api/v1/questions?isAnswered=true&take=100&skip=0')
  await get(`/api/v1/question?id=${done.body.data?.questions[0]?.id}`)
  const count = await get('/api/v1/questions/count')
  await get('/api/v1/questions/count-unanswered')

  expect(count.body.data).toBe(done.body.data?.questions.length)
})

test.each(['take=10001&skip=0', 'take=1&skip=10001', 'take=6000&skip=4001', 'take=1'])(
  'a list of questions refuses %s',
  async (query) => {
    const { get } = await simulator.seller()

    const answer = await get(`/api/v1/questions?isAnswered=false&${query}`)

    expect(answer).toMatchObject({ status: 400, body: { errorText: 'Something went wrong' } })
  },
)

test('an answer appears when moderation has let it through', async () => {
  const { patchQuestion, question, receives } = await simulator.seller()
  const { id } = await receives.question()

  const taken = await patchQuestion(answered(id, 'Да, есть.'))
  const waiting = await question(id)
  await simulator.later(2 * HOUR)

  expect(taken.status).toBe(200)
  expect(waiting).toMatchObject({ state: 'suppliersPortalSynch', answer: null, wasViewed: true })
  expect(await question(id)).toMatchObject({ state: 'wbRu', answer: { text: 'Да, есть.', editable: true } })
})

test('a refused answer never appears, and another one may be tried', async () => {
  const { has, patchQuestion, question, receives } = await simulator.seller()
  const { id } = await receives.question()
  await has({ moderationRejects: 1 })

  await patchQuestion(answered(id, 'Смотрите на нашем сайте'))
  await simulator.later(DAY)
  const refused = await question(id)
  await has({ moderationRejects: 0 })
  await patchQuestion(answered(id, 'Да, есть.'))
  await simulator.later(DAY)

  expect(refused).toMatchObject({ state: 'suppliersPortalSynch', answer: null })
  expect((await question(id)).answer).toMatchObject({ text: 'Да, есть.', editable: true })
})

test('a repeated answer is an edit, and the third one is 422', async () => {
  const { patchQuestion, question, receives } = await simulator.seller()
  const { id } = await receives.question()

  await patchQuestion(answered(id, 'Да'))
  const repeated = await patchQuestion(answered(id, 'Да, есть.'))
  const third = await patchQuestion(answered(id, 'Есть!'))
  await simulator.later(2 * HOUR)

  expect(repeated.status).toBe(200)
  expect(third).toMatchObject({ status: 422, body: { errorText: 'Не удалось отредактировать вопрос' } })
  expect((await question(id)).answer).toMatchObject({ text: 'Да, есть.', editable: false })
})

test('after sixty days an answer cannot be edited', async () => {
  const { patchQuestion, receives } = await simulator.seller()
  const { id } = await receives.question()
  await patchQuestion(answered(id, 'Да'))
  await simulator.later(61 * DAY)

  expect((await patchQuestion(answered(id, 'Да, есть.'))).status).toBe(422)
})

test('a rejected question is hidden from buyers and counts as answered', async () => {
  const { get, patchQuestion, question, receives } = await simulator.seller()
  const { id } = await receives.question()

  await patchQuestion(rejected(id, 'Вопрос не о товаре'))

  expect(await question(id)).toMatchObject({ state: 'none', answer: { text: 'Вопрос не о товаре', editable: false } })
  expect((await get('/api/v1/questions/count?isAnswered=true')).body.data).toBe(1)
})

test('a look at a question is written down', async () => {
  const { patchQuestion, question, receives, journal } = await simulator.seller()
  const { id } = await receives.question()

  await patchQuestion({ id, wasViewed: true })
  await patchQuestion({ id, wasViewed: true })

  expect(await question(id)).toMatchObject({ wasViewed: true, state: 'suppliersPortalSynch' })
  expect((await journal()).map(({ effect }) => effect)).toEqual(['applied', 'ignored', 'read'])
})

test('an unknown question is 404', async () => {
  const { patchQuestion, get } = await simulator.seller()

  const patched = await patchQuestion(answered('2ncBtX4B9I0UHoornoqG', 'Да, есть.'))
  const read = await get('/api/v1/question?id=2ncBtX4B9I0UHoornoqG')

  expect(patched).toMatchObject({ status: 404, body: { errorText: 'Не найден отзыв' } })
  expect(read).toMatchObject({ status: 422, body: { errorText: 'Невозможно получить вопрос по id' } })
})

test.each([
  ['both shapes at once', { wasViewed: true, answer: { text: 'Да' }, state: 'wbRu' }, 'Something went wrong'],
  ['no act at all', {}, 'Something went wrong'],
  ['no state', { answer: { text: 'Да' } }, 'Empty state in request'],
  ['an unknown state', { answer: { text: 'Да' }, state: 'ready' }, 'Unknown state in request: ready'],
  ['no text', { state: 'wbRu' }, 'Something went wrong'],
])('a question is not changed by a body with %s', async (_, body, errorText) => {
  const { patchQuestion, question, receives } = await simulator.seller()
  const { id } = await receives.question()

  const answer = await patchQuestion({ id, ...body })

  expect(answer).toMatchObject({ status: 400, body: { errorText } })
  expect(await question(id)).toMatchObject({ wasViewed: false, answer: null })
})

test('a number as the id succeeds and does nothing', async () => {
  const { patchQuestion, journal } = await simulator.seller()

  const answer = await patchQuestion({ id: 12345, answer: { text: 'Да' }, state: 'wbRu' })

  expect(answer.status).toBe(200)
  expect(await journal()).toMatchObject([{ effect: 'ignored', subject: '12345' }])
})

test('an answer can report success and do nothing', async () => {
  const { has, patchQuestion, question, receives } = await simulator.seller()
  const { id } = await receives.question()
  await has({ silentNoApply: true })

  const taken = await patchQuestion(answered(id, 'Да, есть.'))
  await simulator.later(DAY)

  expect(taken.status).toBe(200)
  expect((await question(id)).answer).toBeNull()
})
