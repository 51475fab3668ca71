import { dots, type Kind, maskAlso } from './personal-data.ts'
import { addressShapes } from './phrases/private-addresses.ts'
import { numberShapes } from './phrases/private-numbers.ts'

/**
 * A text for whoever needs to know what it is about and not whose it is: besides personal data without numbers of orders and documents, and
 * without where somebody lives, as far as they are recognised. None of these alone calls for a person, so they are none of the personal data
 * of domain §6.8.
 */
export function maskForModel(text: string): string {
  return mayTell.test(text) ? maskAlso(text, privateKinds) : text
}

const mayTell = /\p{N}|[@＠:—-]|\.(?:me|com|ru)\/|собак|[a-z]_/iu

const privateKinds: readonly Kind[] = [
  ...numberShapes.map((shape) => ({ pattern: new RegExp(shape, 'giu'), mask: () => dots })),
  ...addressShapes.map((shape) => ({ pattern: new RegExp(shape, 'gu'), mask: () => dots })),
]
