import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { askOpenAi } from '#ai/openai.ts'
import type { Writer } from '#storage/draft-settings.ts'
import { type LanguageModel, startLanguageModel, usualAnswer } from '../../testkit/language-model.ts'
import { type Answered, answerCase, rulesWriter } from './answer.ts'
import { type DraftCase, traps } from './case.ts'
import { draftCases } from './cases/all.ts'
import { type DraftReport, intentAccuracy, isUnheard, reasonsAgainst, reportOf, type Scores, wanted } from './report.ts'

const kept = JSON.parse(readFileSync(join(import.meta.dirname, 'baseline.json'), 'utf8')) as { rules: Scores }

let model: LanguageModel
let report: DraftReport
beforeAll(async () => {
  model = await startLanguageModel()
  report = reportOf(await Promise.all(draftCases.map((one) => answerCase(one, rulesWriter))), await intentAccuracy())
})
afterAll(async () => await model.close())

test('drafts that no model writes reach the goals, and are as good as they were', () => {
  expect(report.failed.filter(({ failures }) => failures.some(({ criterion }) => criterion === 'guardrails'))).toEqual(
    [],
  )
  expect(reasonsAgainst(report, kept.rules)).toEqual([])
  expect(report.scores.passRate).toBeGreaterThanOrEqual(wanted.passRate)
  expect(report.scores.intentAccuracy).toBeGreaterThanOrEqual(wanted.intentAccuracy)
  expect(report.byModel).toBe(0)
})

test('the cases are many, of every channel and intent, with traps of every kind', () => {
  expect(draftCases.length).toBeGreaterThanOrEqual(120)
  expect(new Set(draftCases.map(({ said }) => said.join('\n'))).size).toBe(draftCases.length)
  expect(new Set(draftCases.map(({ channel, intent }) => `${channel} ${intent}`)).size).toBe(6 + 15 + 15)
  for (const trap of traps) expect(draftCases.filter((one) => one.trap === trap).length).toBeGreaterThanOrEqual(2)
  expect(draftCases.filter(({ trap }) => trap === 'missing fact').length).toBeGreaterThanOrEqual(20)
  expect(draftCases.filter(({ trap }) => trap === 'conflicting promise').length).toBeGreaterThanOrEqual(10)
})

test('a score that has fallen by more than three points speaks against the drafts, and three points do not', () => {
  const lower = (by: number) => ({ ...report, scores: { ...report.scores, chat: kept.rules.chat - by } })

  expect(reasonsAgainst(lower(3), kept.rules)).toEqual([])
  expect(reasonsAgainst(lower(3.1), kept.rules)).toHaveLength(1)
  expect(reasonsAgainst(lower(50), null)).toEqual([])
})

test('drafts that must not be sent, or would do harm, speak against themselves whatever was reached before', async () => {
  const promising = { ...usualAnswer, recommendation: 'Разбираемся. Возврат невозможен, отменим ваш заказ.' }
  const answers = await Promise.all(draftCases.map((one) => answerCase(one, rulesWriter)))
  const bad = answers.map((each) => says(each, promising.recommendation))

  expect(reasonsAgainst(reportOf(bad, 100), null)).toHaveLength(2)
})

test('a model is asked what a question is about only where the rules know nothing, and what says nothing changes nothing', async () => {
  const asked: string[] = []
  const reads = (answer: 'sizing_fit' | null) => async (text: string) => {
    asked.push(text)
    return answer
  }

  expect(await intentAccuracy(reads(null))).toBe(await intentAccuracy())
  expect(asked).toContain('На 48 идёт или брать 50?')
  expect(asked).not.toContain('На какой обхват головы?')
  expect(await intentAccuracy(reads('sizing_fit'))).not.toBe(await intentAccuracy())
})

test('a model is asked as the product asks it, and judged by what would be proposed', async () => {
  const writer: Writer = { kind: 'model', baseUrl: model.url, key: model.key, provider: 'custom', model: 'evaluated' }
  const seam = draftCases.find(({ said }) => said[0]?.startsWith('Рукав порвался')) as DraftCase
  model.answers({ says: { recommendation: 'Передали слова о шве в отдел качества.' } })

  const answered = await answerCase(seam, writer, askOpenAi)
  expect(answered.draft).toMatchObject({
    origin: 'model',
    text: 'Здравствуйте! Передали слова о шве в отдел качества.',
  })
  expect(reportOf([answered], 100)).toMatchObject({ byModel: 1, scores: { passRate: 100, review: 100 } })

  model.answers({ says: { recommendation: 'Вернём деньги!' } }, { says: { recommendation: 'Бесплатная замена!' } })
  expect((await answerCase(seam, writer, askOpenAi)).draft).toMatchObject({
    origin: 'fallback',
    fallbackReason: 'guardrail',
  })
})

test('scores of a model that mostly did not answer are no scores of it', async () => {
  expect(isUnheard({ byModel: 140, stoodIn: { timeout: 5, no_words: 40 } })).toBe(false)
  expect(isUnheard({ byModel: 100, stoodIn: { timeout: 12 } })).toBe(true)
  expect(isUnheard({ byModel: 0, stoodIn: { network: 1 } })).toBe(true)
})

function says(answered: Answered, text: string): Answered {
  return { ...answered, draft: answered.draft && { ...answered.draft, text: `Здравствуйте! ${text}` } }
}
