import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { tool, top } from './steps.ts'

type Place = { imports?: string; exports?: string; says?: string }

// What each folder may not write, and something near it that it may. A place stands for a file of that folder.
const illegal: [folder: string, line: Place][] = [
  ['server/src', { imports: '../simulator/world.ts' }],
  ['server/src', { imports: '../testkit/given.ts' }],
  ['server/src', { exports: '#../simulator/world.ts' }],
  ['server/src', { exports: '#storage/../../simulator/world.ts' }],
  ['server/src/domain', { imports: 'fs' }],
  ['server/src/domain', { imports: 'node:fs' }],
  ['server/src/domain', { imports: 'pino' }],
  ['server/src/domain', { imports: '@pothos/core' }],
  ['server/src/domain', { imports: '#storage/replies.ts' }],
  ['server/src/domain', { imports: '#clock.ts' }],
  ['server/src/domain', { imports: '../storage/replies.ts' }],
  ['server/src/domain', { says: 'export const now = Date.now()' }],
  ['server/src/domain', { says: 'export const now = new Date()' }],
  ['server/src/domain/phrases', { says: 'export const dice = [1].map(Math.random)' }],
  ['server/src/domain', { says: 'export const home = process.env.HOME' }],
  ['server/src/domain', { says: 'export const now = performance.now()' }],
  ['server/src/domain', { says: "export const page = fetch('https://wb.example')" }],
  ['server/src/sources', { imports: '#storage/replies.ts' }],
  ['server/src/sources/wb', { imports: '../../storage/replies.ts' }],
  ['server/src/ai', { imports: '#storage/replies.ts' }],
  ['server/src/ai', { imports: 'ofetch' }],
  ['server/src/storage', { imports: '#actions/send-reply.ts' }],
  ['server/src/storage', { imports: '../../simulator/world.ts' }],
  ['server/src/ingestion', { imports: '#dispatcher/live.ts' }],
  ['server/src/processing', { imports: '#sources/all.ts' }],
  ['server/src/processing', { imports: '#ai/openai.ts' }],
  ['server/src/processing', { imports: 'openai' }],
  ['server/src/actions', { imports: '#dispatcher/live.ts' }],
  ['server/src/actions', { imports: 'pg' }],
  ['server/src/dispatcher', { imports: '#graphql/live.ts' }],
  ['server/src/graphql', { imports: '#sources/all.ts' }],
  ['server/src/graphql', { imports: '#dispatcher/dispatcher.ts' }],
  ['server/src/http', { imports: '#actions/send-reply.ts' }],
  ['server/src', { says: "await fetch('https://wb.example')" }],
  ['server/src/actions', { says: "await fetch('https://wb.example')" }],
  ['server/src/http', { says: "await fetch('https://wb.example')" }],
  ['server/simulator', { imports: '../src/domain/reply.ts' }],
  ['server/simulator', { imports: '#domain/reply.ts' }],
  ['server/simulator', { imports: '@agentiq/server/rules' }],
  ['server/simulator/data', { imports: '../../src/domain/reply.ts' }],
  ['client/src', { imports: '../../server/src/domain/reply.ts' }],
  ['client/src', { imports: '@agentiq/server/testkit/given.ts' }],
  ['client/src/domain', { imports: '#api/client.ts' }],
  ['client/src/ui', { imports: '#texts/words.ts' }],
  ['client/src/texts', { imports: '#ui/AppButton.vue' }],
  ['client/src/offline', { imports: '#api/client.ts' }],
  ['client/src/api', { imports: 'idb' }],
  ['client/src/stores', { imports: '#screens/inbox/use-inbox.ts' }],
  ['client/src/parts', { imports: '#screens/inbox/use-inbox.ts' }],
  ['client/src/screens/inbox', { imports: '#screens/settings/use-keys.ts' }],
  ['client/src/screens/inbox', { imports: '@urql/vue' }],
  ['client/src/app', { imports: '../../../server/src/config.ts' }],
  ['client/src/service-worker', { imports: '#api/client.ts' }],
]

const legal: [folder: string, line: Place][] = [
  ['server/src', { imports: './config.ts' }],
  ['server/src', { imports: 'pino' }],
  ['server/src/domain', { imports: './reply.ts' }],
  ['server/src/domain', { imports: '#domain/reply.ts' }],
  ['server/src/domain', { imports: './phrases/escalation.ts' }],
  ['server/src/domain', { says: 'export const then = new Date(0)' }],
  ['server/src/storage', { says: 'export const now = Date.now()' }],
  ['server/src/sources', { imports: '#domain/reply.ts' }],
  ['server/src/sources/wb', { says: "await fetch('https://wb.example')" }],
  ['server/src/ai', { imports: 'openai' }],
  ['server/src/ai', { imports: '#domain/draft.ts' }],
  ['server/src/storage', { imports: 'pg' }],
  ['server/src/ingestion', { imports: '#sources/all.ts' }],
  ['server/src/processing', { imports: '#storage/replies.ts' }],
  ['server/src/actions', { imports: '#sources/all.ts' }],
  ['server/src/dispatcher', { imports: '#processing/close-stale.ts' }],
  ['server/src/graphql', { imports: '#dispatcher/live.ts' }],
  ['server/src/http', { imports: '#graphql/schema.ts' }],
  ['server/simulator', { imports: './data/products.ts' }],
  ['server/simulator/data', { imports: './products.ts' }],
  ['client/src', { imports: './app/router.ts' }],
  ['client/src', { imports: '@agentiq/server/rules' }],
  ['client/src/domain', { imports: '@agentiq/server/rules' }],
  ['client/src/ui', { imports: '#ui/AppButton.vue' }],
  ['client/src/offline', { imports: 'idb' }],
  ['client/src/api', { imports: '@urql/vue' }],
  ['client/src/stores', { imports: '#api/client.ts' }],
  ['client/src/parts', { imports: '#stores/outbox.ts' }],
  ['client/src/screens/inbox', { imports: '#parts/InteractionRow.vue' }],
  ['client/src/texts', { imports: '#generated/graphql.ts' }],
  ['client/src/app', { imports: '#screens/inbox/use-inbox.ts' }],
  ['client/src/service-worker', { imports: '#offline/outbox.ts' }],
]

const refused = refusedIn([...illegal, ...legal])

test.each(illegal.map(([folder, line], index) => [folder, line, index] as const))(
  '%s may not: %j',
  (...[, , index]) => {
    expect(refused).toContain(index)
  },
)

test.each(legal.map(([folder, line], index) => [folder, line, illegal.length + index] as const))(
  '%s may: %j',
  (...[, , index]) => {
    expect(refused).not.toContain(index)
  },
)

/** One run of the linter over a tree that has our rules, and in it one file for each place. */
function refusedIn(places: [string, Place][]): number[] {
  const folder = mkdtempSync(join(tmpdir(), 'agentiq-borders-'))
  for (const rules of ['biome.json', 'server/pure-rules.grit']) cpSync(join(top, rules), join(folder, rules))
  for (const [index, [place, line]] of places.entries()) {
    const file = join(folder, place, `probe-${index}.ts`)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, codeOf(line))
  }

  const args = ['lint', '--vcs-enabled=false', '--colors=off', '--max-diagnostics=none', '.']
  const { stdout, stderr } = spawnSync(tool('.', 'biome'), args, { cwd: folder, encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  return [...`${stdout}${stderr}`.matchAll(/probe-(\d+)\.ts:\d+:\d+ (?:plugin|lint\/style\/noRestricted)/g)].map(
    ([, index]) => Number(index),
  )
}

function codeOf({ imports, exports, says }: Place): string {
  if (exports) return `export * from '${exports}'\n`
  return imports ? `import { it } from '${imports}'\n\nit()\n` : `${says}\n`
}
