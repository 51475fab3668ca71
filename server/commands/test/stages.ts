import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { run, tool, top } from '../steps.ts'

/** What a stage of the tests came to, and what failed by name. */
export type Count = { passed: number; failed: number; skipped: number; failures: string[] }

/** A tool that either finds nothing to complain about or says what. */
export async function check(title: string, workspacePackage: string, name: string, args: string[]): Promise<Count> {
  announce(title)
  const code = await run(tool(workspacePackage, name), args, { cwd: join(top, workspacePackage) })
  return code === 0 ? { passed: 1, failed: 0, skipped: 0, failures: [] } : failedStage(title)
}

/** What the linters say: form, borders between folders, and promises that nobody waits for. */
export async function lint(): Promise<Count> {
  return sum([
    await check('format, lint and borders', '.', 'biome', ['check', '--error-on-warnings', '.']),
    await check('promises that nobody waits for', '.', 'oxlint', [
      '--type-aware',
      '-c',
      '.oxlintrc.json',
      'server',
      'e2e',
    ]),
  ])
}

/** Tests of one package. */
export async function tests(title: string, workspacePackage: string, args: string[]): Promise<Count> {
  announce(title)
  const report = join(top, '.cache', `report-${workspacePackage}-${Date.now()}.json`)
  mkdirSync(join(top, '.cache'), { recursive: true })
  const laterTry = join(import.meta.dirname, 'later-try.ts')
  const reporters = ['--reporter=default', `--reporter=${laterTry}`, '--reporter=json', `--outputFile.json=${report}`]
  const code = await run(tool(workspacePackage, 'vitest'), ['run', ...args, ...reporters], {
    cwd: join(top, workspacePackage),
  })
  return countIn(report, { code, title })
}

/** Says what comes now. */
export function announce(title: string): void {
  console.log(`\n── ${title}`)
}

/** All stages together. */
export function sum(counts: Count[]): Count {
  return counts.reduce((total, each) => ({
    passed: total.passed + each.passed,
    failed: total.failed + each.failed,
    skipped: total.skipped + each.skipped,
    failures: [...total.failures, ...each.failures],
  }))
}

/** A stage that ended badly without a failed test has failed all the same. */
export function failedStage(title: string): Count {
  return { passed: 0, failed: 1, skipped: 0, failures: [title] }
}

/** The end of a run: what failed, once more and by name, then the line that counts. */
export function conclude({ passed, failed, skipped, failures }: Count): void {
  console.log(failures.length > 0 ? `\n${failures.map((each) => `✗ ${each}`).join('\n')}` : '')
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
}

type Report = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: {
    name: string
    status: string
    assertionResults: { fullName: string; status: string; failureMessages?: string[] }[]
  }[]
}

function countIn(report: string, { code, title }: { code: number; title: string }): Count {
  if (!existsSync(report)) return failedStage(title)
  const result = JSON.parse(readFileSync(report, 'utf8')) as Report
  rmSync(report)
  const { numPassedTests: passed, numFailedTests, numPendingTests, numTodoTests } = result
  const skipped = numPendingTests + numTodoTests
  if (code !== 0 && numFailedTests === 0) return { passed, failed: 1, skipped, failures: brokenFiles(result, title) }
  return { passed, failed: numFailedTests, skipped, failures: failedTests(result) }
}

function failedTests({ testResults }: Report): string[] {
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(
        ({ fullName, failureMessages }) => `${name.slice(top.length + 1)}: ${fullName}${firstLine(failureMessages)}`,
      ),
  )
}

function firstLine([message = '']: string[] = []): string {
  const [line = ''] = stripVTControlCharacters(message).split('\n')
  return line ? ` — ${line}` : ''
}

/** A file that could not even be loaded has no failed test. */
function brokenFiles({ testResults }: Report, title: string): string[] {
  const broken = testResults.filter(({ status }) => status === 'failed').map(({ name }) => name.slice(top.length + 1))
  return broken.length > 0 ? broken : [title]
}
