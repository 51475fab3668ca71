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

/** What asks a model, reads what it says, or decides when it is asked. */
const askingModels = [
  'ai/openai.ts',
  'domain/draft-answer.ts',
  'processing/compose-draft.ts',
  'processing/write-draft.ts',
  'processing/line-up-drafts.ts',
  'processing/read-intent.ts',
  'actions/generate-draft.ts',
]

test('nothing that asks a model, keeps what it said or tells it can make or send a reply', () => {
  for (const module of [...askingModels, 'storage/drafts.ts', 'storage/draft-facts.ts'])
    expect([module, sending.filter((one) => reachableFrom(module).has(one))]).toEqual([module, []])
})

test('nothing that makes or sends a reply asks a model; of drafts it knows only the one that a reply is compared with', () => {
  for (const module of [...sending, 'actions/carry-out-bulk.ts', 'actions/edit-reply.ts', 'actions/restart-reply.ts']) {
    const known = reachableFrom(module)
    expect([module, [...askingModels, 'storage/draft-facts.ts'].filter((one) => known.has(one))]).toEqual([module, []])
    const readers = [...known, module].filter((one) => (modules.get(one) ?? []).includes('storage/drafts.ts'))
    expect([module, readers.filter((one) => one !== 'storage/taken-replies.ts')]).toEqual([module, []])
  }
  expect(sourceOf('storage/taken-replies.ts')).toContain("import { shownDraftOf } from './drafts.ts'")
})

test('a model is asked for drafts and for what a question is about, and nothing runs what it says', () => {
  expect(whoCalls('askModel')).toEqual(['processing/compose-draft.ts', 'processing/read-intent.ts'])
  expect(whoSays(/\beval\(|new Function\(|node:vm/)).toEqual([])
})

test('the words of a reply come from an operator’s request: nothing else puts a text in line', () => {
  expect(whoCalls('queueReply')).toEqual([
    'actions/edit-reply.ts',
    'actions/reject-question.ts',
    'actions/send-reply.ts',
  ])
  expect(whoCalls('sendReply')).toEqual(['actions/carry-out-bulk.ts', 'graphql/send-reply.ts'])
  expect(whoCalls('editReply')).toEqual(['graphql/edit-reply.ts'])
  // What is sent with many others was approved one by one, and is kept as it came in.
  expect(whoSays(/bulkItem\.create|INSERT INTO bulk_item/)).toEqual(['actions/start-bulk.ts'])
  expect(whoCalls('startBulk')).toEqual(['graphql/bulk.ts'])
  expect(whoSays(/INSERT INTO reply_outbox|replyOutbox\.(?:create|upsert)/)).toEqual(['actions/queue-reply.ts'])
  expect(whoSays(/UPDATE reply_outbox(?:(?!WHERE)[^`])*\btext\b\s*=/)).toEqual([])
})

test('a reply is made in one place, which is told whose it is', () => {
  const makers = [...modules.keys()].filter((file) => sourceOf(file).includes('replyOutbox.create'))

  expect(makers).toEqual(['actions/queue-reply.ts'])
  expect(sourceOf('actions/queue-reply.ts')).toMatch(/viewer\.userId|viewer: Viewer/)
})

/** The modules that call a function of this name. */
function whoCalls(name: string): string[] {
  return whoSays(new RegExp(`(?<!function )\\b${name}\\(`))
}

/** The modules whose source has it, in order. */
function whoSays(words: RegExp): string[] {
  return [...modules.keys()].filter((file) => words.test(sourceOf(file))).sort()
}

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
  const named = [...called.matchAll(/(?:from |import\()'([^']+\.ts)'/g)].flatMap(([, name]) => name ?? [])
  return named.flatMap((name) => {
    if (name.startsWith('#')) return name.slice(1)
    return name.startsWith('.') ? join(dirname(file), name) : []
  })
}

function sourceOf(file: string): string {
  return readFileSync(join(src, file), 'utf8')
}
