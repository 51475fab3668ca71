import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { findChromium } from '../chromium.ts'
import { run, tool, top } from '../steps.ts'
import { announce, type Count, failedStage } from './stages.ts'

/** Plays the browser stories, or those of some files; where no Chromium is found they are named and counted as skipped. */
export async function browserStories(title = 'browser stories', files: string[] = []): Promise<Count> {
  announce(title)
  const chromium = findChromium()
  if (!chromium) return skipAll(files)

  const report = join(top, '.cache', 'report-e2e.json')
  rmSync(report, { force: true })
  const code = await run(tool('e2e', 'playwright'), ['test', ...files], {
    cwd: join(top, 'e2e'),
    env: { ...process.env, CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  })
  if (!existsSync(report)) return failedStage(title)

  const { stats, suites } = JSON.parse(readFileSync(report, 'utf8')) as Report
  const played = { passed: stats.expected + stats.flaky, skipped: stats.skipped }
  for (const name of named(suites, 'flaky')) console.log(`Not at the first try: ${name}`)
  if (code !== 0 && stats.unexpected === 0) return { ...played, failed: 1, failures: [title] }
  return { ...played, failed: stats.unexpected, failures: named(suites, 'unexpected') }
}

type Suite = {
  specs?: { file: string; title: string; tests: PlayedTest[] }[]
  suites?: Suite[]
}
type PlayedTest = { projectName: string; status: string; results: { error?: { message?: string } }[] }
type Report = { stats: { expected: number; unexpected: number; flaky: number; skipped: number }; suites: Suite[] }

/** Stories that ended like this, each with the screen it was played on and what was found wrong with it. */
function named(suites: Suite[], status: string): string[] {
  return suites.flatMap(({ specs = [], suites: inner = [] }) => [
    ...specs.flatMap(({ file, title: story, tests }) =>
      tests
        .filter((each) => each.status === status)
        .map((each) => `e2e/stories/${file}: ${story} (${each.projectName})${complaintOf(each)}`),
    ),
    ...named(inner, status),
  ])
}

/** What failed first, in one line without colours. */
function complaintOf({ results }: PlayedTest): string {
  const message = results.find(({ error }) => error?.message)?.error?.message ?? ''
  const line = stripVTControlCharacters(message).split('\n').filter(Boolean).slice(0, 3).join(' · ')
  return line ? ` — ${line}` : ''
}

async function skipAll(files: string[]): Promise<Count> {
  console.log('No Chromium was found (CHROMIUM may name one), so these stories are skipped:')
  await run(tool('e2e', 'playwright'), ['test', ...files, '--list', '--reporter=list'], { cwd: join(top, 'e2e') })
  return { passed: 0, failed: 0, skipped: await countListed(files), failures: [] }
}

async function countListed(files: string[]): Promise<number> {
  const report = join(top, '.cache', 'list-e2e.json')
  await run(tool('e2e', 'playwright'), ['test', ...files, '--list', '--reporter=json'], {
    cwd: join(top, 'e2e'),
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    stdio: 'ignore',
  })
  if (!existsSync(report)) return 1
  const countOf = ({ specs = [], suites = [] }: Suite): number =>
    specs.reduce((sum, { tests }) => sum + tests.length, 0) + suites.reduce((sum, suite) => sum + countOf(suite), 0)
  return countOf(JSON.parse(readFileSync(report, 'utf8')) as Suite)
}
