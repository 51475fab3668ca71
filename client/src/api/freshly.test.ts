// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { Client, fetchExchange } from '@urql/core'
import { beforeEach, expect, test, vi } from 'vitest'
import { InteractionContextDocument } from '#generated/graphql.ts'
import { client } from './client.ts'
import { askFreshly } from './freshly.ts'

/** Requests that wait for their answers, oldest first. */
let waiting: ((links: string[]) => void)[] = []

beforeEach(() => {
  waiting = []
  client.value = new Client({ url: '/graphql', preferGetMethod: false, exchanges: [fetchExchange], fetch: answer })
})

test('a question that was under way when something happened is asked once more', async () => {
  const heard: string[][] = []
  client.value
    .query(InteractionContextDocument, { id: 'chat', windowDays: 45 }, { requestPolicy: 'network-only' })
    .subscribe(({ data }) => data && heard.push(linksIn(data)))
  await vi.waitFor(() => expect(waiting).toHaveLength(1))

  const fresh = askFreshly(InteractionContextDocument, { id: 'chat', windowDays: 45 })
  waiting[0]?.([])
  await vi.waitFor(() => expect(waiting).toHaveLength(2))
  waiting[1]?.(['review'])

  expect(linksIn((await fresh).data)).toEqual(['review'])
  expect(heard.at(-1)).toEqual(['review'])
})

test('otherwise once is enough', async () => {
  const fresh = askFreshly(InteractionContextDocument, { id: 'chat', windowDays: 45 })
  await vi.waitFor(() => expect(waiting).toHaveLength(1))
  waiting[0]?.(['review'])

  expect(linksIn((await fresh).data)).toEqual(['review'])
  expect(waiting).toHaveLength(1)
})

function answer(): Promise<Response> {
  return new Promise((resolve) => {
    waiting.push((links) => {
      const data = { interaction: { id: 'chat', links: links.map((id) => ({ id })) } }
      resolve(new Response(JSON.stringify({ data }), { headers: { 'content-type': 'application/json' } }))
    })
  })
}

function linksIn(data: unknown): string[] {
  const { interaction } = data as { interaction: { links: { id: string }[] } }
  return interaction.links.map(({ id }) => id)
}
