import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createClientFiles } from './client-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'agentiq-client-'))
let server: Server

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>AgentIQ</title>')
  writeFileSync(join(folder, 'sw.js'), 'self')
  writeFileSync(join(folder, 'assets/index-Bq3.js'), `console.log("${'x'.repeat(4000)}")`)
  const handle = createClientFiles(folder)
  server = createServer((request, response) => void handle(request, response))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
  rmSync(folder, { recursive: true })
})

test('the client’s page answers every address of its own, and is asked for each time', async () => {
  const page = await get('/inbox/some-id?tab=1')

  expect(await page.text()).toContain('<title>AgentIQ</title>')
  expect(page.headers.get('cache-control')).toBe('no-cache')
  expect((await get('/sw.js')).headers.get('cache-control')).toBe('no-cache')
})

test('files named after their content are packed and kept for ever', async () => {
  const asset = await get('/assets/index-Bq3.js')

  expect(asset.headers.get('cache-control')).toContain('immutable')
  expect(asset.headers.get('content-encoding')).toBe('gzip')
  expect(await asset.text()).toContain('xxxx')
})

test.each(['/assets/missing.js', '/..%2f..%2fetc%2fpasswd.txt', '/%00.txt', '/%E0%A4%A'])(
  '%s is no file',
  async (path) => {
    expect((await get(path)).status).toBe(404)
  },
)

test('nothing outside the folder is read', async () => {
  writeFileSync(join(folder, '../agentiq-outside.txt'), 'secret')
  const answer = await get('/..%2fagentiq-outside.txt')
  rmSync(join(folder, '../agentiq-outside.txt'))

  expect(await answer.text()).not.toContain('secret')
})

async function get(path: string): Promise<Response> {
  const { port } = server.address() as AddressInfo
  return await fetch(`http://127.0.0.1:${port}${path}`)
}
