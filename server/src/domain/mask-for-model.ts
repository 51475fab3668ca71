import { withNearLetters } from './near-letters.ts'
import { dots, type Kind, maskAlso } from './personal-data.ts'
import { addressShapes, insideShape } from './phrases/private-addresses.ts'
import { numberShapes } from './phrases/private-numbers.ts'
import { withoutSpokenAddresses } from './spoken-addresses.ts'
import { tokenize } from './text.ts'

/**
 * A text for whoever needs to know what it is about and not whose it is: besides personal data without numbers of orders and documents, and
 * without where somebody lives, as far as they are recognised. What bears the product's name is no address. None of these alone calls for a
 * person, so they are none of the personal data of domain §6.8.
 */
export function maskForModel(text: string, product: string | null = null): string {
  if (!mayTell.test(text)) return text
  return maskAlso(withoutSpokenAddresses(text, product), [
    ...numberKinds,
    ...(product === null ? addressKinds : addressesBut(product)),
  ])
}

const mayTell = /\p{N}|[@＠:—-]|\.(?:me|com|ru)\/|собак|[a-z]_/iu

const numberKinds: readonly Kind[] = numberShapes.map((shape) => kindOf(shape, 'giu'))
const behind = new RegExp(withNearLetters(insideShape), 'uy')
const addressKinds: readonly Kind[] = addressShapes.map((shape) => ({ ...kindOf(shape, 'gu'), behind }))

function kindOf(shape: string, flags: string): Kind {
  return { pattern: new RegExp(withNearLetters(shape), flags), mask: () => dots }
}

/** «Шоссе Роза 50» is a scent where the product is called so, and «Шоссе Роза 50, кв. 4» a home. */
function addressesBut(product: string): Kind[] {
  const names = new Set(wordsOf(product))
  const isOfProduct = (found: string) => isNamed.test(found) && wordsOf(found).every((word) => names.has(word))
  return addressKinds.map((kind) => ({ ...kind, mask: (found) => (isOfProduct(found) ? null : dots) }))
}

const isNamed = /\p{Lu}\p{L}{3}/u

function wordsOf(text: string): string[] {
  return tokenize(text).flatMap(({ word }) => (/\p{L}/u.test(word) ? [word] : []))
}
