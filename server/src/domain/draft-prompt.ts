import { type DraftFacts, moodOf, type PastAnswer, type RelatedStep, type SpokenMessage } from './draft-facts.ts'
import { hasComplaintInside } from './draft-fallback.ts'
import { withoutAddressee } from './draft-greeting.ts'
import type { Finding } from './guardrails.ts'
import { hideNames, type NamesAbout } from './hidden-names.ts'
import { maskForModel } from './mask-for-model.ts'
import {
  channelRules,
  factNames,
  lineWords,
  mendRule,
  probably,
  promptRules,
  ratingRules,
  sentFile,
  sentPicture,
  toneRules,
  tooLong,
} from './phrases/draft-prompt.ts'
import { findingLabels } from './phrases/finding-labels.ts'
import type { ProductCard } from './product-card.ts'

/** A message to a model, in the words of the API that all of them speak. */
export type PromptMessage = { role: 'system' | 'user' | 'assistant'; content: string }

/**
 * What a model is told of an item: the rules apart from the facts, and the facts as one object, so that a buyer's words are never
 * taken for ours. What the marketplace calls an order or a buyer is not among them; in what people wrote, names, phones, addresses and numbers
 * of orders are hidden where they are recognised (domain §9.2), and the seller's texts come without whom they were written to.
 */
export function promptFor(facts: DraftFacts): PromptMessage[] {
  const { channel, text, rating, tone } = facts
  const rules = [
    promptRules,
    channelRules[channel],
    ...(channel === 'review' ? [ratingRules[moodOf(rating, hasComplaintInside(text, rating))]] : []),
    toneRules[tone],
  ]
  return [
    { role: 'system', content: rules.join('\n') },
    { role: 'user', content: JSON.stringify(factsFor(facts)) },
  ]
}

/** Asks once more, after a text that must not be sent; its violations are named. */
export function mendingPrompt(
  asked: readonly PromptMessage[],
  { answer, violations }: { answer: string; violations: string[] },
  known: Known,
): PromptMessage[] {
  // The name stood in the text again when it was checked.
  const named = violations.map((violation) => hideNames(violation, { ...known, author: 'seller' }))
  return [
    ...asked,
    { role: 'assistant', content: answer },
    { role: 'user', content: mendRule.replace('{violations}', named.join(', ')) },
  ]
}

/** What is wrong with a text, for whoever is to write another; what only advises is not named unless there is nothing else. */
export function violationsIn(findings: readonly Finding[]): string[] {
  const blocks = findings.filter(({ severity }) => severity === 'block')
  const named = blocks.map(({ category, phrase }) => [labelOf(category), phrase && `«${phrase}»`])
  return named.length === 0 ? [tooLong] : named.map((words) => words.filter(Boolean).join(': '))
}

const labelOf = (category: Finding['category']) => (category === 'length' ? tooLong : findingLabels[category])

/** In the order of their worth; what is not known is left out. */
function factsFor(facts: DraftFacts): Record<string, unknown> {
  const { channel, rating, intent, text, messages, pastAnswers, templates, frequent, related, profile } = facts
  const known = knownOf(facts)
  const told: [string, unknown][] = [
    [factNames.channel, channel],
    [factNames.text, channel === 'chat' ? null : buyersWords(text, 2000, known)],
    [factNames.conversation, messages.slice(-10).map((message) => messageLine(message, known))],
    [factNames.product, productBlock(facts)],
    [factNames.rating, rating],
    [factNames.intent, intent],
    [factNames.pastAnswers, pastAnswers.slice(0, 5).map((answer) => answerLine(answer, known))],
    [
      factNames.templates,
      templates.slice(0, 2).map((template) => answerLine({ ...template, customerName: null }, known)),
    ],
    [factNames.complaints, frequent.complaints.slice(0, 3)],
    [factNames.questions, frequent.questions.slice(0, 3)],
    [factNames.steps, stepsIn(related).map((step) => stepLine(step, known))],
    [factNames.profile, profile && { [lineWords.items]: profile.items, [lineWords.lastAt]: dayOf(profile.lastAt) }],
  ]
  return Object.fromEntries(told.filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)))
}

/** Steps that may be spoken of: a relation that is only counted tells nothing about this buyer (domain §7.5). */
export function stepsIn(related: readonly RelatedStep[]): RelatedStep[] {
  const sure = related.filter(isSure).slice(0, mostSure)
  const likely = related.filter(({ mode }) => mode === 'assist_only').slice(0, mostLikely)
  return [...sure, ...likely]
}

const mostSure = 2
const mostLikely = 1

type BuyerMarks = { orderId: string | null; customerId: string | null; customerIdKind: string }

/** As many steps as are spoken of at most of an item with these marks: an order or a true number makes sure, an old number likely. */
export function mostStepsOf({ orderId, customerId, customerIdKind }: BuyerMarks): number {
  const isOld = customerIdKind === 'legacy_client_id'
  const [hasSure, hasLikely] = [Boolean(orderId || (customerId && !isOld)), Boolean(customerId && isOld)]
  return (hasSure ? mostSure : 0) + (hasLikely ? mostLikely : 0)
}

/** An old number that several buyers may share, or a likeness, is no certainty. */
function isSure({ type, mode }: RelatedStep): boolean {
  return type === 'deterministic' && mode === 'auto_allowed'
}

/** What is known of the product for certain; nothing else may be said of it. */
export function productLine({ product }: DraftFacts): string {
  const { name, brand, category, size, color, card } = product
  const kind = card?.subcategory ?? card?.category ?? category
  const bought = [size && `${lineWords.size} ${size}`, color && `${lineWords.color} ${color}`]
  const parts = [name ?? card?.name, brand ?? card?.brand, kind, ...bought, ...(card ? cardParts(card) : [])]
  return shortened(parts.filter(Boolean).join(' · '), 500)
}

/** What it is made of comes before how it is praised, and once: of a long card the end is cut. */
function cardParts({ description, options, compositions }: ProductCard): (string | null)[] {
  const made = compositions.length > 0 ? `${lineWords.made}: ${compositions.join(', ')}` : null
  const others = options.filter(({ name }) => made === null || name.trim().toLowerCase() !== lineWords.made)
  const properties = others.slice(0, 8).map(({ name, value }) => `${name}: ${value}`)
  return [made, ...properties, description && shortened(oneLine(description), 150)]
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

function productBlock(facts: DraftFacts): string | null {
  return productLine(facts) || null
}

/** Whose names may stand in what is told of an item, and what is none. */
export type Known = Omit<NamesAbout, 'author'>

export function knownOf(facts: DraftFacts): Known {
  return { known: [facts.customerName], product: productLine(facts) }
}

export function messageLine({ author, text, attachments, sentAt }: SpokenMessage, known: Known): string {
  const whose = author === 'buyer' ? lineWords.buyer : lineWords.shop
  const seen = attachments.map(({ kind }) => (kind === 'image' ? sentPicture : sentFile))
  const said = author === 'buyer' ? buyersWords(text, 1000, known) : sellersWords(text, 1000, known)
  return `${sentAt.toISOString().slice(0, 16)} ${whose}: ${[said, ...seen].filter(Boolean).join(' ')}`
}

/** A text of the seller's to somebody else, whose name is known of an answer: what it says, not whom it greets. */
export function answerLine({ text, customerName }: Pick<PastAnswer, 'text' | 'customerName'>, known: Known): string {
  return sellersWords(text, 300, withName(known, customerName)) ?? ''
}

export function stepLine(step: RelatedStep, item: Known): string {
  const { channel, at, text, answer, customerName } = step
  const known = withName(item, customerName)
  const words = sellersWords(answer, 100, known) ?? buyersWords(text, 100, known)
  const line = shortened([dayOf(at), channel, words].filter(Boolean).join(' · '), 130)
  return isSure(step) ? line : `${line} (${probably})`
}

function withName({ known, product }: Known, name: string | null): Known {
  return { known: [...known, name], product }
}

function buyersWords(text: string | null, most: number, known: Known): string | null {
  return masked(text && hideNames(text, { ...known, author: 'buyer' }), most, known.product)
}

function sellersWords(text: string | null, most: number, known: Known): string | null {
  return masked(text && withoutAddressee(text, known), most, known.product)
}

/** Words without phones, addresses and the like as far as they are recognised, and no more of them than needed; null for none. */
export function masked(text: string | null, most: number, product: string | null): string | null {
  const words = text?.trim()
  return words ? shortened(maskForModel(words, product), most) : null
}

function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10)
}

function shortened(text: string, most: number): string {
  const letters = [...text]
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`
}
