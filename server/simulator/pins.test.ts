import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatorForTests, type TestSimulator } from './caller.ts'
import { MINUTE } from './clock.ts'

const PINS = '/api/feedbacks/v1/pins'

let simulator: TestSimulator

beforeAll(async () => {
  simulator = await simulatorForTests({ seed: 'empty' })
})

afterAll(() => simulator.close())

type Result = { feedbackId: string; pinId?: number; isErrors: boolean; errors?: { status: string }[] }

async function subscriber(pinAccess = 'both') {
  const seller = await simulator.seller()
  await seller.has({ pinAccess })
  const write = async (method: string, body: unknown) => await seller.call(method, PINS, { body: JSON.stringify(body) })
  const wish = (feedbackId: string, change: object = {}) => ({
    pinMethod: 'subscription',
    pinOn: 'nm',
    feedbackId,
    ...change,
  })
  return {
    ...seller,
    write,
    wish,
    pin: async (...wishes: object[]) => (await write('POST', wishes)).body.data as unknown as Result[],
    list: async (query = '') =>
      (await seller.get(`${PINS}?${query}`)).body.data as unknown as Record<string, unknown>[],
  }
}

test.each([
  ['GET', PINS],
  ['POST', PINS],
  ['DELETE', PINS],
  ['GET', `${PINS}/count`],
  ['GET', `${PINS}/limits`],
])('without a subscription %s %s is 403', async (method, path) => {
  const { call } = await simulator.seller()

  const refused = await call(method, path)

  expect(refused).toMatchObject({
    status: 403,
    body: { origin: 'pin-open-api', title: 'no active subscription or tariff' },
  })
})

test('a pinned review is listed, counted, taken from the limit, and can be unpinned', async () => {
  const { pin, wish, list, get, write, receives, journal } = await subscriber()
  const { id, productDetails } = await receives.review({ nmId: 214530871 })

  const [result] = await pin(wish(id))
  const listed = await list()
  const count = await get(`${PINS}/count?state=pinned`)
  const limits = await get(`${PINS}/limits`)
  const undone = await write('DELETE', [result?.pinId, 5])

  expect(result).toMatchObject({ feedbackId: id, pinId: expect.any(Number), isErrors: false })
  expect(listed).toMatchObject([{ feedbackId: id, nmId: productDetails.nmId, state: 'pinned', pinId: result?.pinId }])
  expect(count.body.data).toBe(1)
  expect(limits.body.data).toMatchObject({
    subscription: { used: 1, remaining: 14, totalLimit: 15, perUnitLimit: 2, unlimited: false },
    tariff: { used: 0, remaining: 5 },
  })
  expect(undone.body.data).toEqual([result?.pinId])
  expect(await list()).toEqual([])
  expect((await journal()).filter(({ effect }) => effect === 'applied')).toHaveLength(2)
})

test('what was not paid for has no limits', async () => {
  const { get } = await subscriber('tariff')

  expect((await get(`${PINS}/limits`)).body.data).toMatchObject({ subscription: null, tariff: { totalLimit: 5 } })
})

test('each review of a request is pinned or refused for itself', async () => {
  const { pin, wish, receives, has } = await subscriber()
  const ids = []
  for (let count = 0; count < 3; count += 1) ids.push((await receives.review({ nmId: 214530871 })).id)
  const [first = '', second = '', third = ''] = ids

  const results = await pin(
    wish(first),
    wish(first),
    wish('nobody'),
    wish(second),
    wish(third),
    wish(third, { pinOn: 'imt' }),
  )
  await has({ pinAccess: 'subscription' })
  const [unpaid] = await pin(wish(third, { pinMethod: 'tariff' }))

  expect([...results, unpaid].map((one) => one?.errors?.[0]?.status ?? 'pinned')).toEqual([
    'pinned',
    'alreadyPinned',
    'itemNotFound',
    'pinned',
    'unitLimitReached',
    'pinned',
    'tariffRestriction',
  ])
})

test('no more than fifteen reviews are pinned by one subscription', async () => {
  const { pin, wish, receives } = await subscriber()
  const ids = []
  for (let count = 0; count < 16; count += 1) ids.push((await receives.review({ nmId: 9000 + count })).id)

  const results = await pin(...ids.map((id) => wish(id)))

  expect(results.filter(({ isErrors }) => !isErrors)).toHaveLength(15)
  expect(results.at(-1)?.errors).toMatchObject([{ status: 'globalLimitReached' }])
})

test('WB unpins what is gone and what is no longer paid for, and says why', async () => {
  const { sid, pin, wish, list, receives, has } = await subscriber()
  const [gone, unpaid] = [await receives.review({ nmId: 1 }), await receives.review({ nmId: 2 })]
  await pin(wish(gone.id, { pinMethod: 'tariff' }), wish(unpaid.id))

  await simulator.control('POST', 'remove', { sid, id: gone.id })
  await has({ pinAccess: 'tariff' })

  expect((await list('state=unpinned')).map(({ unpinnedCause }) => unpinnedCause)).toEqual([
    'sysNoratingUnpinned',
    'sysTariffUnpinned',
  ])
  expect(await list('state=pinned')).toEqual([])
})

test('the list is filtered and paged by the last operation', async () => {
  const { pin, wish, list, get, receives } = await subscriber()
  const [one, other] = [await receives.review({ nmId: 71 }), await receives.review({ nmId: 72 })]
  await pin(wish(one.id))
  await simulator.later(MINUTE)
  const { body: clock } = await simulator.control('GET', 'clock')
  await pin(wish(other.id, { pinOn: 'imt' }))

  const first = await get(`${PINS}?limit=1`)
  const rest = await get(`${PINS}?limit=1&next=${first.body.next}`)
  const found = await Promise.all(
    [
      'pinOn=imt',
      'nmId=72',
      `imtId=${other.productDetails.imtId}`,
      `feedbackId=${other.id}`,
      `dateFrom=${String(clock.iso).slice(0, 19)}Z`,
    ].map(async (query) => (await list(query)).map(({ feedbackId }) => feedbackId)),
  )

  expect(first.body.data).toMatchObject([{ feedbackId: one.id }])
  expect(rest.body).toMatchObject({ data: [{ feedbackId: other.id }] })
  expect(rest.body).not.toHaveProperty('next')
  expect(found.slice(0, 4)).toEqual(Array(4).fill([other.id]))
  expect(found[4]).toContain(other.id)
})

test.each([
  ['state=both', "state must be one of the values 'pinned', 'unpinned'"],
  ['pinOn=card', "pinOn must be one of the values 'nm', 'imt'"],
  ['nmId=x', 'nmId must be an integer'],
  ['limit=501', 'limit must be between 1 and 500'],
  ['dateFrom=yesterday', 'dateFrom must be a date-time'],
])('pins refuse %s', async (query, detail) => {
  const { get } = await subscriber()

  expect(await get(`${PINS}?${query}`)).toMatchObject({ status: 400, body: { detail } })
})

test.each([
  ['POST', {}],
  ['POST', [{ pinMethod: 'gift', pinOn: 'nm', feedbackId: 'x' }]],
  ['POST', [{ pinMethod: 'tariff', pinOn: 'nm' }]],
  ['POST', Array(501).fill({ pinMethod: 'tariff', pinOn: 'nm', feedbackId: 'x' })],
  ['DELETE', ['1']],
])('a body that is none is refused: %s', async (method, body) => {
  const { write } = await subscriber()

  expect(await write(method, body)).toMatchObject({ status: 400, body: { detail: 'invalid request body' } })
})
