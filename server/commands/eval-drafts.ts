import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { askOpenAi } from '#ai/openai.ts'
import { readConfig } from '#config.ts'
import { createLog } from '#log.ts'
import { askIntent } from '#processing/read-intent.ts'
import type { Writer } from '#storage/draft-settings.ts'
import { type Answered, answerCase, rulesWriter } from '../eval/drafts/answer.ts'
import { draftCases } from '../eval/drafts/cases/all.ts'
import {
  intentAccuracy,
  isUnheard,
  mostDrop,
  type ReadIntent,
  reasonsAgainst,
  reportOf,
  type Scores,
  wanted,
} from '../eval/drafts/report.ts'

// pnpm eval:drafts: how good drafts are, on cases with what an answer must and must not say. Without options those that no model
// writes; with `--model NAME` those of the model behind LLM_URL, asked as the product asks. The report goes to standard output as
// JSON, a summary to standard error. Ends with 1 when a score has fallen by more than 3 points, or drafts would do harm; `--keep`
// makes these scores the ones to compare with.

const { values: options } = parseArgs({ options: { model: { type: 'string' }, keep: { type: 'boolean' } } })
const baselineFile = join(import.meta.dirname, '../eval/drafts/baseline.json')
const baseline = JSON.parse(await readFile(baselineFile, 'utf8')) as Record<string, Scores>
const name = options.model ?? 'rules'

const writer = writerFor(options.model)
const report = reportOf(await answersOf(writer), await intentAccuracy(readerFor(writer)))
console.log(JSON.stringify(report, null, 2))

const { scores, violations, harmful, shortcomings, failed } = report
const before = baseline[name] ?? null
for (const { said, failures } of failed)
  console.error(`  ${said}\n    ${failures.map(({ criterion, detail }) => `${criterion}: ${detail}`).join('; ')}`)
for (const [score, value] of Object.entries(scores))
  console.error(
    `${score.padEnd(15)} ${value.toFixed(1).padStart(5)}  before ${before?.[score as keyof Scores] ?? 'none'}`,
  )
console.error(`${report.cases} cases, by a model ${report.byModel}; short of: ${JSON.stringify(shortcomings)}`)
console.error(`must not be sent ${violations} %, harmful ${harmful} %`)
const isGood = scores.passRate >= wanted.passRate && scores.intentAccuracy >= wanted.intentAccuracy
console.error(
  `the goals, pass rate ${wanted.passRate} and intents ${wanted.intentAccuracy}: ${isGood ? 'reached' : 'missed'}`,
)

const reasons = reasonsAgainst(report, before)
if (options.model && isUnheard(report)) {
  console.error(`${name} did not write: ${JSON.stringify(report.stoodIn)}`)
  process.exit(1)
}
for (const reason of reasons) console.error(`not good enough: ${reason} (more than ${mostDrop} points are too many)`)
if (options.keep) {
  await writeFile(baselineFile, `${JSON.stringify({ ...baseline, [name]: scores }, null, 2)}\n`)
  console.error(`kept as the scores of ${name}`)
}
process.exitCode = reasons.length === 0 ? 0 : 1

function writerFor(model: string | undefined): Writer {
  if (model === undefined) return rulesWriter
  const { llm } = readConfig(process.env)
  if (!llm) {
    console.error('LLM_URL is needed to ask a model, and LLM_KEY where it wants one.')
    process.exit(1)
  }
  return { kind: 'model', baseUrl: llm.url, key: llm.key, provider: 'custom', model }
}

/** Questions that the rules cannot read are read by the model as well. */
function readerFor(writer: Writer): ReadIntent | null {
  if (writer.kind === 'nobody') return null
  const deps = { askModel: askOpenAi, log: createLog('silent'), sellerId: 'evaluation' }
  let last: Promise<unknown> = Promise.resolve()
  return (text) => {
    const read = last.then(() => askIntent(deps, writer, { text, customerName: null, productName: null }))
    last = read
    return read
  }
}

/** A few at a time: a model is slow, and does not like a crowd. */
async function answersOf(writer: Writer): Promise<Answered[]> {
  const answers: Answered[] = []
  for (let at = 0; at < draftCases.length; at += 4)
    answers.push(...(await Promise.all(draftCases.slice(at, at + 4).map((one) => answerCase(one, writer, askOpenAi)))))
  return answers
}
