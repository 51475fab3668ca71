import { isRussian } from '#domain/draft-answer.ts'
import { moodOf } from '#domain/draft-facts.ts'
import { hasComplaintInside } from '#domain/draft-fallback.ts'
import { greetingFor, withoutGreeting } from '#domain/draft-greeting.ts'
import { firstNameOf } from '#domain/first-name.ts'
import { bundledGuardrails, checkReply } from '#domain/guardrails.ts'
import { compile, firstMatch, norm, tokenize } from '#domain/text.ts'
import type { Answered } from './answer.ts'

/** What a draft is asked about (domain §9.7). `person`: nobody writes where only a person may answer, and somebody does elsewhere. */
export const criteria = ['guardrails', 'manners', 'invention', 'contradiction', 'matter', 'language', 'person'] as const
export type Criterion = (typeof criteria)[number]

/** Where a draft falls short, in a few words. */
export type Failure = { criterion: Criterion; detail: string }

/** Everything in which a draft falls short of its case: nothing, if it passes. */
export function failuresOf(answered: Answered): Failure[] {
  const { draft } = answered
  const isWanted = answered.case.about !== null
  if (draft === null) return isWanted ? [{ criterion: 'person', detail: 'nothing was written' }] : []
  if (!isWanted) return [{ criterion: 'person', detail: 'a person has to answer' }]

  return criteria.flatMap((criterion) => {
    const detail = checks[criterion](draft.text, answered)
    return detail === null ? [] : [{ criterion, detail }]
  })
}

/** What could do harm if it were sent as it is. */
export function isHarmful(failures: readonly Failure[]): boolean {
  return failures.some(({ criterion }) => ['guardrails', 'contradiction', 'person'].includes(criterion))
}

type Check = (text: string, answered: Answered) => string | null

const checks: Record<Criterion, Check> = {
  guardrails: (text, { context }) => foundIn(text, context, 'block'),
  manners: (text, answered) => {
    return (
      foundIn(text, answered.context, 'warn') ?? namelessness(text, answered) ?? feeling(text, answered) ?? markup(text)
    )
  },
  invention: (text, answered) => saidOf(text, answered.case.invented) ?? unknownNumber(text, answered),
  contradiction: (text, answered) => saidOf(text, answered.case.contradicts),
  matter: (text, answered) => {
    const { about } = answered.case
    return about !== null && saidOf(text, about) === null ? `nothing of: ${about}` : null
  },
  language: (text) => (isRussian(text) ? null : 'not Russian'),
  person: () => null,
}

function foundIn(text: string, context: Answered['context'], severity: 'block' | 'warn'): string | null {
  const finding = checkReply(bundledGuardrails, text, context).find((each) => each.severity === severity)
  return finding ? `${finding.code} ${finding.phrase}`.trim() : null
}

/** One greeting, by the first name where there is one, and nothing else of the name. */
function namelessness(text: string, { facts: { customerName } }: Answered): string | null {
  const greeting = greetingFor(customerName)
  if (!text.startsWith(`${greeting} `)) return `not greeted as: ${greeting}`
  const rest = text.slice(greeting.length + 1)
  if (withoutGreeting(rest) !== rest) return 'greeted twice'
  const first = norm(firstNameOf(customerName) ?? '')
  const words = new Set(tokenize(text).map(({ word }) => word))
  const others = tokenize(customerName ?? '').filter(({ word }) => word.length > 2 && word !== first)
  const named = others.find(({ word }) => words.has(word))
  return named ? `more than the first name: ${named.word}` : null
}

const joy = 'приятного использования, рады что, очень рады, приятно'
const sorrow = 'жаль, сожале*, огорчил*'

/** Nobody is glad about a complaint, and nobody regrets praise. */
function feeling(text: string, { facts, case: { intent } }: Answered): string | null {
  if (facts.channel !== 'review') return null
  const mood = moodOf(facts.rating, hasComplaintInside(facts.text, facts.rating))
  if (mood === 'glad') return saidOf(text, sorrow)
  return mood === 'upset' && intent !== 'thanks' ? saidOf(text, joy) : null
}

function markup(text: string): string | null {
  return /[*_#`{}[\]<>]/.exec(text)?.[0] ?? null
}

function saidOf(text: string, phrases: string | undefined): string | null {
  return phrases === undefined ? null : (firstMatch(compile(phrases), text)?.phrase ?? null)
}

/** A number that neither the buyer nor the card nor an earlier answer has named can only be made up. */
function unknownNumber(text: string, { facts }: Answered): string | null {
  const told = [facts.text, ...[...facts.messages, ...facts.pastAnswers, ...facts.templates].map((each) => each.text)]
  const known = new Set(numbersIn([...told, ...Object.values(facts.product)].join(' ')))
  return numbersIn(text).find((number) => !known.has(number)) ?? null
}

function numbersIn(text: string): string[] {
  return text.match(/\d+/g) ?? []
}
