import type { InteractionRow } from './interaction-row.ts'
import type { Values } from './statement.ts'

/** A place in an ordered list: the sort key of the item it was taken from, not the item. It stays valid when the item moves or is gone. */
export type Place = { order: OrderName; key: Key }

export type OrderName = 'urgency' | 'newest' | 'oldest' | 'rating'

type Key = { rank: number; due: number | null; rating: number | null; occurred: number; id: string }
type Order = { by: string; beyond(key: Key, values: Values): string }

/** Every order ends with the id, so that no two items share a place. */
export const orders: Record<OrderName, Order> = {
  urgency: {
    by: 'priority_rank DESC, sla_due_at, occurred_at, id',
    beyond(key, values) {
      const rank = values.take(key.rank, 'int')
      const later = `(occurred_at, id) > ${timeAndId(key, values)}`
      return `priority_rank <= ${rank} AND (priority_rank < ${rank} OR ${ascending('sla_due_at', dateOf(key.due), 'timestamptz', later, values)})`
    },
  },
  newest: { by: 'occurred_at DESC, id DESC', beyond: (key, values) => `(occurred_at, id) < ${timeAndId(key, values)}` },
  oldest: { by: 'occurred_at, id', beyond: (key, values) => `(occurred_at, id) > ${timeAndId(key, values)}` },
  rating: {
    by: 'rating, occurred_at DESC, id DESC',
    beyond: (key, values) =>
      ascending('rating', key.rating, 'int', `(occurred_at, id) < ${timeAndId(key, values)}`, values),
  },
}

/** The place of an item in a list of this order. */
export function placeOf(row: InteractionRow, order: OrderName): Place {
  const { priorityRank, slaDueAt, rating, occurredAt, id } = row
  return {
    order,
    key: { rank: priorityRank, due: slaDueAt?.getTime() ?? null, rating, occurred: occurredAt.getTime(), id },
  }
}

/** Beyond `value` in a column that ascends and keeps its nulls last; among equals `further` decides. */
function ascending(column: string, value: Date | number | null, type: string, further: string, values: Values): string {
  if (value === null) return `(${column} IS NULL AND ${further})`
  const bound = values.take(value, type)
  return `(${column} IS NULL OR ${column} > ${bound} OR (${column} = ${bound} AND ${further}))`
}

function timeAndId(key: Key, values: Values): string {
  return `(${values.take(new Date(key.occurred), 'timestamptz')}, ${values.take(key.id, 'uuid')})`
}

function dateOf(time: number | null): Date | null {
  return time === null ? null : new Date(time)
}
