import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatorForTests, type TestSimulator } from './caller.ts'
import { DAY } from './clock.ts'
import type { Claim } from './model.ts'

let simulator: TestSimulator

beforeAll(async () => {
  simulator = await simulatorForTests({ seed: 'empty' })
})

afterAll(() => simulator.close())

async function seller() {
  const known = await simulator.seller()
  const { sid, get, call } = known
  return {
    ...known,
    claims: async (query = 'is_archive=false') =>
      (await get(`/api/v1/claims?${query}`)).body as unknown as { claims: Claim[]; total: number },
    claim: async (wish: object = {}) =>
      (await simulator.control('POST', 'buyer/claim', { sid, text: 'Не тот цвет', ...wish })).body as unknown as Claim,
    decide: async (id: string, action?: string, comment?: string) =>
      await call('PATCH', '/api/v1/claim', { body: JSON.stringify({ id, action, comment }) }),
  }
}

const COMMENT = 'Фото не имеет отношения к товару'

test('a claim is under consideration until the seller decides, and then in the archive', async () => {
  const { claim, claims, decide, journal } = await seller()
  const { id } = await claim({ photos: 2, videos: 1, price: 157.5 })

  const [open] = (await claims()).claims
  const done = await decide(id, 'approve2')
  const [archived] = (await claims('is_archive=true')).claims

  expect(open).toMatchObject({ id, status: 0, status_ex: 0, claim_type: 1, price: 157.5, wb_comment: null })
  expect(done).toMatchObject({ status: 200, text: '' })
  expect(await claims()).toEqual({ claims: [], total: 0 })
  expect(archived).toMatchObject({ id, status: 2, status_ex: 10, actions: [] })
  expect((await journal()).filter(({ effect }) => effect === 'applied')).toMatchObject([
    { subject: id, text: 'approve2' },
  ])
})

test.each([
  ['approve1', undefined, 2, 8],
  ['approve2', undefined, 2, 10],
  ['autorefund1', undefined, 2, 5],
  ['reject1', undefined, 1, 1],
  ['reject2', undefined, 1, 1],
  ['reject3', undefined, 1, 1],
  ['rejectcustom', COMMENT, 1, 1],
])('after %s the claim has its state', async (action, comment, status, status_ex) => {
  const { claim, claims, decide } = await seller()
  const { id } = await claim()

  const { status: code } = await decide(id, action, comment)

  expect(code).toBe(200)
  expect((await claims(`is_archive=true&id=${id}`)).claims).toMatchObject([{ status, status_ex }])
})

test('a refusal may be thought over, once', async () => {
  const { claim, claims, decide } = await seller()
  const { id } = await claim()
  await decide(id, 'rejectcustom', COMMENT)
  const [refused] = (await claims('is_archive=true')).claims

  const approved = await decide(id, 'autorefund1')
  const again = await decide(id, 'autorefund1')

  expect(refused).toMatchObject({ wb_comment: COMMENT, actions: ['autorefund1', 'approve1'] })
  expect(approved.status).toBe(200)
  expect(again).toMatchObject({ status: 400, type: 'application/json; charset=utf-8' })
})

test('a thing that comes back to the shop is waited for, and taken', async () => {
  const { claim, claims, decide } = await seller()
  const { id } = await claim({ selfPickup: true })

  await decide(id, 'approvecc1', 'Приходите с 10 до 18')
  const waiting = await claims()
  await decide(id, 'confirmreturngoodcc1')

  expect(waiting.claims).toMatchObject([{ id, actions: ['confirmreturngoodcc1', 'rejectcustom'] }])
  expect((await claims('is_archive=true')).claims).toMatchObject([{ id, status: 2, actions: [] }])
})

test.each([
  [undefined, undefined, 'The Action field is required.'],
  ['approvecc1', undefined, 'The action approvecc1 is not available for this claim.'],
  ['rejectcustom', undefined, 'The Comment field is required.'],
  ['rejectcustom', 'Коротко', 'The Comment field must have from 10 to 1000 characters.'],
  ['rejectcustom', 'а'.repeat(1001), 'The Comment field must have from 10 to 1000 characters.'],
  ['approve1', COMMENT, 'The Comment field does not belong to the action approve1.'],
])('%s with the comment %s is refused', async (action, comment, details) => {
  const { claim, claims, decide } = await seller()
  const { id } = await claim()

  const refused = await decide(id, action, comment)

  expect(refused).toMatchObject({
    status: 400,
    body: { title: 'Validation error', detail: `Input model is not valid; Details: ${details}` },
  })
  expect((await claims()).total).toBe(1)
})

test('a claim nobody made is refused', async () => {
  const { decide } = await seller()

  expect((await decide('fe3e9337-e9f9-423c-8930-946a8ebef801', 'approve1')).status).toBe(400)
})

test('claims are filtered and paged, the newest first, and forgotten after two weeks', async () => {
  const { claim, claims } = await seller()
  const { body: clock } = await simulator.control('GET', 'clock')
  const ago = (days: number) => Number(clock.now) - days * DAY
  const [old, middle, young] = [
    await claim({ createdDate: ago(13), nmId: 1 }),
    await claim({ createdDate: ago(5), nmId: 2 }),
    await claim({ createdDate: ago(1), nmId: 2 }),
  ]
  await claim({ createdDate: ago(15) })
  const ids = async (query: string) => (await claims(`is_archive=false&${query}`)).claims.map(({ id }) => id)

  expect(await ids('')).toEqual([young.id, middle.id, old.id])
  expect(await ids('nm_id=2')).toEqual([young.id, middle.id])
  expect(await ids('limit=1&offset=1')).toEqual([middle.id])
  expect((await claims('is_archive=false&limit=1')).total).toBe(3)
  await simulator.later(2 * DAY)
  expect(await ids('')).toEqual([young.id, middle.id])
})

test('a claim made in a chat is about the order of the chat', async () => {
  const { claim, chats, receives } = await seller()
  const { chatID } = await receives.message({ nmId: 214530871 })
  const [chat] = await chats()

  expect(await claim({ chatID })).toMatchObject({ claim_type: 3, srid: chat?.goodCard?.rid, nm_id: 214530871 })
})

test.each([
  ['', 'missing field `is_archive`'],
  ['is_archive=yes', 'provided string was not `true` or `false`'],
  ['is_archive=true&limit=201', 'invalid value for `limit`'],
  ['is_archive=true&limit=0', 'invalid value for `limit`'],
  ['is_archive=true&offset=-1', 'invalid value for `offset`'],
  ['is_archive=true&id=5', 'UUID parsing failed'],
  ['is_archive=true&nm_id=x', 'invalid digit found in string'],
])('claims refuse %s', async (query, words) => {
  const { get } = await seller()

  const refused = await get(`/api/v1/claims?${query}`)

  expect(refused).toMatchObject({
    status: 400,
    body: { title: 'Invalid query params', detail: `Failed to deserialize query string: ${words}` },
  })
})
