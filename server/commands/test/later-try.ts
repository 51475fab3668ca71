import { relative } from 'node:path'
import type { Reporter, TestCase } from 'vitest/node'
import { top } from '../steps.ts'

/** Names the tests that a busy machine failed once, so that nobody takes them for sound. */
export default class LaterTry implements Reporter {
  onTestCaseResult(test: TestCase): void {
    if (test.diagnostic()?.flaky) {
      console.log(`Not at the first try: ${relative(top, test.module.moduleId)}: ${test.fullName}`)
    }
  }
}
