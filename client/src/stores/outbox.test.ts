// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { tellChanged } from '#api/changed.ts'
import { client } from '#api/client.ts'
import type { LiveInteractionFragment, SendReplyInput } from '#generated/graphql.ts'
import { forgetWritten } from '#offline/database.ts'
import { type OutboxNews, useOutbox } from './outbox.ts'
import { useSession } from './session.ts'

/** The key of the reply that the server was given last. */
let key = ''

beforeEach(() => {
  setActivePinia(createPinia())
  key = ''
  client.value = { mutation: accept, query: () => asked(null) } as unknown as typeof client.value
  const session = useSession()
  session.viewer = { user: { id: 'me', name: '', email: '' }, sellers: [] } as never
  session.state = 'signed_in'
})

afterEach(forgetWritten)

test('a reply that somebody else forestalled can no longer be taken back, and that is told once', async () => {
  const { outbox, overtaken } = await afterSending()

  tellChanged(review('ANSWERED_ELSEWHERE'))
  tellChanged(review('ANSWERED_ELSEWHERE'))

  expect(outbox.undoable).toBeNull()
  expect(overtaken()).toEqual(['review'])
})

test.each(['QUEUED', 'SENDING', 'ACCEPTED', 'CONFIRMED', 'FAILED'])(
  'a reply that is %s was forestalled by nobody',
  async (state) => {
    const { outbox, overtaken } = await afterSending()

    tellChanged(review(state))

    expect(outbox.undoable).toMatchObject({ id: 'reply' })
    expect(overtaken()).toEqual([])
  },
)

test('a reply that another device sent is not told of here', async () => {
  const { outbox, overtaken } = await afterSending()

  tellChanged(review('ANSWERED_ELSEWHERE', 'of another device'))

  expect(outbox.undoable).toMatchObject({ id: 'reply' })
  expect(overtaken()).toEqual([])
})

/** The server has the reply and holds it back for some seconds. */
async function afterSending() {
  const outbox = useOutbox()
  const news: OutboxNews[] = []
  outbox.onNews((one) => news.push(one))
  outbox.start()
  await outbox.send({ interactionId: 'review', channel: 'REVIEW', text: 'Спасибо' })
  await vi.waitFor(() => expect(outbox.undoable).not.toBeNull())

  return {
    outbox,
    overtaken: () => news.flatMap((one) => (one.kind === 'overtaken' ? one.interactionId : [])),
  }
}

function accept(_: unknown, { input }: { input: SendReplyInput }) {
  key = input.key
  const reply = { id: 'reply', key, cancellableUntil: new Date(Date.now() + 20_000).toISOString() }
  return asked({ sendReply: { __typename: 'SendReplySuccess', reply, interaction: review('QUEUED') } })
}

const asked = (data: unknown) => ({ toPromise: async () => ({ data, operation: { context: {} } }) })

const review = (state: string, itsKey = key) =>
  ({ id: 'review', lastReply: { id: 'reply', key: itsKey, state } }) as LiveInteractionFragment
