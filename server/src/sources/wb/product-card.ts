import { ofetch } from 'ofetch'
import type { ProductCard } from '#domain/product-card.ts'
import type { FoundCard, ProductCards } from '#sources/product-cards.ts'
import { parsedBody } from './failure.ts'
import { countOf, fieldsOf, idOf, listOf, textOf, within } from './payload.ts'

// WB documents its public cards nowhere (docs/adr/0021): what does not look like one is "unreadable", never a guess. No key goes there.

/** Reads public cards where WB keeps them, or at another address of the same shape. */
export function openProductCards({ url, timeoutMs }: { url: string; timeoutMs: number }): ProductCards {
  return { find: (nmId) => find(nmId, placeOf(url, nmId), timeoutMs) }
}

async function find(nmId: string, place: string | null, timeoutMs: number): Promise<FoundCard> {
  if (place === null) return { kind: 'none' }
  try {
    const { status, _data } = await ofetch.raw<string, 'text'>(`${place}/info/ru/card.json`, {
      retry: false,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      ignoreResponseError: true,
      responseType: 'text',
    })
    if (status === 404) return { kind: 'none' }
    if (status !== 200) return { kind: 'failed', detail: `WB answered ${status} for a product's card` }
    const card = cardIn(parsedBody(_data ?? ''), nmId, place)
    return card ? { kind: 'card', card } : { kind: 'failed', detail: "WB answered something that is no product's card" }
  } catch (error) {
    return { kind: 'failed', detail: error instanceof Error ? error.name : 'no answer' }
  }
}

/** The card; null when it is none, or that of another product. */
function cardIn(body: unknown, nmId: string, place: string): ProductCard | null {
  const fields = fieldsOf(body)
  if (!fields || idOf(fields.nm_id) !== nmId) return null
  const pictures = countOf(within(fields, 'media').photo_count)
  return {
    name: textOf(fields.imt_name),
    brand: textOf(within(fields, 'selling').brand_name),
    category: textOf(fields.subj_root_name),
    subcategory: textOf(fields.subj_name),
    description: textOf(fields.description),
    options: listOf(fields.options).flatMap(optionIn).slice(0, mostOptions),
    compositions: listOf(fields.compositions)
      .flatMap((each) => textOf(fieldsOf(each)?.name) ?? [])
      .slice(0, mostOptions),
    imageUrl: pictures === 0 ? null : `${place}/images/c246x328/1.webp`,
  }
}

const mostOptions = 100

function optionIn(value: unknown): { name: string; value: string }[] {
  const [name, told] = [textOf(fieldsOf(value)?.name), textOf(fieldsOf(value)?.value)]
  return name && told ? [{ name, value: told }] : []
}

/** Where everything of a product lies; null for what is no number of one. */
function placeOf(url: string, nmId: string): string | null {
  if (!/^[1-9]\d{0,11}$/.test(nmId)) return null
  const volume = Math.floor(Number(nmId) / 100_000)
  const host = new URL(url).hostname === ownHost ? url.replace(ownHost, `${basketOf(volume)}.${ownHost}`) : url
  return `${host}/vol${volume}/part${Math.floor(Number(nmId) / 1000)}/${nmId}`
}

const ownHost = 'wbbasket.ru'

/** WB spreads its products over numbered hosts. A number beyond the known ones is guessed: then there is no card. */
function basketOf(volume: number): string {
  const known = lastVolumes.findIndex((last) => volume <= last)
  const beyond = lastVolumes.length + Math.ceil((volume - lastKnown) / volumesEach) - 1
  return `basket-${String((known < 0 ? beyond : known) + 1).padStart(2, '0')}`
}

const lastVolumes = [
  143, 287, 431, 719, 1007, 1061, 1115, 1169, 1313, 1601, 1655, 1919, 2045, 2189, 2405, 2621, 2837, 3053, 3269, 3485,
  3701, 3917, 4133, 4349, 4565, 4877, 5189, 5501, 5813, 6125, 6437,
]
const lastKnown = 6437
const volumesEach = 312
