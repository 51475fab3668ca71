import type { AskModel } from '#ai/model.ts'
import { draftBlockOf, patienceFor } from '#domain/draft.ts'
import type { DraftFacts, SpokenMessage } from '#domain/draft-facts.ts'
import { bundledGuardrails, type ReplyContext } from '#domain/guardrails.ts'
import { type Judgement, judge } from '#domain/judge.ts'
import { praiseTexts } from '#domain/phrases/drafts.ts'
import type { Signs } from '#domain/reading.ts'
import type { ChatMessage } from '#domain/thread.ts'
import { after, MINUTE } from '#domain/time.ts'
import { createLog } from '#log.ts'
import { type Composed, composeDraft } from '#processing/compose-draft.ts'
import type { Writer } from '#storage/draft-settings.ts'
import type { DraftCase } from './case.ts'

/** What was proposed for a case, and what the writer knew. */
export type Answered = {
  case: DraftCase
  facts: DraftFacts
  context: ReplyContext
  /** Null where only a person may answer. */
  draft: Composed | null
}

export const rulesWriter: Writer = { kind: 'nobody', reason: 'disabled' }

/** Has a case answered as the product would: read by the rules, and then written by the model or by what stands in for it. */
export async function answerCase(one: DraftCase, writer: Writer, askModel: AskModel = nobody): Promise<Answered> {
  const messages = messagesOf(one)
  const judgement = judge(signsOf(one, messages), after(asked, MINUTE))
  const facts = factsOf(one, judgement, messages)
  const context = { channel: one.channel, buyerText: facts.text, intent: facts.intent, wasSent: () => false }
  if (draftBlockOf({ needsResponse: true, escalationReason: judgement.escalationReason }) !== null)
    return { case: one, facts, context, draft: null }

  const draft = await composeDraft(
    { log, askModel },
    {
      ...{ sellerId: 'evaluation', facts, sentiment: judgement.sentiment, writer },
      ...{ guardrails: bundledGuardrails, patienceMs: patienceFor(null, asked) },
      // As if all had been used: the same text is chosen on every run.
      lastPraise: async () => praiseTexts,
      contextOf: async () => context,
    },
  )
  return { case: one, facts, context, draft }
}

const log = createLog('silent')
const asked = new Date('2026-03-04T09:00:00Z')

const nobody: AskModel = async () => ({ kind: 'trouble', reason: 'network', detail: 'No model is asked.' })

function signsOf({ channel, said, rating }: DraftCase, messages: ChatMessage[]): Signs {
  const common = { status: 'open', wbSyncState: 'none', occurredAt: asked, firstSeenAt: asked } as const
  const text = said[0] ?? ''
  switch (channel) {
    case 'review':
      return { ...common, channel, rating, text }
    case 'question':
      return { ...common, channel, text }
    case 'chat':
      return { ...common, channel, messages }
  }
}

function messagesOf({ channel, said }: DraftCase): (ChatMessage & SpokenMessage)[] {
  if (channel !== 'chat') return []
  return said.map((line, number) => {
    const isShops = line.startsWith('> ')
    return {
      id: `message-${number}`,
      author: isShops ? 'seller' : 'buyer',
      text: line === '' ? null : line.replace(/^> /, ''),
      attachments: line === '' ? [{ kind: 'image', name: null }] : [],
      isAuto: false,
      status: 'sent',
      sentAt: after(asked, (number - said.length) * MINUTE),
    }
  })
}

function factsOf(one: DraftCase, { intent }: Judgement, messages: SpokenMessage[]): DraftFacts {
  const { channel, said, rating, customerName = null, product = {}, pastAnswers = [] } = one
  return {
    ...{ channel, rating, intent, customerName, messages },
    text: messages.findLast(({ author }) => author === 'buyer')?.text ?? said[0] ?? '',
    product: { nmId: null, name: null, brand: null, category: null, size: null, color: null, card: null, ...product },
    pastAnswers: pastAnswers.map((text, number) => {
      return { id: `answer-${number}`, interactionId: `past-${number}`, text, customerName: null }
    }),
    ...{ templates: [], frequent: { complaints: [], questions: [] }, related: [], profile: null, tone: 'friendly' },
  }
}
