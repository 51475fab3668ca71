import { expect, test } from 'vitest'
import { type Chance, chanceFrom } from '../../testkit/chance.ts'
import { judge } from './judge.ts'
import type { ChatSigns } from './reading.ts'
import type { ChatMessage } from './thread.ts'
import { after } from './time.ts'

// Sections 6.4, 6.6 and 6.8 of the specification once more for whole conversations, slowly: what the rules are compared with.

const began = new Date('2026-03-04T09:00:00Z')

test('ten thousand conversations by chance are as urgent as the slow rules say, by then and for the same reason', () => {
  const chance = chanceFrom(64)
  for (let number = 0; number < 10_000; number += 1) {
    const lines = anyConversation(chance)
    const urgency = chance.pick([null, null, null, 'low', 'high', 'critical'] as const)
    const read = chance.pick([lastOfBuyer(lines), lastOfBuyer(lines), '0', null])
    const model = read !== null && read === lastOfBuyer(lines) ? urgency : null
    const seconds = chance.below(100 * 3600)
    const signs: ChatSigns = {
      ...common,
      channel: 'chat',
      messages: lines.map(messageOf),
      model: read !== null && urgency !== null ? { lastBuyerMessageId: read, urgency, sentiment: 'neutral' } : null,
    }
    const { priority, priorityReason, slaDueAt, escalationReason } = judge(signs, after(began, seconds * 1000))

    expect({
      lines,
      model,
      seconds,
      priority,
      priorityReason,
      dueAt: inSeconds(slaDueAt),
      escalationReason,
    }).toMatchObject(slowUrgency(lines, model, seconds))
  }
})

const common = { status: 'open', wbSyncState: 'none', occurredAt: began, firstSeenAt: began } as const

type Line = { author: 'buyer' | 'seller' | 'system'; words: (typeof phrases)[number]; at: number; isShouted: boolean }

/** What buyers say: how grave it is among what is said together, what it is worth, and whether only a person may answer. */
const phrases = [
  { text: 'чайник не включается', rank: 1, priority: 'urgent', minutes: 30, stop: null },
  { text: 'перепутали цвет', rank: 2, priority: 'urgent', minutes: 30, stop: null },
  { text: 'хочу вернуть деньги', rank: 3, priority: 'normal', minutes: 240, stop: null },
  { text: 'отмените это пожалуйста', rank: 4, priority: 'high', minutes: 60, stop: null },
  { text: 'заказ задерживается опять', rank: 5, priority: 'high', minutes: 60, stop: null },
  { text: 'где мой заказ', rank: 6, priority: 'normal', minutes: 240, stop: null },
  { text: 'какой размер выбрать', rank: 8, priority: 'high', minutes: 60, stop: null },
  { text: 'как включить подсветку', rank: 12, priority: 'low', minutes: 1440, stop: null },
  { text: 'спасибо за помощь', rank: 14, priority: 'low', minutes: 1440, stop: null },
  { text: 'вы здесь ещё', rank: 15, priority: 'normal', minutes: 240, stop: null },
  { text: 'пойду в суд', rank: 15, priority: 'urgent', minutes: 15, stop: 'legal' },
  { text: 'у сына ожог', rank: 15, priority: 'urgent', minutes: 30, stop: 'medical' },
] as const

function anyConversation({ pick, share, below }: Chance): Line[] {
  // It may be that nobody but the marketplace has written.
  return Array.from({ length: 1 + below(6) }, (_, number) => ({
    author: pick(['buyer', 'buyer', 'buyer', 'seller', 'system'] as const),
    words: share() < 0.9 ? pick(phrases.slice(0, 10)) : pick(phrases),
    at: number * 600 + below(600),
    isShouted: share() < 0.2,
  }))
}

function messageOf({ author, words: { text }, at, isShouted }: Line, number: number): ChatMessage {
  const said = isShouted ? text.toUpperCase() : text
  return {
    id: String(number),
    author,
    text: said,
    attachments: [],
    isAuto: false,
    status: 'sent',
    sentAt: after(began, at * 1000),
  }
}

const steps = ['low', 'normal', 'high', 'urgent']

function slowUrgency(all: Line[], model: string | null, seconds: number) {
  const lines = all.filter(({ author }) => author !== 'system')
  const lastOfShop = lines.findLastIndex(({ author }) => author === 'seller')
  const unanswered = lines.slice(lastOfShop + 1)
  const latest = unanswered.length > 0 ? unanswered : wordsBefore(lines)

  const stop = [...latest].map(({ words }) => words.stop)
  const stopReason = stop.includes('medical') ? 'medical' : stop.includes('legal') ? 'legal' : null
  const gravest = [...latest].sort((one, other) => one.words.rank - other.words.rank)[0]?.words
  const since = unanswered[0]?.at ?? 0

  let { priority, minutes }: { priority: string; minutes: number } = gravest ?? { priority: 'normal', minutes: 240 }
  let reason = 'intent'
  if (stopReason !== null) [priority, minutes, reason] = ['urgent', stopReason === 'legal' ? 15 : 30, 'escalation']

  for (const insists of [unanswered.length >= 3, latest.at(-1)?.isShouted ?? false]) {
    if (insists && (priority === 'normal' || priority === 'high')) {
      priority = priority === 'normal' ? 'high' : 'urgent'
      reason = 'buyer_insists'
    }
  }
  if (model === 'critical' && priority !== 'urgent') [priority, reason] = ['urgent', 'model']
  if (model === 'high' && steps.indexOf(priority) < 2) [priority, reason] = ['high', 'model']

  const left = since + minutes * 60 - seconds
  if (left <= 1800 && left * 2 <= minutes * 60 && priority !== 'urgent') {
    priority = priority === 'low' ? 'normal' : 'urgent'
    reason = 'sla_near_breach'
  }
  const waits = seconds - since > 72 * 3600
  const escalation = stopReason ?? (unanswered.length >= 3 || waits ? 'repeat' : null)
  return { priority, priorityReason: reason, dueAt: since + minutes * 60, escalationReason: escalation }
}

function lastOfBuyer(lines: Line[]): string | null {
  const number = lines.findLastIndex(({ author }) => author === 'buyer')
  return number < 0 ? null : String(number)
}

/** What the buyer said last before the shop answered. */
function wordsBefore(lines: Line[]): Line[] {
  const answered = lines.slice(0, lines.findLastIndex(({ author }) => author === 'buyer') + 1)
  return answered.slice(answered.findLastIndex(({ author }) => author === 'seller') + 1)
}

function inSeconds(instant: Date | null): number | null {
  return instant && (instant.getTime() - began.getTime()) / 1000
}
