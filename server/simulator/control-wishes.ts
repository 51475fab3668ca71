import type { NewMessage, NewQuestion, NewReview } from './buyer.ts'
import { drawnPictures, type FileType, type NewFile } from './chat-files.ts'
import {
  asFields,
  BadField,
  type Fields,
  flag,
  instantOr,
  listOr,
  numberOr,
  only,
  shareOr,
  text,
  textOr,
  wholeOr,
} from './fields.ts'
import type { Amount } from './generate.ts'
import type { NewClaim } from './new-claim.ts'
import { type Seed, seedNames } from './seed-seller.ts'
import { isMishap, mishaps, type TroubleWish } from './trouble.ts'

/** The bodies of `/__sim/`, read field by field. */

export function readNewReview(body: Fields): NewReview {
  return defined({
    stars: starsOf(numberOr(body, 'rating', 5)),
    name: textOr(body, 'userName', 'Анна'),
    text: textOr(body, 'text', undefined),
    pros: textOr(body, 'pros', undefined),
    cons: textOr(body, 'cons', undefined),
    photos: numberOr(body, 'photos', undefined),
    tags: listOr(body, 'bables', undefined)?.map(String),
    size: textOr(body, 'size', undefined),
    colour: textOr(body, 'color', undefined),
    fit: body.matchingSize === undefined ? undefined : oneOf(body, 'matchingSize', ['ok', 'smaller', 'bigger']),
    refundable: flag(body, 'isAbleReturnProductOrders') ? (true as const) : undefined,
    nmId: numberOr(body, 'nmId', undefined),
    parentFeedbackId: textOr(body, 'parentFeedbackId', undefined),
    created: instantOr(body, 'createdDate', undefined),
  })
}

export function readNewQuestion(body: Fields): NewQuestion {
  return defined({
    text: text(body, 'text'),
    nmId: numberOr(body, 'nmId', undefined),
    created: instantOr(body, 'createdDate', undefined),
    suspicious: flag(body, 'isWarned'),
  })
}

export function readNewMessage(body: Fields): NewMessage {
  return defined({
    text: textOr(body, 'text', undefined),
    files: readFiles(body),
    chatID: textOr(body, 'chatID', undefined),
    clientName: textOr(body, 'clientName', undefined),
    nmId: numberOr(body, 'nmId', undefined),
    rid: textOr(body, 'rid', undefined),
    sender: oneOf(body, 'sender', ['client', 'wb']),
    source: textOr(body, 'source', undefined),
    at: instantOr(body, 'addTimestamp', undefined),
  })
}

export function readNewClaim(body: Fields): NewClaim {
  return defined({
    text: text(body, 'text'),
    nmId: wholeOr(body, 'nmId', undefined),
    photos: wholeOr(body, 'photos', undefined, 10),
    videos: wholeOr(body, 'videos', undefined, 1),
    price: numberOr(body, 'price', undefined),
    chatID: textOr(body, 'chatID', undefined),
    srid: textOr(body, 'srid', undefined),
    selfPickup: flag(body, 'selfPickup'),
    actions: listOr(body, 'actions', undefined)?.map(String),
    created: instantOr(body, 'createdDate', undefined),
  })
}

function readFiles(body: Fields): NewFile[] {
  const images = typeof body.images === 'number' ? drawnPictures(wholeOr(body, 'images', 0, 30)) : undefined
  const pictures = images ?? listOr(body, 'images', []).map((one) => readFile(one, 'png'))
  return [...pictures, ...listOr(body, 'files', []).map((one) => readFile(one, 'pdf'))]
}

function readFile(value: unknown, usual: FileType): NewFile {
  const given = asFields(value, 'A file')
  only(given, ['name', 'type', 'base64', 'state', 'pendingMs'], 'a file')
  const type = oneOf(given, 'type', [usual, 'pdf', 'png', 'jpeg'])
  return {
    name: textOr(given, 'name', `file.${type}`),
    type,
    base64: textOr(given, 'base64', null),
    state: oneOf(given, 'state', ['ready', 'pending', 'refused', 'gone']),
    pendingMs: wholeOr(given, 'pendingMs', 3_600_000),
  }
}

/** One of the words; the first is meant where none is given. */
function oneOf<const Word extends string>(body: Fields, name: string, words: readonly [Word, ...Word[]]): Word {
  const given = textOr(body, name, words[0])
  const word = words.find((one) => one === given)
  if (!word) throw new BadField(`"${name}" must be ${[...new Set(words)].join(' or ')}`)
  return word
}

export function readSeed(body: Fields, fromFile: unknown[]): Seed {
  return {
    ...(body.seed === undefined ? {} : { seed: oneOf(body, 'seed', seedNames) }),
    feedbacks: [...fromFile, ...listOr(body, 'feedbacks', [])],
    questions: listOr(body, 'questions', []),
    chats: listOr(body, 'chats', []),
    ...(body.generate === undefined ? {} : { generate: readAmount(asFields(body.generate, '"generate"')) }),
  }
}

function readAmount(wish: Fields): Amount {
  only(wish, Object.keys(most), '"generate"')
  return {
    reviews: wholeOr(wish, 'reviews', 0, most.reviews),
    questions: wholeOr(wish, 'questions', 0, most.questions),
    chats: wholeOr(wish, 'chats', 0, most.chats),
    days: Math.max(1, wholeOr(wish, 'days', 730, most.days)),
    waiting: shareOr(wish, 'waiting', 0.03),
  }
}

/** A machine for tests holds so much without trouble. */
const most = { reviews: 500_000, questions: 100_000, chats: 20_000, days: 3650, waiting: 1 }

export function readTrouble(body: Fields, now: number): TroubleWish {
  const from = instantOr(body, 'from', undefined)
  const forMs = numberOr(body, 'forMs', undefined)
  const until = instantOr(body, 'until', forMs === undefined ? undefined : (from ?? now) + forMs)
  const isEndless = body.probability !== undefined || until !== undefined
  return defined({
    sid: textOr(body, 'sid', undefined),
    path: textOr(body, 'path', '/'),
    method: textOr(body, 'method', undefined)?.toUpperCase(),
    times: wholeOr(body, 'times', isEndless ? undefined : 1),
    probability: shareOr(body, 'probability', 1),
    from,
    until,
    status: statusOf(body.status),
    appliedFirst: flag(body, 'appliedFirst'),
    delayMs: delayOf(body.delayMs),
    retrySeconds: wholeOr(body, 'retrySeconds', undefined),
    withoutHeaders: flag(body, 'withoutHeaders'),
    isGlobal: flag(body, 'isGlobal'),
    body: textOr(body, 'body', undefined),
    type: textOr(body, 'type', undefined),
    headers: headersOf(body.headers),
  })
}

function headersOf(value: unknown): TroubleWish['headers'] {
  if (value === undefined) return undefined
  const given = asFields(value, '"headers"')
  return Object.fromEntries(Object.keys(given).map((name) => [name, text(given, name)]))
}

function statusOf(value: unknown): TroubleWish['status'] {
  if (value === undefined) return 502
  if (Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599) return Number(value)
  if (isMishap(value)) return value
  throw new BadField(`"status" must be a number or one of ${Object.keys(mishaps).join(', ')}`)
}

function delayOf(value: unknown): TroubleWish['delayMs'] {
  if (value === undefined) return 0
  const [low, high]: unknown[] = Array.isArray(value) ? value : [value, value]
  const isRange = typeof low === 'number' && typeof high === 'number' && low >= 0 && low <= high
  if (isRange) return low === high ? low : [low, high]
  throw new BadField('"delayMs" must be a number or two of them, the smaller first')
}

function starsOf(value: number): NewReview['stars'] {
  if (value === 1 || value === 2 || value === 3 || value === 4 || value === 5) return value
  throw new BadField('"rating" must be 1 to 5')
}

type Defined<Wish> = {
  [Name in keyof Wish as undefined extends Wish[Name] ? never : Name]: Wish[Name]
} & {
  [Name in keyof Wish as undefined extends Wish[Name] ? Name : never]?: Exclude<Wish[Name], undefined>
}

/** What was not given is left out, instead of being there as nothing. */
function defined<Wish extends object>(wish: Wish): Defined<Wish> {
  const given = Object.entries(wish).filter(([, value]) => value !== undefined)
  // The entries are the wish's own, so the type only forgets what is not there.
  return Object.fromEntries(given) as Defined<Wish>
}
