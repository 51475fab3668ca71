import { masked, type PromptMessage } from './draft-prompt.ts'
import { hideNames } from './hidden-names.ts'
import { type QuestionIntent, questionIntents } from './interaction.ts'
import { intentMeanings, intentRules, questionName } from './phrases/intent-prompt.ts'

/** How long a model may take to say what a question is about, and how many tokens it may spend (domain §6.2). */
export const intentPatienceMs = 5000
export const intentTokens = 60

/** A question, and what is known of who asks about what. */
export type AskedQuestion = { text: string; customerName: string | null; productName: string | null }

/** Asks a model what a question is about. Personal data and names are hidden where they are recognised. */
export function intentPromptFor({ text, customerName, productName }: AskedQuestion): PromptMessage[] {
  const meanings = questionIntents.map((intent) => `${intent}: ${intentMeanings[intent]}`)
  const words = hideNames(text, { author: 'buyer', known: [customerName], product: productName })
  return [
    { role: 'system', content: intentRules.replace('{intents}', meanings.join('\n')) },
    { role: 'user', content: JSON.stringify({ [questionName]: masked(words, 1000, productName) }) },
  ]
}

/** Exactly one of the six codes in an object; null for anything else, and then the rules keep the word. */
export function readIntentAnswer(answer: string): QuestionIntent | null {
  const said = intentIn(answer)
  return questionIntents.find((intent) => intent === said) ?? null
}

function intentIn(answer: string): unknown {
  try {
    const parsed: unknown = JSON.parse(answer)
    return parsed !== null && typeof parsed === 'object' && 'intent' in parsed ? parsed.intent : null
  } catch {
    return null
  }
}
