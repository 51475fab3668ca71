import { afterAll, beforeAll, expect, test } from 'vitest'
import { after, DAY } from '#domain/time.ts'
import { read } from '../testkit/ask.ts'
import { type GivenSeller, givenSeller, type Received } from '../testkit/given.ts'
import { startApp, type TestApp } from '../testkit/start-app.ts'

let app: TestApp
let seller: GivenSeller
beforeAll(async () => {
  app = await startApp()
  seller = await givenSeller(app)
})
afterAll(() => app.close())

test('an item tells how it came to stand as it does, the newest first, and who did it', async () => {
  const review = await seller.receives.review({ priority: 'high', priorityReason: 'rating_negative' })
  const input = { interactionId: review.id }
  await changes('setPriority', 'SetPriorityInput', { ...input, priority: 'LOW' })
  await changes('closeInteraction', 'CloseInteractionInput', input)
  await changes('reopenInteraction', 'ReopenInteractionInput', input)

  const { history } = await standingOf(review)

  expect(history.map(({ type }) => type)).toEqual(['REOPENED', 'CLOSED', 'PRIORITY_CHANGED'])
  expect(history[0]).toMatchObject({ at: app.clock.now().toISOString(), author: { __typename: 'User' } })
})

test('what is marked because many complain says how many they are within the last seven days', async () => {
  const [nmId, intent] = ['7001', 'defect_not_working']
  const at = (days: number) => after(app.clock.now(), -days * DAY)
  const marked = await seller.receives.review({ nmId, intent, needsEscalation: true, escalationReason: 'mass_defect' })
  await seller.receives.review({ nmId, intent, occurredAt: at(1) })
  await seller.receives.question({ nmId, intent: 'post_purchase_issue', occurredAt: at(6) })
  await seller.receives.review({ nmId, intent, occurredAt: at(8) })
  await seller.receives.review({ nmId, intent: 'thanks', occurredAt: at(1) })
  const unmarked = await seller.receives.review({ nmId, intent, occurredAt: at(2) })

  expect(await standingOf(marked)).toMatchObject({ similarProblemCount: 4 })
  expect(await standingOf(unmarked)).toMatchObject({ similarProblemCount: null })
})

test('what is to go on in a chat says that it waits for one, until the fourteen days are over', async () => {
  const review = await seller.receives.review({ nmId: '7002' })
  expect(await standingOf(review)).toMatchObject({ awaitsChat: false })

  await changes('escalate', 'EscalateInput', { interactionId: review.id })
  expect(await standingOf(review)).toMatchObject({ awaitsChat: true })

  app.clock.advance(15 * DAY)
  expect(await standingOf(review)).toMatchObject({ awaitsChat: false })
})

type Standing = { history: { type: string; at: string; author: object | null }[] }

async function standingOf({ id }: Received): Promise<Standing> {
  const query = `query ($id: ID!) {
    interaction(id: $id) { history { type at author { __typename } } similarProblemCount awaitsChat }
  }`
  return (await read<{ interaction: Standing }>(app, seller, query, { id })).interaction
}

async function changes(mutation: string, type: string, input: object): Promise<void> {
  await read(app, seller, `mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename } }`, { input })
}
