import {
  bundledPolicy,
  fingerprint,
  type GuardrailCategory,
  type GuardrailChannel,
  type GuardrailLengths,
  type GuardrailPolicy,
  type GuardrailRule,
} from './guardrail-policy.ts'
import {
  allMatches,
  compile,
  isBlank,
  lengthOf,
  matches,
  norm,
  type Phrases,
  readingsOf,
  surrogatePairsIn,
  type Token,
  tokenize,
  visibleLength,
  visibleText,
} from './text.ts'

/** A policy, ready to be applied. Made once per policy by `compileGuardrails`. */
export type Guardrails = {
  version: string
  rules: readonly CompiledRule[]
  lengths: GuardrailPolicy['lengths']
}

/** What a reply answers, as far as the rules ask. */
export type ReplyContext = {
  /** `review`, `question` or `chat`; of any other the public rules hold. */
  channel: string
  /** What the buyer wrote; null when it is not known here, and then nothing is said about it. */
  buyerText: string | null
  intent: string | null
  /** Whether this seller sent a text with this fingerprint to another item within 24 hours. */
  wasSent: (textFingerprint: string) => boolean
}

/** Why a reply is refused or advised against. */
export type Finding = {
  /** The category, and of lengths which one is meant. */
  code: Exclude<GuardrailCategory, 'length'> | LengthCode
  category: GuardrailCategory
  severity: 'block' | 'warn'
  /** The very words, as they stand in the text; empty when it is about the whole text. */
  phrase: string
  /** Where they stand in the text as it was given, in Unicode code points; the end is not included. */
  start: number
  end: number
  /** What to do or to say instead. */
  hint: string | null
  /** Whether the hint is a wording that can stand in the place of the phrase. */
  isWording: boolean
  /** By how many characters a limit is missed; 0 for findings that are not about a length. */
  excess: number
}

export type LengthCode = 'too_short' | 'too_long' | 'under_limit' | 'over_limit'

type CompiledRule = Pick<GuardrailRule, 'category' | GuardrailChannel> & {
  phrases: Phrases
  shapes: readonly RegExp[]
  together: Phrases | null
  unless: { buyerSays: Phrases; intents: ReadonlySet<string> } | null
  hint: string | null
  wordings: readonly string[]
}

/** A place in the text, in UTF-16 units. */
type Span = { start: number; end: number }
type Hit = Pick<Finding, 'category' | 'code' | 'severity'> & { rule: CompiledRule | null; span: Span; excess: number }

/** Throws when a phrase or a shape of the policy cannot be read. */
export function compileGuardrails({ version, rules, lengths }: GuardrailPolicy): Guardrails {
  return { version, lengths, rules: rules.map(compiled) }
}

export const bundledGuardrails: Guardrails = compileGuardrails(bundledPolicy)

/** Everything that the rules say of a text, in its order (domain §10). A text of which nothing can be seen is nothing but empty. */
export function checkReply(guardrails: Guardrails, text: string, context: ReplyContext): Finding[] {
  if (isBlank(text)) return [{ ...nowhere, code: 'empty', category: 'empty', severity: 'block' }]

  const hits = hitsIn(guardrails, text, context)
  const offsets = codePointsOf(text)
  return hits
    .sort((one, other) => one.span.start - other.span.start || Number(isWarning(one)) - Number(isWarning(other)))
    .map(({ code, category, severity, rule, span: { start, end }, excess }) => ({
      code,
      category,
      severity,
      phrase: text.slice(start, end),
      start: offsets(start),
      end: offsets(end),
      ...adviceOf(guardrails, rule, context),
      excess,
    }))
}

/** Whether the reply must not be sent. */
export function isBlocked(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === 'block')
}

/** What is the same for texts that say the same words; compared to find a reply that is sent twice. Without words it is what is written. */
export function textFingerprint(text: string): string {
  return fingerprint(norm(text) || text.trim())
}

const nowhere = { phrase: '', start: 0, end: 0, hint: null, isWording: false, excess: 0 } as const

function hitsIn(guardrails: Guardrails, text: string, context: ReplyContext): Hit[] {
  const channel = channelOf(context)
  const readings = readingsOf(text)
  const visible = visibleText(text)
  const hits: Hit[] = lengthHits(guardrails.lengths[channel], text)

  for (const rule of guardrails.rules) {
    const { [channel]: severity, category } = rule
    if (severity === 'off' || category === 'length' || isExcused(rule, context)) continue
    if (rule.together && !isSaid(rule.together, readings)) continue

    const spans =
      category === 'duplicate'
        ? context.wasSent(textFingerprint(text))
          ? [{ start: 0, end: 0 }]
          : []
        : apart([...readings.flatMap((tokens) => allMatches(rule.phrases, tokens)), ...shapesIn(rule.shapes, visible)])
    for (const span of spans) hits.push({ category, code: category, severity, rule, span, excess: 0 })
  }
  return hits
}

function isSaid(phrases: Phrases, readings: Token[][]): boolean {
  return readings.some((tokens) => matches(phrases, tokens))
}

function channelOf({ channel }: ReplyContext): GuardrailChannel {
  return channel === 'chat' || channel === 'question' ? channel : 'review'
}

function isExcused({ unless }: CompiledRule, { buyerText, intent }: ReplyContext): boolean {
  if (!unless) return false
  if (buyerText === null || (intent !== null && unless.intents.has(intent))) return true
  return matches(unless.buyerSays, buyerText)
}

function shapesIn(shapes: readonly RegExp[], visible: ReturnType<typeof visibleText>): Span[] {
  return shapes.flatMap((shape) =>
    [...visible.text.matchAll(shape)].map(({ 0: found, index }) => ({
      start: visible.startOf(index),
      end: visible.endOf(index + found.length - 1),
    })),
  )
}

/** In the order of the text. Of those that lie upon each other the first stays, and the longest of those that begin together. */
function apart(spans: readonly Span[]): Span[] {
  const kept: Span[] = []
  for (const span of [...spans].sort((one, other) => one.start - other.start || other.end - one.end)) {
    if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span)
  }
  return kept
}

/** What is too long is what WB counts; what is too short is what can be seen. */
function lengthHits({ least, most, advised }: GuardrailLengths, text: string): Hit[] {
  const length = lengthOf(text)
  if (length > most) return [lengthHit('over_limit', 'block', length - most)]

  const seen = visibleLength(text)
  if (seen < least) return [lengthHit('under_limit', 'block', least - seen)]
  if (advised && length > advised.most) return [lengthHit('too_long', 'warn', length - advised.most)]
  if (advised && seen < advised.least) return [lengthHit('too_short', 'warn', advised.least - seen)]
  return []
}

function lengthHit(code: LengthCode, severity: 'block' | 'warn', excess: number): Hit {
  return { code, category: 'length', severity, excess, rule: null, span: { start: 0, end: 0 } }
}

/** The first wording that would itself be allowed here: nobody is led from one forbidden phrase into another. */
function adviceOf(
  guardrails: Guardrails,
  rule: CompiledRule | null,
  context: ReplyContext,
): Pick<Finding, 'hint' | 'isWording'> {
  if (!rule) return { hint: null, isWording: false }
  const channel = channelOf(context)
  const wording = rule.wordings.find((each) => {
    const tokens = tokenize(each)
    return !guardrails.rules.some(
      (other) =>
        other[channel] === 'block' && !isExcused(other, context) && !other.together && matches(other.phrases, tokens),
    )
  })
  return wording === undefined ? { hint: rule.hint, isWording: false } : { hint: wording, isWording: true }
}

/** From UTF-16 units to code points: an emoji is two of the former and one of the latter. */
function codePointsOf(text: string): (units: number) => number {
  if (!/[\u{10000}-\u{10ffff}]/u.test(text)) return (units) => units
  return (units) => units - surrogatePairsIn(text.slice(0, units))
}

function isWarning({ severity }: Hit): boolean {
  return severity === 'warn'
}

function compiled({
  phrases = '',
  shapes = [],
  exactShapes = [],
  together,
  unless,
  hint,
  wordings,
  ...rule
}: GuardrailRule): CompiledRule {
  return {
    ...rule,
    phrases: compile(phrases),
    shapes: [
      ...shapes.map((shape) => new RegExp(shape, 'giu')),
      ...exactShapes.map((shape) => new RegExp(shape, 'gu')),
    ],
    together: together === undefined ? null : compile(together),
    unless: unless ? { buyerSays: compile(unless.buyerSays), intents: new Set(unless.intents) } : null,
    hint: hint ?? null,
    wordings: wordings ?? [],
  }
}
