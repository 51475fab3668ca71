import type { OutboxItem } from './outbox-item.ts'
import { isUrgent } from './urgency.ts'

type Channel = OutboxItem['channel']
type Counts = {
  all: number
  reviews: number
  questions: number
  chats: number
  urgent: number
  needsResponse: number
  processed: number
}

export type Answering = { interactionId: string; channel: Channel; needsResponse: boolean; isUrgent: boolean }

/** The items whose answer is still on this device and on its way: they do not wait for the operator any more. */
export function answeringOf(
  items: readonly Pick<OutboxItem, 'interactionId' | 'channel' | 'state' | 'counted'>[],
  now: number,
): Answering[] {
  const answering = new Map<string, Answering>()
  for (const { interactionId, channel, state, counted } of items) {
    if (state === 'refused' || !counted || answering.has(interactionId)) continue
    const { needsResponse } = counted
    answering.set(interactionId, { interactionId, channel, needsResponse, isUrgent: isUrgent(counted, now) })
  }
  return [...answering.values()]
}

/** The server's numbers without those items. Urgent ones and those without an answer are counted in `channel` only, if there is one. */
export function countsWithout<Known extends Counts>(
  counts: Known,
  answering: readonly Answering[],
  channel: Channel | null = null,
): Known {
  const waiting = answering.filter(({ needsResponse }) => needsResponse)
  const of = (name: Channel) => waiting.filter((item) => item.channel === name)
  const inScope = channel === null ? waiting : of(channel)

  return {
    ...counts,
    all: less(counts.all, waiting.length),
    reviews: less(counts.reviews, of('REVIEW').length),
    questions: less(counts.questions, of('QUESTION').length),
    chats: less(counts.chats, of('CHAT').length),
    urgent: less(counts.urgent, inScope.filter(({ isUrgent }) => isUrgent).length),
    needsResponse: less(counts.needsResponse, inScope.length),
  }
}

const less = (count: number, by: number) => Math.max(0, count - by)
