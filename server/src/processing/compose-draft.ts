import type { Deps } from '#deps.ts'
import { type Draft, type FallbackReason, tokenCapFor } from '#domain/draft.ts'
import { cutAtSentence, type ModelDraft, readModelAnswer } from '#domain/draft-answer.ts'
import type { DraftFacts } from '#domain/draft-facts.ts'
import { fallbackText, isSimplePraise, praiseText } from '#domain/draft-fallback.ts'
import { greeted, named } from '#domain/draft-greeting.ts'
import { groundingOfFallback, groundingOfModel, linksUsed } from '#domain/draft-grounding.ts'
import { knownOf, mendingPrompt, type PromptMessage, promptFor, violationsIn } from '#domain/draft-prompt.ts'
import { unreadyIn } from '#domain/draft-ready.ts'
import { checkReply, type Finding, type Guardrails, isBlocked, type ReplyContext } from '#domain/guardrails.ts'
import type { Sentiment } from '#domain/interaction.ts'
import type { Writer } from '#storage/draft-settings.ts'

type ComposeDeps = Pick<Deps, 'log' | 'askModel'>
type ModelWriter = Extract<Writer, { kind: 'model' }>

/** What a draft is made from. Nothing else is read, so that a draft for an evaluation comes about like any other. */
export type DraftTask = {
  sellerId: string
  facts: DraftFacts
  sentiment: Sentiment | null
  writer: Writer
  guardrails: Guardrails
  /** How long a model may take altogether. */
  patienceMs: number
  /** Nobody wants the draft any more. */
  signal?: AbortSignal | undefined
  /** The seller's last answers to simple praise, newest first. */
  lastPraise(): Promise<readonly string[]>
  /** What the rules ask about the item that a text is to answer. */
  contextOf(text: string): Promise<ReplyContext>
}

/** What of a draft its words decide. */
export type Composed = Omit<Draft, 'contentHash' | 'promptVersion' | 'policyVersion' | 'latencyMs'>

/**
 * The words of a draft: always some, whatever becomes of the model (domain §9.5), unless nobody wants them any more. No transaction may be
 * open meanwhile.
 */
export async function composeDraft(deps: ComposeDeps, task: DraftTask): Promise<Composed> {
  const { facts, writer } = task
  if (isSimplePraise(facts)) {
    const text = praiseText(facts, await task.lastPraise(), Math.random())
    return await unwritten(task, { text, origin: 'template', fallbackReason: null })
  }
  if (writer.kind === 'nobody') return await standIn(task, writer.reason)
  if (facts.messages.length === 0 && (facts.text ?? '').trim() === '') return await standIn(task, 'no_words')

  const told = await askModelFor(deps, task, writer)
  if (typeof told === 'string') return await standIn(task, told)
  const { answer, text, findings } = told
  const { intent, sentiment, urgency, needsEscalation } = answer
  const reason = named(answer.reason, facts.customerName)
  const escalationReason = answer.escalationReason && named(answer.escalationReason, facts.customerName)
  return {
    ...{ text, intent, sentiment, urgency, reason, needsEscalation, escalationReason },
    ...{ origin: 'model', fallbackReason: null, provider: writer.provider, model: writer.model },
    explanation: { grounding: groundingOfModel(facts), links: linksUsed(facts), findings },
  }
}

async function standIn(task: DraftTask, fallbackReason: FallbackReason): Promise<Composed> {
  return await unwritten(task, { text: fallbackText(task.facts), origin: 'fallback', fallbackReason })
}

/** A text that no model wrote. It is checked like any other: rules may have been added while the program runs. */
async function unwritten(
  task: DraftTask,
  chosen: Pick<Composed, 'text' | 'origin' | 'fallbackReason'>,
): Promise<Composed> {
  const { facts, sentiment } = task
  return {
    ...chosen,
    ...{ intent: facts.intent, sentiment, urgency: null },
    ...{ reason: null, needsEscalation: false, escalationReason: null, provider: null, model: null },
    explanation: {
      grounding: groundingOfFallback(facts),
      links: [],
      findings: await findingsOf(task, chosen.text),
    },
  }
}

type Told = { answer: ModelDraft; text: string; findings: Finding[] }

/** Asks, and once more with the violations named if the text must not be sent; both within one patience (domain §10.3). */
async function askModelFor(deps: ComposeDeps, task: DraftTask, writer: ModelWriter): Promise<Told | FallbackReason> {
  const until = performance.now() + task.patienceMs
  const first = promptFor(task.facts)
  const asked = await ask(deps, task, writer, { messages: first, until })
  if (typeof asked === 'string' || 'answer' in asked) return asked

  const { refused, violations } = asked
  const again = mendingPrompt(first, { answer: refused, violations }, knownOf(task.facts))
  const mended = await ask(deps, task, writer, { messages: again, until })
  return typeof mended === 'string' || 'answer' in mended ? mended : 'guardrail'
}

type Refused = { refused: string; violations: string[] }

async function ask(
  deps: ComposeDeps,
  task: DraftTask,
  { baseUrl, key, model }: ModelWriter,
  { messages, until }: { messages: PromptMessage[]; until: number },
): Promise<Told | Refused | FallbackReason> {
  const { facts, sellerId, signal } = task
  const patience = Math.round(until - performance.now())
  if (patience <= 0) return 'timeout'
  const maxTokens = tokenCapFor(facts.intent)
  const said = await deps.askModel({ baseUrl, key, model, messages, maxTokens, patienceMs: patience, signal })
  signal?.throwIfAborted()
  if (said.kind === 'trouble') {
    const { reason, detail } = said
    deps.log.warn({ sellerId, reason, detail }, 'A model wrote no draft.')
    return reason
  }

  const answer = readModelAnswer(said.text)
  if (!answer) return 'unreadable'
  const whole = greeted(answer.recommendation, facts.customerName)
  const text = cutAtSentence(whole, mostFor(task))
  const findings = await findingsOf(task, text ?? whole)
  const unready = unreadyIn(text ?? whole)
  if (text !== null && !isBlocked(findings) && unready.length === 0) return { answer, text, findings }
  const violations = text === null || isBlocked(findings) ? violationsIn(findings) : []
  return { refused: said.text, violations: [...violations, ...unready] }
}

function mostFor({ guardrails, facts }: DraftTask): number {
  const { advised, most } = guardrails.lengths[facts.channel]
  return advised?.most ?? most
}

async function findingsOf({ guardrails, contextOf }: DraftTask, text: string): Promise<Finding[]> {
  return checkReply(guardrails, text, await contextOf(text))
}
