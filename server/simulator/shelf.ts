/** What a shelf must know about the items it holds. */
export type Kind<Item> = {
  idOf(item: Item): string
  createdAt(item: Item): number
  /** Whether reads show the item as processed at this moment. */
  isProcessed(item: Item, now: number): boolean
  /** The moments at which that may turn. */
  turnsAt(item: Item): number[]
}

export type Entry<Item> = { id: string; at: number; item: Item; processed: boolean }

/** Entries in the order of their dates, oldest first. */
export type Row<Item> = Entry<Item>[]

/** Items of one seller, found by id at once and by date without looking at all the others. */
export type Shelf<Item> = {
  size(): number
  find(id: string): Item | undefined
  /** In the order in which they came. */
  all(): Item[]
  /** An item with a known id takes the place of the old one. */
  put(item: Item): void
  putAll(items: Item[]): void
  remove(id: string): boolean
  /** An answer was given: the item may belong to the other row now or later. */
  touch(id: string): void
  rows(now: number): { open: Row<Item>; processed: Row<Item> }
}

export function createShelf<Item>(kind: Kind<Item>, items: Item[] = []): Shelf<Item> {
  const entries = new Map<string, Entry<Item>>()
  let sorted: { open: Row<Item>; processed: Row<Item>; turning: Set<Entry<Item>>; asOf: number } | undefined

  const mayTurn = ({ item }: Entry<Item>, since: number) => kind.turnsAt(item).some((at) => at > since)

  function put(item: Item): void {
    const id = kind.idOf(item)
    const entry = { id, at: kind.createdAt(item), item, processed: false }
    remove(id)
    entries.set(id, entry)
    place(entry)
  }

  function remove(id: string): boolean {
    const entry = entries.get(id)
    if (entry) displace(entry)
    return entries.delete(id)
  }

  function build(now: number) {
    const all = [...entries.values()].sort(byDate)
    for (const entry of all) entry.processed = kind.isProcessed(entry.item, now)
    sorted = {
      open: all.filter(({ processed }) => !processed),
      processed: all.filter(({ processed }) => processed),
      turning: new Set(all.filter((entry) => mayTurn(entry, now))),
      asOf: now,
    }
    return sorted
  }

  function place(entry: Entry<Item>): void {
    if (!sorted) return
    entry.processed = kind.isProcessed(entry.item, sorted.asOf)
    const row = entry.processed ? sorted.processed : sorted.open
    row.splice(placeOf(row, entry), 0, entry)
    if (mayTurn(entry, sorted.asOf)) sorted.turning.add(entry)
  }

  function displace(entry: Entry<Item>): void {
    if (!sorted) return
    const row = entry.processed ? sorted.processed : sorted.open
    row.splice(placeOf(row, entry), 1)
    sorted.turning.delete(entry)
  }

  // Only what could have turned since the last look is looked at again; a clock set back means a new beginning.
  function rows(now: number) {
    if (!sorted || now < sorted.asOf) return build(now)
    if (now > sorted.asOf) {
      sorted.asOf = now
      for (const entry of [...sorted.turning]) {
        displace(entry)
        place(entry)
      }
    }
    return sorted
  }

  for (const item of items) put(item)

  return {
    size: () => entries.size,
    find: (id) => entries.get(id)?.item,
    all: () => Array.from(entries.values(), ({ item }) => item),
    rows,
    put,
    // Many at once are sorted once, at the next look.
    putAll: (added) => {
      sorted = undefined
      for (const item of added) put(item)
    },
    remove,
    touch: (id) => {
      const entry = entries.get(id)
      if (!entry) return
      displace(entry)
      place(entry)
    },
  }
}

/** The first place whose entry is not before this moment. */
export function firstFrom(row: Row<unknown>, at: number): number {
  return firstPlace(row, (entry) => entry.at >= at)
}

/** Two rows as one. */
export function merged<Item>(one: Row<Item>, other: Row<Item>): Row<Item> {
  if (one.length === 0 || other.length === 0) return one.length === 0 ? other : one
  return [...one, ...other].sort(byDate)
}

function placeOf<Item>(row: Row<Item>, entry: Entry<Item>): number {
  const last = row.at(-1)
  if (!last || byDate(last, entry) < 0) return row.length
  return firstPlace(row, (one) => byDate(one, entry) >= 0)
}

function firstPlace<Item>(row: Row<Item>, isBeyond: (entry: Entry<Item>) => boolean): number {
  let low = 0
  let high = row.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const entry = row[middle]
    if (entry && isBeyond(entry)) high = middle
    else low = middle + 1
  }
  return low
}

function byDate(one: Entry<unknown>, other: Entry<unknown>): number {
  return one.at - other.at || (one.id < other.id ? -1 : Number(one.id > other.id))
}
