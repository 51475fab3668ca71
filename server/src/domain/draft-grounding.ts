import { type Grounding, groundingKinds, type UsedLink } from './draft.ts'
import { type DraftFacts, moodOf } from './draft-facts.ts'
import { answerLine, knownOf, masked, messageLine, productLine, stepLine, stepsIn } from './draft-prompt.ts'

/** What a text that no model wrote is based on: what chose it. */
export function groundingOfFallback({ channel, rating, intent }: DraftFacts): Grounding[] {
  const countsIntent = channel !== 'review' || moodOf(rating, false) === 'upset'
  return ordered([
    ...(channel === 'review' && rating !== null ? [ratingFact(rating)] : []),
    ...(countsIntent && intent !== null ? [fact('intent', null, intent, 'rules')] : []),
  ])
}

/** What a model was told, in the order of its worth (domain §9.2, §9.6). */
export function groundingOfModel(facts: DraftFacts): Grounding[] {
  const { rating, intent, pastAnswers, templates, frequent, related, profile, messages, tone, product } = facts
  const card = productLine(facts)
  const known = knownOf(facts)
  return ordered([
    ...(card ? [fact('product_card', product.nmId, card, 'wb_api', card)] : []),
    ...(rating === null ? [] : [ratingFact(rating)]),
    ...(intent === null ? [] : [fact('intent', null, intent, 'rules')]),
    ...pastAnswers
      .slice(0, 5)
      .map((answer) => fact('past_answer', answer.interactionId, answerLine(answer, known), 'history', card)),
    ...templates
      .slice(0, 2)
      .map((template) =>
        fact('template', template.id, answerLine({ ...template, customerName: null }, known), 'templates', card),
      ),
    ...[...frequent.complaints.slice(0, 3), ...frequent.questions.slice(0, 3)].map((each) =>
      fact('complaint_stats', null, `${each.intent}: ${each.count}`, 'last_90_days'),
    ),
    ...stepsIn(related).map((step) => fact('thread_step', step.interactionId, stepLine(step, known), step.type, card)),
    ...(profile ? [fact('customer_profile', null, String(profile.items), 'wb_api')] : []),
    ...messages
      .slice(-10)
      .map((message) => fact('conversation', message.id, messageLine(message, known), 'wb_api', card)),
    fact('tone', null, tone, 'settings'),
  ])
}

/** The relations that a model was told of. */
export function linksUsed({ related }: DraftFacts): UsedLink[] {
  return stepsIn(related).map(({ interactionId, type, confidence, mode, signals }) => {
    return { interactionId, type, confidence, mode, signals }
  })
}

function ratingFact(rating: number): Grounding {
  return fact('rating', null, String(rating), 'wb_api')
}

/** An excerpt tells nobody more than the writer was told: at most two hundred characters, personal data masked. */
function fact(
  kind: Grounding['kind'],
  ref: string | null,
  text: string,
  source: string,
  product: string | null = null,
): Grounding {
  return { kind, ref, excerpt: masked(text, 200, product) ?? '', source }
}

function ordered(facts: Grounding[]): Grounding[] {
  return facts.sort((one, other) => groundingKinds.indexOf(one.kind) - groundingKinds.indexOf(other.kind))
}
