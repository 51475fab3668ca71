import { expect, test } from 'vitest'
import { fingerprint } from './guardrail-policy.ts'
import * as texts from './phrases/draft-prompt.ts'
import { promptTexts, promptVersion } from './prompt-version.ts'

test('every text that a model is told makes the version', () => {
  expect(promptVersion).toMatch(/^[0-9a-z]{11}$/)
  for (const name of [...Object.keys(texts), 'findingLabels']) {
    expect(fingerprint(JSON.stringify({ ...promptTexts, [name]: 'other words' })), name).not.toBe(promptVersion)
  }
  expect(fingerprint(JSON.stringify(promptTexts))).toBe(promptVersion)
})
