import { firstNameOf } from './first-name.ts'
import { askingKeys, askingWords, partsOfPlaces, whosePlaces } from './phrases/unfilled.ts'

/** What differs from item to item in a text that is used again (domain §12.3). */
type TemplateVariable = 'имя' | 'товар' | 'артикул' | 'магазин'

/** What is known of the item that is answered. */
export type TemplateFacts = {
  /** As the marketplace gives it: surnames and initials may be among it. */
  customerName: string | null
  productName: string | null
  /** The marketplace's article of the product. */
  article: string | null
  shopName: string | null
}

/** A place without its words, what it is called, and where it stands (UTF-16 units). */
type Unfilled = { name: string; start: number; end: number }

/**
 * The text with what is known in the place of its variables. A name that is not known goes together with its comma; anything else
 * that is not known stays as it is, for `unfilledIn` to find.
 */
export function fillTemplate(text: string, facts: TemplateFacts): string {
  const name = firstNameOf(facts.customerName)
  const values: Partial<Record<string, string | null>> = {
    имя: name,
    товар: facts.productName,
    артикул: facts.article,
    магазин: facts.shopName,
  } satisfies Record<TemplateVariable, string | null>

  const named = name === null ? withoutName(text) : text
  return named.replace(placePattern, (place, variable: string) => values[variable.toLowerCase()]?.trim() || place)
}

/**
 * Places of a text that still have to be filled: variables, known ones and others, «[Название магазина]» and «<имя>», and the dots that hide
 * something from a model. Such a text is not sent.
 */
export function unfilledIn(text: string): Unfilled[] {
  return [placePattern, bracketedPattern, dotsPattern]
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .map(({ 0: place, 1: name = '', index }) => ({ name, start: index, end: index + place.length }))
    .sort((one, other) => one.start - other.start)
}

/**
 * Whether a template is offered for such an item: by its channel, by what the buyer wants where it says so, and of reviews by the
 * rating.
 */
export function fitsItem(template: TemplateScope, item: TemplatedItem): boolean {
  if (!template.isActive || !template.channels.includes(item.channel)) return false
  if (template.intent !== null && template.intent !== item.intent) return false
  if ((template.ratingMin === null && template.ratingMax === null) || item.channel.toLowerCase() !== 'review')
    return true
  return item.rating !== null && item.rating >= (template.ratingMin ?? 1) && item.rating <= (template.ratingMax ?? 5)
}

type TemplateScope = {
  isActive: boolean
  channels: readonly string[]
  intent: string | null
  ratingMin: number | null
  ratingMax: number | null
}
type TemplatedItem = { channel: string; intent: string | null; rating: number | null }

const variables: readonly TemplateVariable[] = ['имя', 'товар', 'артикул', 'магазин']
// An accent or a sign without width inside makes a name that is not known, and a place that still has to be filled.
const placePattern = /\{\s*([\p{L}\p{M}\p{Cf}_ ]{1,40}?)\s*\}/gu
// «[1]», «[см. фото]» and «[Имя файла]» say something; what asks for words, or is called as what differs from item to item, does not.
const calledPlace = `(?:${partsOfPlaces})(?:\\s(?:${whosePlaces})){0,2}|(?:${askingWords})(?:\\s[^\\[\\]<>\\n]{1,60})?|(?:${askingKeys})\\s[^\\[\\]<>\\n]{1,60}`
const bracketedPattern = new RegExp(String.raw`[[<]\s{0,3}(${calledPlace})[\s:…_.]{0,3}[\]>]`, 'giu')
const dotsPattern = /(•{2,})/gu

/** Whether a name in braces is one that is filled. */
export function isVariable(name: string): boolean {
  return variables.some((each) => each === name.toLowerCase())
}

/** A text without the buyer's name where it has a place. The order matters: the comma that belongs to it is known by where it stands. */
export function withoutName(text: string): string {
  return text
    .replace(/(^|[.!?…\n]\s*)\{\s*имя\s*\}\s*[,!.]?\s*(\p{L}?)/giu, (_, before: string, letter: string) => {
      return before + letter.toUpperCase()
    })
    .replace(/\s*,\s*\{\s*имя\s*\}\s*,/giu, '')
    .replace(/\s*,?\s*\{\s*имя\s*\}/giu, '')
}
