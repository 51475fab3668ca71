import { type Channel, channels, type Status } from '#domain/interaction.ts'
import type { Db } from './db.ts'
import { answered, conditionsOf, type InboxFilter, urgentAt } from './inbox-filter.ts'
import { named, noValues } from './statement.ts'

/** Items without an answer: of all channels, and within the channel of the filter. */
export type OpenCounts = {
  all: number
  reviews: number
  questions: number
  chats: number
  urgent: number
  needsResponse: number
}

/** How many items fit the filter. */
export async function countInteractions(db: Db, filter: InboxFilter, now: Date): Promise<number> {
  if (filter.section === 'processed' && filter.needsResponse === null) return await countProcessed(db, filter, now)
  return await countFitting(db, filter, now, [])
}

/** How many of them a reply of ours is on its way to: they wait in no number (ui §8.2). Few at any time, and an index knows them. */
export async function countAnswering(db: Db, filter: InboxFilter, now: Date): Promise<number> {
  return await countFitting(db, filter, now, ['answering_since IS NOT NULL'])
}

async function countFitting(db: Db, filter: InboxFilter, now: Date, further: string[]): Promise<number> {
  if (filter.sellerIds.length === 0) return 0
  const values = noValues()
  const conditions = [...conditionsOf(filter, now, values), ...further]
  const text = `SELECT count(*)::int AS count FROM interaction WHERE ${conditions.join(' AND ')}`
  const [row] = await db.query<{ count: number }>(named(text), values.list)
  return row?.count ?? 0
}

/** Numbers for tabs and chips; the filter's section and `needsResponse` do not count, its channel only where said. */
export async function countOpen(db: Db, filter: InboxFilter, now: Date): Promise<OpenCounts> {
  if (filter.sellerIds.length === 0) return { all: 0, reviews: 0, questions: 0, chats: 0, urgent: 0, needsResponse: 0 }
  const values = noValues()
  const conditions = conditionsOf({ ...filter, channel: null, section: null, needsResponse: true }, now, values)
  const inChannel = filter.channel ? `channel = ${values.take(filter.channel, 'text')}` : 'true'

  const text = `
    SELECT count(*)::int AS all,
           count(*) FILTER (WHERE channel = 'review')::int AS reviews,
           count(*) FILTER (WHERE channel = 'question')::int AS questions,
           count(*) FILTER (WHERE channel = 'chat')::int AS chats,
           count(*) FILTER (WHERE ${inChannel} AND ${urgentAt(values.take(now, 'timestamptz'))})::int AS urgent,
           count(*) FILTER (WHERE ${inChannel})::int AS "needsResponse"
    FROM interaction WHERE ${conditions.join(' AND ')}`
  const [row] = await db.query<OpenCounts>(named(text), values.list)
  return row ?? { all: 0, reviews: 0, questions: 0, chats: 0, urgent: 0, needsResponse: 0 }
}

/** How many items of each channel stand where. */
export type StatusCounts = { channel: Channel; open: number; responded: number; closed: number }

/** Every channel with its numbers; the filter's channel, section and `needsResponse` do not count. */
export async function countByStatus(db: Db, filter: InboxFilter, now: Date): Promise<StatusCounts[]> {
  const values = noValues()
  const whole = { ...filter, channel: null, section: null, needsResponse: null }
  const text = `
    SELECT channel, status, count(*)::int AS count
    FROM interaction WHERE ${conditionsOf(whole, now, values).join(' AND ')} GROUP BY channel, status`
  const isEmpty = filter.sellerIds.length === 0
  const rows = isEmpty
    ? []
    : await db.query<{ channel: Channel; status: Status; count: number }>(named(text), values.list)

  const countOf = (channel: Channel, status: Status) =>
    rows.find((row) => row.channel === channel && row.status === status)?.count ?? 0
  return channels.map((channel) => ({
    channel,
    open: countOf(channel, 'open'),
    responded: countOf(channel, 'responded'),
    closed: countOf(channel, 'closed'),
  }))
}

/** Items within the channel of the filter that are answered or closed, but for those whose answer has not left yet. */
export async function countProcessed(db: Db, filter: InboxFilter, now: Date): Promise<number> {
  const whole = { ...filter, section: null, needsResponse: null }
  return (await countFitting(db, whole, now, [answered])) - (await countAnswering(db, whole, now))
}
