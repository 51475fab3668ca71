import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSchema, parse, validate } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { printedSchema } from '#graphql/schema.ts'
import { read } from '../testkit/ask.ts'
import { type GivenSeller, givenSeller } from '../testkit/given.ts'
import { startApp, type TestApp } from '../testkit/start-app.ts'

const folder = join(import.meta.dirname, '../../schema/examples')
const examples = readdirSync(folder).filter((name) => name.endsWith('.graphql'))

let app: TestApp
let seller: GivenSeller

beforeAll(async () => {
  app = await startApp()
  seller = await givenSeller(app)
  await seller.isConnected()
})
afterAll(async () => await app.close())

test.each(examples)('%s is an operation of this API', (name) => {
  expect(validate(buildSchema(printedSchema()), parse(textOf(name)))).toEqual([])
})

test.each(examples.filter((name) => name !== 'follow-inbox.graphql'))(
  'a partner copies %s and it works',
  async (name) => {
    const review = await seller.receives.review({ priority: 'urgent', nmId: '777', rating: 1 })
    const key = randomUUID()
    const sent = await read<{ sendReply: { reply?: { id: string } } }>(app, seller, textOf('send-reply.graphql'), {
      interactionId: (await seller.receives.question()).id,
      text: 'Да, в наличии',
      key,
    })
    const replyId = sent.sendReply.reply?.id
    const variables = {
      id: idFor(name, review.id, replyId),
      interactionId: review.id,
      replyId,
      nmId: '777',
      text: 'Передали мастеру',
      version: 1,
      key: randomUUID(),
    }

    const answer = JSON.stringify(await read(app, seller, textOf(name), variables))

    expect(answer).not.toMatch(/NotFound|BadInput|Conflict|"(node|interaction|viewer)":null/)
  },
)

function idFor(name: string, interactionId: string, replyId: string | undefined): string | undefined {
  return name === 'reply-receipt.graphql' ? replyId : interactionId
}

function textOf(name: string): string {
  return readFileSync(join(folder, name), 'utf8')
}
