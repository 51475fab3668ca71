import { expect, test } from 'vitest'
import { simulatorForTests, type TestSimulator } from './caller.ts'
import type { Pace } from './scripted-buyer.ts'

const quick: Pace = { writesMs: [10, 20], repliesMs: [5, 10], mostItems: 12 }

test('the buyer keeps writing new things to a seller who is there, and stops in good time', async () => {
  const simulator = await simulatorWithBuyer()
  const present = await simulator.seller()
  const absent = await simulator.seller()
  await present.get('/ping')

  await expect.poll(() => itemsOf(present), { timeout: 5000 }).toHaveLength(12)
  await new Promise((resolve) => setTimeout(resolve, 100))

  const items = await itemsOf(present)
  expect(items).toHaveLength(12)
  expect(new Set(items).size).toBe(12)
  expect(await itemsOf(absent)).toEqual([])
  await simulator.close()
})

test('the buyer writes back in a chat', async () => {
  const simulator = await simulatorWithBuyer({ writesMs: [60_000, 60_000] })
  const { send, chats, events, receives } = await simulator.seller({ sid: 'always-answered' })
  await receives.message({ text: 'Где мой заказ?' })
  const [chat] = await chats()
  for (const message of ['Здравствуйте!', 'Проверяем.', 'Он в пути.', 'Будет завтра.']) {
    await send({ replySign: chat?.replySign ?? '', message })
  }

  const words = async () => (await events()).events.filter(({ sender }) => sender === 'client').length

  await expect.poll(words, { timeout: 5000 }).toBeGreaterThan(1)
  await simulator.close()
})

function simulatorWithBuyer(pace: Partial<Pace> = {}) {
  return simulatorForTests({ seed: 'empty', scriptedBuyer: true, buyerPace: { ...quick, ...pace } })
}

async function itemsOf(seller: Awaited<ReturnType<TestSimulator['seller']>>): Promise<string[]> {
  const { reviews, questions, chats } = (await seller.state()) as Record<
    string,
    { text?: string; pros?: string; lastMessage?: { text: string } }[]
  >
  return [...(reviews ?? []), ...(questions ?? []), ...(chats ?? [])].map(
    ({ text, pros, lastMessage }) => text || pros || lastMessage?.text || '',
  )
}
