import type { Finding, GuardrailCategory, GuardrailPolicy, GuardrailRule } from '@agentiq/server/rules'
import { type FoundInTextFragment, ReplyRulesDocument, type ReplyRulesQuery } from '#generated/graphql.ts'
import { client } from './client.ts'

/** A text that was sent to an item, as far as it takes to recognise it; `sentAt` in milliseconds. */
export type SentText = { fingerprint: string; interactionId: string; sentAt: number }

/** The rules for replies as they are in force for the seller, and what went out lately; null when the server could not be asked. */
export async function readReplyRules(
  sellerId: string | null,
): Promise<{ policy: GuardrailPolicy; sent: SentText[] } | null> {
  const { data, operation } = await client.value
    .query(ReplyRulesDocument, {}, { requestPolicy: 'network-only' })
    .toPromise()
  // Without a network the cache answers, and it is no newer than what the device keeps.
  if (!data || operation.context.requestPolicy === 'cache-only') return null
  const seller = data.sellers.find(({ id }) => id === sellerId)
  if (!seller) return null

  const sent = data.sellers.flatMap(({ sentTexts }) => sentTexts)
  return {
    policy: policyOf(seller.guardrailPolicy),
    sent: sent.map(({ sentAt, ...text }) => ({ ...text, sentAt: Date.parse(sentAt) })),
  }
}

/** What the server found in a text, in the words of the rules. */
export function findingOf({ code, category, severity, ...facts }: FoundInTextFragment): Finding {
  return {
    phrase: facts.phrase,
    start: facts.start,
    end: facts.end,
    hint: facts.hint ?? null,
    isWording: facts.isWording,
    excess: facts.excess,
    code: small<Finding['code']>(code),
    category: small<GuardrailCategory>(category),
    severity: small<Finding['severity']>(severity),
  }
}

type ToldPolicy = ReplyRulesQuery['sellers'][number]['guardrailPolicy']

function policyOf({ version, reading, rules, lengths }: ToldPolicy): GuardrailPolicy {
  const lengthOf = (name: ToldPolicy['lengths'][number]['channel']) => {
    const {
      least = 1,
      most = 1000,
      advisedLeast = null,
      advisedMost = null,
    } = lengths.find(({ channel }) => channel === name) ?? {}
    const advised = advisedLeast === null || advisedMost === null ? null : { least: advisedLeast, most: advisedMost }
    return { least, most, advised }
  }
  return {
    version,
    reading,
    rules: rules.map(ruleOf),
    lengths: { review: lengthOf('REVIEW'), question: lengthOf('QUESTION'), chat: lengthOf('CHAT') },
  }
}

function ruleOf(told: ToldPolicy['rules'][number]): GuardrailRule {
  const { phrases, shapes, exactShapes, together, unlessBuyerSays, unlessIntents, hint, wordings } = told
  return {
    category: small<GuardrailCategory>(told.category),
    review: small<GuardrailRule['review']>(told.review),
    question: small<GuardrailRule['review']>(told.question),
    chat: small<GuardrailRule['review']>(told.chat),
    shapes,
    exactShapes,
    wordings,
    ...(phrases !== null && { phrases }),
    ...(together !== null && { together }),
    ...(hint !== null && { hint }),
    ...(unlessBuyerSays !== null && {
      unless: { buyerSays: unlessBuyerSays, intents: unlessIntents.map((intent) => small<Intent>(intent)) },
    }),
  }
}

type Intent = NonNullable<GuardrailRule['unless']>['intents'][number]

/** The API writes our words in capitals. */
const small = <Word extends string>(word: Uppercase<Word>) => word.toLowerCase() as Word
