import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

// What is imported may be called, and nothing else: so what a module cannot reach it cannot do. A type cannot be called.

const src = join(import.meta.dirname, '../src')
const modules = new Map(
  readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('storage/generated'))
    .map((file) => [file, importsOf(file)]),
)

/** What makes a reply, or hands one to the marketplace. */
const sending = [
  'actions/queue-reply.ts',
  'actions/send-reply.ts',
  'dispatcher/deliver-reply.ts',
  'dispatcher/attempt.ts',
]

/** What knows of links and stories. */
const guessing = ['domain/link-policy.ts', 'domain/probable-link.ts', 'domain/timeline.ts', 'storage/links.ts']

test('nothing that finds, keeps, judges or tells links can make or send a reply', () => {
  const about = ['processing/find-links.ts', 'actions/judge-link.ts', 'actions/recompute-links.ts', ...guessing]

  for (const module of about) expect(sending.filter((one) => reachableFrom(module).has(one))).toEqual([])
})

test('nothing that makes or sends a reply knows of any link: a person is the only way from one to the other', () => {
  for (const module of sending) expect(guessing.filter((one) => reachableFrom(module).has(one))).toEqual([])
})

test('a reply is made in one place, which is told whose it is', () => {
  const makers = [...modules.keys()].filter((file) => sourceOf(file).includes('replyOutbox.create'))

  expect(makers).toEqual(['actions/queue-reply.ts'])
  expect(sourceOf('actions/queue-reply.ts')).toMatch(/viewer\.userId|viewer: Viewer/)
})

function reachableFrom(module: string, seen = new Set<string>()): Set<string> {
  for (const next of modules.get(module) ?? []) {
    if (seen.has(next)) continue
    seen.add(next)
    reachableFrom(next, seen)
  }
  return seen
}

function importsOf(file: string): string[] {
  const called = sourceOf(file).replace(/^(?:import|export) type [^']*'[^']+'/gm, '')
  const named = [...called.matchAll(/from '([^']+\.ts)'/g)].flatMap(([, name]) => name ?? [])
  return named.flatMap((name) => {
    if (name.startsWith('#')) return name.slice(1)
    return name.startsWith('./') ? join(dirname(file), name) : []
  })
}

function sourceOf(file: string): string {
  return readFileSync(join(src, file), 'utf8')
}
