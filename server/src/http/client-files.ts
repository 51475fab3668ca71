import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Handler } from './handler.ts'
import { sendJson } from './send.ts'

/** Where `pnpm build` leaves the client. */
export const builtClient = join(import.meta.dirname, '../../../client/dist')

/** The built client: its files, and its page for every other address, because the client has its own routes. */
export function createClientFiles(folder: string): Handler {
  return async (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return sendJson(response, 405, { error: 'Only GET and HEAD.' })
    const path = pathIn(request.url ?? '/')
    const file = path === null ? null : await readIn(folder, path)
    if (file && path !== null) return await sendFile(request, response, path, file)
    if (path === null || extname(path) !== '') return sendJson(response, 404, { error: 'There is no such file.' })

    const page = await readIn(folder, '/index.html')
    if (page) return await sendFile(request, response, '/index.html', page)
    sendJson(response, 404, { error: 'The client is not built. The API is at /graphql.' })
  }
}

function pathIn(url: string): string | null {
  try {
    const path = normalize(decodeURIComponent(url.split('?')[0] ?? '/'))
    if (path.includes('\0') || !path.startsWith('/')) return null
    return path === '/' ? '/index.html' : path
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}

async function readIn(folder: string, path: string): Promise<Buffer | null> {
  const full = join(folder, path)
  if (!full.startsWith(folder + sep)) return null
  try {
    return await readFile(full)
  } catch (error) {
    if (error instanceof Error && 'code' in error && absent.has(error.code)) return null
    throw error
  }
}

const absent = new Set<unknown>(['ENOENT', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG'])

async function sendFile(request: IncomingMessage, response: ServerResponse, path: string, file: Buffer): Promise<void> {
  const type = types.get(extname(path)) ?? 'application/octet-stream'
  const takesGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  const isPacked = takesGzip && file.length > 1024 && /^text|javascript|json|svg/.test(type)
  const body = isPacked ? await packed(path, file) : file

  response.writeHead(200, {
    'content-type': type,
    'content-length': body.length,
    // Files under /assets are named after their content; everything else is asked for again.
    'cache-control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: 'accept-encoding',
    ...(isPacked && { 'content-encoding': 'gzip' }),
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

const zip = promisify(gzip)
const packages = new Map<string, { of: Buffer; body: Buffer }>()

async function packed(path: string, file: Buffer): Promise<Buffer> {
  const known = packages.get(path)
  if (known?.of.equals(file)) return known.body
  const body = await zip(file)
  packages.set(path, { of: file, body })
  return body
}

const types = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.map', 'application/json; charset=utf-8'],
  ['.webmanifest', 'application/manifest+json; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.ico', 'image/x-icon'],
  ['.webp', 'image/webp'],
  ['.woff2', 'font/woff2'],
  ['.txt', 'text/plain; charset=utf-8'],
])
