import type { EnumRef } from '@pothos/core'
import { builder } from './builder.ts'

type Enum<Word> = EnumRef<typeof builder.$inferSchemaTypes, Word>

/** An enum of the API: our own words in capitals, each with its sentence. */
export function words<Word extends string>(name: string, description: string, sentences: Record<Word, string>) {
  const known = Object.keys(sentences) as Word[]
  const values = known.map((word) => [word.toUpperCase(), { value: word, description: sentences[word] }] as const)
  // Objects made from entries forget their keys, so Pothos cannot tell which words it was given.
  const ref = builder.enumType(name, { description, values: Object.fromEntries(values) }) as unknown as Enum<Word>
  return Object.assign(ref, { words: known })
}

/** The word if the API knows it, else the other one: rows may hold words that are younger or older than this API. */
export function knownWord<Word extends string>(known: readonly Word[], word: string, otherwise: Word): Word {
  return known.find((each) => each === word) ?? otherwise
}
