/** Asks for one thing; those who ask at the same time are answered by one statement. */
export type Batch<Key, Value> = (key: Key) => Promise<Value | null>

/** Collects the keys asked for in one go and reads them together. A thing asked for twice is read once. */
export function batch<Key, Value>(read: (keys: Key[]) => Promise<Map<Key, Value>>): Batch<Key, Value> {
  const promises = new Map<Key, Promise<Value | null>>()
  let waiting: { keys: Key[]; found: Promise<Map<Key, Value>> } | null = null

  function join(key: Key): Promise<Map<Key, Value>> {
    waiting ??= { keys: [], found: soon(() => read(taken())) }
    waiting.keys.push(key)
    return waiting.found
  }

  function taken(): Key[] {
    const keys = waiting?.keys ?? []
    waiting = null
    return keys
  }

  return (key) => {
    const known = promises.get(key)
    if (known) return known
    const promise = join(key).then((found) => found.get(key) ?? null)
    promises.set(key, promise)
    return promise
  }
}

// After the promises that are settled already have run on, so that resolvers of one level meet here.
function soon<Result>(work: () => Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    void Promise.resolve().then(() => process.nextTick(() => void work().then(resolve, reject)))
  })
}
