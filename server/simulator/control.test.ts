import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { askPlainly, simulatorForTests, type TestSimulator } from './caller.ts'

const SID = 'e8923014-e233-47e8-898e-3cc86d67ea61'
const ALL = 'take=5000&skip=0'

let simulator: TestSimulator

beforeAll(async () => {
  simulator = await simulatorForTests({ seed: 'empty', moderationMs: 0, readLagMs: 0 })
})

afterAll(() => simulator.close())

const feedback = {
  id: 'xzpLWOBAbdbooOn6TySq',
  text: 'Светит ярко',
  productValuation: 5,
  createdDate: '2026-02-02T16:01:01Z',
  answer: { text: 'Спасибо!', state: 'wbRu', editable: false },
  state: 'wbRu',
  productDetails: { nmId: 282955222, imtId: 282955222, productName: 'Фонарь ручной', size: '0' },
  _answeredAt: '2026-02-02T18:13:13Z',
}

test('reviews of any shop can be loaded, and come out in the shape of the contract', async () => {
  const { get, edit, journal, sid } = await simulator.seller()
  const waiting = { ...feedback, id: 'second', answer: null, state: 'none' }

  const seeded = await simulator.control('POST', 'seed', { sid, seed: 'empty', feedbacks: [feedback, waiting] })
  const processed = await get(`/api/v1/feedbacks?isAnswered=true&${ALL}`)
  const open = await get(`/api/v1/feedbacks?isAnswered=false&${ALL}`)
  await edit(feedback.id, 'Спасибо большое!')

  expect(seeded.body).toEqual({ reviews: 2, questions: 0, chats: 0 })
  expect(processed.body.data?.feedbacks).toMatchObject([{ id: feedback.id, answer: feedback.answer }])
  expect(open.body.data?.feedbacks).toMatchObject([{ id: 'second', answer: null, state: 'none' }])
  expect((await journal()).at(-1)).toMatchObject({ effect: 'ignored' })
})

test('a file of reviews is loaded beside what there is, and the same file twice adds nothing', async () => {
  const { sid, receives, state } = await simulator.seller()
  const file = join(newFolder(), 'reviews.json')
  writeFileSync(file, JSON.stringify([feedback]))
  await receives.review()

  await simulator.control('POST', 'seed', { sid, feedbacksFile: file })
  await simulator.control('POST', 'seed', { sid, feedbacksFile: file })

  expect((await state()).reviews).toHaveLength(2)
})

test.each([
  ['seed', { sid: 'x', seed: 'everything' }, '"seed" must be shop or empty'],
  ['seed', { sid: 'x', feedbacksFile: '/nowhere.json' }, 'The file /nowhere.json cannot be read (ENOENT).'],
  ['seed', { sid: 'x', feedbacks: [{ text: 'Без номера' }] }, '"id" must be a text'],
  ['knobs', { speed: 3 }, 'There is no knob "speed"'],
  ['knobs', { secondAnswer: 'shout' }, '"secondAnswer" must be ignore or edit or 422'],
  ['buyer/review', { sid: 'x', rating: 6 }, '"rating" must be 1 to 5'],
  ['knobs', { moderationRejects: 2 }, '"moderationRejects" must be a number from 0 to 1'],
  ['knobs', { eventsPageSize: 0 }, '"eventsPageSize" must be a number from 1'],
  ['knobs', { clientID: 'yes' }, '"clientID" must be true or false'],
  ['buyer/review', { sid: 'x', stars: 1 }, '"stars" does not belong to POST /__sim/buyer/review; it takes sid, rating'],
  ['buyer/chat', { sid: 'x', sender: 'seller' }, '"sender" must be client or wb'],
  ['buyer/chat', { sid: 'x', files: [{ type: 'mp4' }] }, '"type" must be pdf or png or jpeg'],
  ['clock', { scale: -1 }, '"scale" must not be negative: time does not run backwards'],
  ['token', { categories: ['a'] }, '"categories" must be a list of whole numbers from 0 to 63'],
  ['token', { acc: 5 }, '"acc" must be 1, 2, 3, 4 or null'],
  ['token', { sid: '' }, '"sid" must be a text'],
  ['revoke', { sid: 'x', token: 'nonsense' }, '"token" is no token'],
  ['reset', {}, 'Say which "sid", or {"all": true} for everything'],
  ['seed', { sid: 'x', generate: { reviews: -1 } }, '"reviews" must be a whole number from 0 to 500000'],
  ['fail', { probability: 2 }, '"probability" must be a number from 0 to 1'],
  ['fail', { delayMs: [5, 1] }, '"delayMs" must be a number or two of them, the smaller first'],
  [
    'fail',
    { status: 'vanish' },
    '"status" must be a number or one of reset, cut, truncated, hang, slow, html, empty, error, additional',
  ],
])('%s explains what is wrong with %j', async (path, body, error) => {
  const answer = await simulator.control('POST', path, body)

  expect([answer.status, answer.body.error]).toEqual([400, expect.stringContaining(error)])
})

test('the clock stands still, jumps and runs faster', async () => {
  const own = await simulatorForTests({ seed: 'empty' })
  const now = async () => Number((await own.control('GET', 'clock')).body.now)

  await own.control('POST', 'clock', { now: '2027-01-01T00:00:00Z', scale: 0 })
  const standing = [await now(), await now()]
  await own.control('POST', 'clock', { advanceMs: 1000 })
  const jumped = await now()
  await own.control('POST', 'clock', { scale: 1_000_000 })
  await now()

  expect(standing).toEqual([1_798_761_600_000, 1_798_761_600_000])
  expect(jumped).toBe(1_798_761_601_000)
  expect(await now()).toBeGreaterThan(jumped)
  await own.close()
})

test('a reset gives one seller its first minute back and leaves the others', async () => {
  const [one, other] = [await simulator.seller(), await simulator.seller()]
  await one.receives.review()
  await other.receives.review()
  await one.has({ hideChats: true })

  await simulator.control('POST', 'reset', { sid: one.sid })

  expect((await one.state()).reviews).toHaveLength(0)
  expect((await other.state()).reviews).toHaveLength(1)
  expect((await simulator.control('GET', `knobs?sid=${one.sid}`)).body.hideChats).toBe(false)
  expect((await one.get('/ping')).status).toBe(200)
})

test('a state that names no seller is refused, and makes none', async () => {
  const { status, body } = await simulator.control('GET', 'state')

  expect([status, body]).toEqual([400, { error: '"sid" must be a text' }])
})

test('a reset of everything begins anew, and keeps no seller', async () => {
  const own = await simulatorForTests({ seed: 'empty' })
  const { sid } = await own.seller()

  await own.control('POST', 'reset', { all: true })

  expect((await own.control('GET', `state?sid=${sid}`)).status).toBe(404)
  await own.close()
})

test('the control calls are listed, each with what it takes', async () => {
  const { body } = await simulator.control('GET', '')
  const list = body as unknown as { name: string; does: string; takes: object }[]

  expect(list.length).toBeGreaterThan(25)
  expect(list.find(({ name }) => name === 'POST /__sim/clock')).toMatchObject({
    takes: { now: expect.any(String), advanceMs: expect.any(String), scale: expect.any(String) },
  })
})

test('every example of the list is a call that works or misses only what the example leaves open', async () => {
  const { body } = await simulator.control('GET', '')
  const list = body as unknown as { name: string; example?: Record<string, unknown> }[]
  const { sid } = await simulator.seller()

  for (const { name, example } of list) {
    if (!example || name === 'POST /__sim/reset') continue
    const [method = '', path = ''] = name.replace('/__sim/', '').split(' ')
    const wish = {
      ...example,
      ...('sid' in example ? { sid } : {}),
      ...('generate' in example ? { generate: {} } : {}),
    }
    const { status } = await simulator.control(method, path, wish)
    expect([name, status]).toEqual([name, JSON.stringify(wish).includes('…') ? 404 : 200])
  }
})

test('the journal tells about one seller, and can be emptied', async () => {
  const { get, journal, sid } = await simulator.seller()
  await get('/api/v1/questions/count?isAnswered=false')

  const [entry] = await journal()
  const { body: cleared } = await simulator.control('DELETE', `journal?sid=${sid}`)

  expect(entry).toEqual({
    at: expect.any(String),
    method: 'GET',
    path: '/api/v1/questions/count',
    query: 'isAnswered=false',
    status: 200,
    effect: 'read',
    subject: null,
    text: null,
    sid,
    trouble: null,
  })
  expect(cleared).toEqual([entry])
  expect(await journal()).toEqual([])
})

test('the same seed and the same requests give the same answers', async () => {
  const first = await story()
  const second = await story()

  expect(second).toEqual(first)
})

test('another random number gives other ids', async () => {
  expect(await story(2)).not.toEqual(await story())
})

test('the state survives a restart, with the clock and what is under moderation', async () => {
  const stateFile = join(newFolder(), 'state.json')
  const options = { seed: 'empty', stateFile, moderationMs: 60_000, readLagMs: 0 } as const
  const before = await simulatorForTests(options)
  const seller = await before.seller({ sid: SID })
  const { id } = await seller.receives.review()
  await seller.answer(id, 'Спасибо!')
  await before.later(86_400_000)
  const time = Number((await before.control('GET', 'clock')).body.now)
  await before.close()

  const after = await simulatorForTests(options)
  const same = await after.seller({ sid: SID })

  expect(Number((await after.control('GET', 'clock')).body.now)).toBeGreaterThanOrEqual(time)
  expect((await same.review(id)).answer).toMatchObject({ text: 'Спасибо!', state: 'wbRu' })
  await after.close()
})

test('the state is saved by itself soon after a change', async () => {
  const stateFile = join(newFolder(), 'state.json')
  const own = await simulatorForTests({ seed: 'empty', stateFile })
  const { id } = await (await own.seller()).receives.review()

  await expect.poll(() => readIfThere(stateFile), { timeout: 3000 }).toContain(id)
  await own.close()
})

test('a web page cannot use the control interface', async () => {
  const url = `${simulator.url}/__sim/clock`

  const fromPage = await askPlainly(url, 'GET', { Origin: 'https://example.com' }, '')
  const rebound = await askPlainly(url, 'GET', { Host: 'example.com' }, '')

  expect([fromPage.status, rebound.status]).toEqual([403, 403])
})

test('a person finds a page that explains everything', async () => {
  const page = await fetch(simulator.url)

  expect(page.headers.get('content-type')).toContain('text/html')
  expect(await page.text()).toContain('POST /__sim/token')
  expect((await simulator.control('GET', 'health')).body).toEqual({ ok: true })
})

/** What a seller with a fixed number sees after a few acts. Times are left out, ids and jitter are not. */
async function story(random = 1) {
  const own = await simulatorForTests({ random, seed: 'shop', moderationMs: 1000 })
  await own.control('POST', 'clock', { now: '2026-12-01T12:00:00Z', scale: 0 })
  const { answer, events, get, receives } = await own.seller({ sid: SID })
  const { id } = await receives.review({ rating: 2 })
  await answer(id, 'Спасибо!')
  await own.later(4000)

  const list = await get(`/api/v1/feedbacks?isAnswered=true&${ALL}`)
  const told = [id, list.body.data, await events(), (await get('/api/v1/seller/chats')).body, (await get('/x')).body]
  await own.close()
  // Every simulator has a port of its own, and pictures are linked by it.
  return JSON.stringify(told).replaceAll(own.url, '')
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'simulator-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
