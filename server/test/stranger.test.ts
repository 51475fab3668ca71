import { type GraphQLField, type GraphQLObjectType, isUnionType } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { encodeId } from '#graphql/ids.ts'
import { schema } from '#graphql/schema.ts'
import { ask } from '../testkit/ask.ts'
import { callFor, idsTakenBy } from '../testkit/call-for.ts'
import { type GivenSeller, givenSeller } from '../testkit/given.ts'
import { firstOnSocket } from '../testkit/socket.ts'
import { startApp, type TestApp } from '../testkit/start-app.ts'

// Made from the schema: a new field is covered on the day it appears.
const queries = callsOf('query', schema.getQueryType())
const mutations = callsOf('mutation', schema.getMutationType())
const subscriptions = callsOf('subscription', schema.getSubscriptionType())

let app: TestApp
let stranger: GivenSeller
let owner: GivenSeller
/** Ids of everything another seller has, by what they are. */
let foreign: Record<string, string>

beforeAll(async () => {
  app = await startApp()
  stranger = await givenSeller(app)
  owner = await givenSeller(app)
  foreign = await belongings(owner)
})
afterAll(async () => await app.close())

test('the owner sees her own by the very same calls', async () => {
  const seen = await Promise.all(
    Object.entries(foreign).map(
      async ([, id]) => await ask(app, owner, '{ node(id: ID) { __typename id } }'.replace('ID', JSON.stringify(id))),
    ),
  )

  expect(seen.map(({ data }) => data)).toEqual(
    Object.entries(foreign).map(([name, id]) => ({ node: { __typename: name.replace(/\d/, ''), id } })),
  )
})

test.each(queries)('a stranger learns nothing from %s', async (_, field) => {
  for (const [kind, id] of Object.entries(foreign)) {
    const { data, errors } = await ask(app, stranger, callFor('query', field, id))

    expect(errors, kind).toEqual([])
    expect(telling(data), kind).toEqual([])
  }
})

test.each(queries.filter(([, field]) => idsTakenBy(field).length > 0))(
  '%s finds nothing by another seller’s id',
  async (name, field) => {
    for (const [kind, id] of Object.entries(foreign)) {
      const { data } = await ask<Record<string, unknown>>(app, stranger, callFor('query', field, id))

      const found = data?.[name]
      if (found !== null) expect(found, kind).toMatchObject({ edges: [], totalCount: 0 })
    }
  },
)

test.each(mutations)('%s does nothing with another seller’s id', async (name, field) => {
  const before = await journal()
  for (const [kind, id] of Object.entries(foreign)) {
    const { data, errors } = await ask<Record<string, { __typename: string }>>(
      app,
      stranger,
      callFor('mutation', field, id),
    )

    expect(errors, JSON.stringify(app.logged.at(-1))).toEqual([])
    expect(data?.[name]?.__typename, kind).toBe('NotFound')
  }
  expect(await journal()).toEqual(before)
})

test.each(subscriptions)('%s tells nothing of another seller', async (_, field) => {
  for (const [kind, id] of Object.entries(foreign)) {
    expect(await firstOnSocket(app, stranger, callFor('subscription', field, id)), kind).toMatchObject({
      errors: [{ extensions: { code: 'NOT_FOUND' } }],
    })
  }
})

test('every mutation takes an id and can say that there is no such thing', () => {
  const lacking = mutations.filter(([, field]) => {
    const result = 'ofType' in field.type ? field.type.ofType : field.type
    return (
      idsTakenBy(field).length === 0 ||
      !isUnionType(result) ||
      !result.getTypes().some((member) => String(member) === 'NotFound')
    )
  })
  expect(lacking).toEqual([])
})

test.each([
  '',
  'Interaction',
  '💥',
  encodeId('Interaction', "1' OR '1'='1"),
  encodeId('Interaction', '42'),
  'a'.repeat(5000),
])('an id that is none (%s) is not found', async (id) => {
  const query =
    'query ($id: ID!) { interaction(id: $id) { id } node(id: $id) { id } interactions(filter: { sellerId: $id }) { totalCount } }'

  const { data, errors } = await ask(app, stranger, query, { id })

  expect(errors).toEqual([])
  expect(data).toEqual({ interaction: null, node: null, interactions: { totalCount: 0 } })
})

function callsOf(operation: 'query' | 'mutation' | 'subscription', type: GraphQLObjectType | null | undefined) {
  const fields = Object.values(type?.getFields() ?? {}) as GraphQLField<unknown, unknown>[]
  for (const field of fields) callFor(operation, field, 'can be made')
  return fields.map((field) => [field.name, field] as const)
}

const secret = 'Никому не говорите'

/** One of everything that a seller can have. */
async function belongings(seller: GivenSeller): Promise<Record<string, string>> {
  const { prisma } = app.deps.db
  const { sellerId, userId } = seller
  await seller.isConnected()
  const review = await seller.receives.review({ text: secret, customerName: secret })
  const question = await seller.receives.question({ text: secret })
  const chat = await seller.receives.chat({ text: secret })
  const thread = await prisma.chatThread.findUniqueOrThrow({ where: { interactionId: chat.uuid } })
  const message = await prisma.chatMessage.create({
    data: {
      threadId: thread.id,
      externalMessageId: '1',
      direction: 'incoming',
      author: 'buyer',
      text: secret,
      sentAt: app.clock.now(),
    },
  })
  const reply = await prisma.replyOutbox.create({
    data: {
      sellerId,
      interactionId: review.uuid,
      channel: 'review',
      idempotencyKey: 'key',
      text: secret,
      createdBy: userId,
    },
  })
  const response = await prisma.responseHistory.create({
    data: { sellerId, interactionId: question.uuid, channel: 'question', text: secret, source: 'wb_cabinet' },
  })
  const run = await prisma.syncRun.create({
    data: { sellerId, channel: 'review', mode: 'first', startedAt: app.clock.now() },
  })

  const note = await prisma.interactionNote.create({
    data: { sellerId, interactionId: review.uuid, idempotencyKey: 'key', text: secret, createdBy: userId },
  })
  const template = await prisma.replyTemplate.create({
    data: { sellerId, title: secret, shortcut: 'secret', text: secret, channels: ['review'] },
  })
  const job = await prisma.bulkJob.create({
    data: {
      sellerId,
      idempotencyKey: 'key',
      action: 'send',
      createdBy: userId,
      startsAt: app.clock.now(),
      items: {
        create: [
          { position: 0, sellerId, interactionId: question.uuid, channel: 'question', version: 1, text: secret },
        ],
      },
    },
  })

  return {
    Seller: seller.id,
    Interaction1: review.id,
    Interaction2: question.id,
    Interaction3: chat.id,
    Reply: encodeId('Reply', reply.id),
    Message1: encodeId('Message', `interaction:${review.uuid}`),
    Message2: encodeId('Message', `response:${response.id}`),
    Message3: encodeId('Message', `chat:${message.id}`),
    Message4: encodeId('Message', `reply:${reply.id}`),
    SyncRun: encodeId('SyncRun', run.id),
    Note: encodeId('Note', note.id),
    ReplyTemplate: encodeId('ReplyTemplate', template.id),
    BulkJob: encodeId('BulkJob', job.id),
    User: encodeId('User', userId),
  }
}

/** What an answer must not hold. */
function telling(data: unknown): string[] {
  const answer = JSON.stringify(data)
  return [secret, owner.email, owner.sellerId, ...Object.values(foreign)].filter((word) => answer.includes(word))
}

async function journal(): Promise<unknown> {
  return await app.deps.db.prisma.journalEvent.findMany({ where: { sellerId: owner.sellerId } })
}
