import type { Deps } from '#deps.ts'
import {
  type AskedQuestion,
  intentPatienceMs,
  intentPromptFor,
  intentTokens,
  readIntentAnswer,
} from '#domain/intent-prompt.ts'
import type { QuestionIntent } from '#domain/interaction.ts'
import { judge } from '#domain/judge.ts'
import { lockInteraction } from '#storage/answered.ts'
import { inTransaction, type Tx } from '#storage/db.ts'
import { openWriter, type Writer } from '#storage/draft-settings.ts'
import { saveJudgements } from '#storage/due-changes.ts'
import { recordEvents } from '#storage/events.ts'
import { askForLinks } from '#storage/link-work.ts'
import { signsAsStored } from '#storage/standing.ts'
import { sellersWithUnreadQuestions, takeUnreadQuestions, type UnreadQuestion } from '#storage/unread-questions.ts'

type ReadDeps = Pick<Deps, 'db' | 'clock' | 'log' | 'seal' | 'config' | 'askModel'>

/**
 * Takes questions for a model to read, at most this many; none of a seller who has that switched off, nor of one whom no model serves: those are
 * read as soon as one does.
 */
export async function claimQuestions(deps: ReadDeps, limit: number): Promise<UnreadQuestion[]> {
  const { db, clock } = deps
  const served = await servedByModels(deps, await sellersWithUnreadQuestions(db))
  return served.length > 0 ? await takeUnreadQuestions(db, served, clock.now(), limit) : []
}

async function servedByModels(deps: ReadDeps, sellerIds: string[]): Promise<string[]> {
  const served: string[] = []
  for (const sellerId of sellerIds) {
    const { writer } = await openWriter(deps, sellerId)
    if (writer.kind === 'model') served.push(sellerId)
  }
  return served
}

/**
 * Has a model say what a question is about of which the rules only know that it is one (domain §6.2). Whatever goes wrong, what the
 * rules say stays. Never fails, and no transaction is open while the model is waited for.
 */
export async function readIntent(deps: ReadDeps, question: UnreadQuestion): Promise<void> {
  const { id: interactionId, sellerId } = question
  try {
    const intent = await askFor(deps, question)
    if (intent) await inTransaction(deps.db, (tx) => keep(tx, question, intent, deps.clock.now()))
  } catch (error) {
    deps.log.error({ interactionId, sellerId, error }, 'What a question is about could not be kept.')
  }
}

async function askFor(deps: ReadDeps, question: UnreadQuestion): Promise<QuestionIntent | null> {
  const { sellerId } = question
  const { writer } = await openWriter(deps, sellerId)
  return writer.kind === 'model' ? await askIntent({ ...deps, sellerId }, writer, question) : null
}

type ModelWriter = Extract<Writer, { kind: 'model' }>

/** What a model says that a question is about; null when it says nothing that counts. */
export async function askIntent(
  { askModel, log, sellerId }: Pick<Deps, 'askModel' | 'log'> & { sellerId: string },
  { baseUrl, key, model }: ModelWriter,
  question: AskedQuestion,
): Promise<QuestionIntent | null> {
  const said = await askModel({
    ...{ baseUrl, key, model, messages: intentPromptFor(question) },
    ...{ maxTokens: intentTokens, patienceMs: intentPatienceMs, temperature: 0 },
  })
  if (said.kind === 'answered') return readIntentAnswer(said.text)
  log.warn({ sellerId, reason: said.reason, detail: said.detail }, 'A model did not say what a question is about.')
  return null
}

/** Nothing is kept of a question that was answered meanwhile, that says something else by now, or of which somebody has spoken. */
async function keep(tx: Tx, { id, sellerId, text }: UnreadQuestion, intent: QuestionIntent, now: Date): Promise<void> {
  await lockInteraction(tx, id)
  const interaction = await tx.interaction.findUnique({ where: { id } })
  const isAsAsked = interaction?.needsResponse && interaction.text === text && interaction.intentMethod === 'rule_based'
  if (!interaction || !isAsAsked) return

  const isNews = intent !== interaction.intent
  for (const { signs } of await signsAsStored(tx, [interaction], now)) {
    const judgement = judge({ ...signs, knownIntent: { intent, method: 'llm' } }, now)
    await saveJudgements(tx, [{ id, judgement, isNews }], now)
    if (!isNews) continue
    const { priority: to, priorityReason: reason, escalationReason } = judgement
    const details = { from: interaction.priority, to, reason, escalationReason, intent }
    await askForLinks(tx, sellerId, [id], now)
    await recordEvents(tx, sellerId, now, [{ type: 'classified', interactionId: id, channel: 'question', details }])
  }
}
