/** Small things this device keeps between visits. A browser that refuses storage simply forgets. */
export function remembered<T>(key: string): T | null {
  try {
    const stored = localStorage.getItem(name(key))
    return stored === null ? null : (JSON.parse(stored) as T)
  } catch {
    return null
  }
}

export function remember(key: string, value: unknown): void {
  try {
    localStorage.setItem(name(key), JSON.stringify(value))
  } catch {
    // Private mode or a full device: this visit works, the next one starts afresh.
  }
}

export function forget(key: string): void {
  try {
    localStorage.removeItem(name(key))
  } catch {
    // Nothing was kept.
  }
}

/** Forgets everything whose key begins so. */
export function forgetAll(prefix: string): void {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(name(prefix))) localStorage.removeItem(key)
    }
  } catch {
    // Nothing was kept.
  }
}

const name = (key: string) => `agentiq.${key}`
