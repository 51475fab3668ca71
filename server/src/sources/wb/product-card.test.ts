import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { startSimulator } from '../../../simulator/start-simulator.ts'
import { openProductCards } from './product-card.ts'

let server: Server | null = null
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
  server = null
})

test('the card of a product is read whole, with the address of its picture, and the picture is there', async () => {
  const simulator = await startSimulator({ port: 0, seed: 'empty' })
  try {
    const found = await openProductCards({ url: simulator.url, timeoutMs: 5000 }).find('214530871')

    expect(found).toMatchObject({
      kind: 'card',
      card: {
        name: 'Рубашка женская льняная оверсайз',
        brand: 'Вереск',
        category: 'Женщинам',
        subcategory: 'Рубашки',
        compositions: ['лён 100%'],
        imageUrl: `${simulator.url}/vol2145/part214530/214530871/images/c246x328/1.webp`,
      },
    })
    const card = found.kind === 'card' ? found.card : null
    expect(card?.options[0]).toEqual({ name: 'Состав', value: 'лён 100%' })
    expect((await fetch(card?.imageUrl ?? '')).headers.get('content-type')).toBe('image/png')
    expect(await openProductCards({ url: simulator.url, timeoutMs: 5000 }).find('5')).toEqual({ kind: 'none' })
  } finally {
    await simulator.close()
  }
})

test.each<[string, RequestListener, object]>([
  ['nothing there', (_, response) => response.writeHead(404).end(), { kind: 'none' }],
  ['trouble', (_, response) => response.writeHead(503).end('busy'), { kind: 'failed' }],
  ['a page instead of a card', (_, response) => response.end('<html>'), { kind: 'failed' }],
  ['the card of another product', (_, response) => response.end('{"nm_id": 6}'), { kind: 'failed' }],
  ['another address', (_, response) => response.writeHead(302, { location: '/' }).end(), { kind: 'failed' }],
  ['no answer in time', () => undefined, { kind: 'failed' }],
])('%s is told, never thrown', async (_, listener, told) => {
  expect(await openProductCards({ url: await listening(listener), timeoutMs: 200 }).find('5')).toMatchObject(told)
})

test('a card with fields that are missing or odd tells what it has', async () => {
  const odd = { nm_id: 5, imt_name: 'Пазл', options: [null, { name: 'Вес' }, 7], compositions: 'фанера', media: null }
  const url = await listening((_, response) => response.end(JSON.stringify(odd)))

  expect(await openProductCards({ url, timeoutMs: 1000 }).find('5')).toMatchObject({
    kind: 'card',
    card: { name: 'Пазл', brand: null, options: [], compositions: [], description: null },
  })
})

test('what is no number of a product is asked of nobody', async () => {
  const asked: string[] = []
  const url = await listening(({ url = '' }, response) => {
    asked.push(url)
    response.end()
  })

  expect(await openProductCards({ url, timeoutMs: 1000 }).find('../secret')).toEqual({ kind: 'none' })
  expect(asked).toEqual([])
})

async function listening(listener: RequestListener): Promise<string> {
  server = createServer(listener)
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
