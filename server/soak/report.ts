import type { HeapSample, Verdict } from './verdict.ts'

/** How it went with one shop. */
export type ShopReport = {
  name: string
  items: number
  replies: number
  requests: number
  /** After how many simulated hours of quiet it agreed, to the half hour; null when it never did. */
  agreedAfterHours: number | null
}

/** What a soak has shown. */
export type Report = {
  seed: number
  hours: number
  quietHours: number
  realMinutes: number
  database: 'pglite' | 'postgres'
  shops: ShopReport[]
  requests: number
  /** How many requests each kind of trouble struck. */
  troubles: Record<string, number>
  /** How many replies ended in each state. */
  replies: Record<string, number>
  heaps: Record<string, { grownMb: number; samples: HeapSample[] }>
  verdicts: Verdict[]
}

/** How often each word is there, the most frequent first. */
export function countsOf(words: string[]): Record<string, number> {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return Object.fromEntries([...counts].sort(([, one], [, other]) => other - one))
}

const shownAtMost = 12

/** The report for people. */
export function summary(report: Report): string {
  const { seed, hours, quietHours, realMinutes, database, requests, troubles, replies, heaps, shops, verdicts } = report
  const sum = (counts: Record<string, number>) => Object.values(counts).reduce((total, count) => total + count, 0)
  const list = (counts: Record<string, number>) =>
    Object.entries(counts)
      .map(([word, count]) => `${word} ${count}`)
      .join(', ')
  return [
    `seed ${seed}, ${database}: ${hours} h of trouble and ${quietHours.toFixed(1)} h of quiet in ${realMinutes.toFixed(1)} minutes`,
    `${requests} requests, ${sum(troubles)} struck by trouble: ${list(troubles)}`,
    `${sum(replies)} replies: ${list(replies)}`,
    ...Object.entries(heaps).map(([name, { grownMb, samples }]) => {
      const highest = Math.max(...samples.map(({ heapMb }) => heapMb))
      return `heap of the product ${name}: ${grownMb.toFixed(1)} MB of growth, ${highest.toFixed(1)} MB at most`
    }),
    ...shops.map(({ name, items, replies: own, requests: asked, agreedAfterHours }) => {
      const when = agreedAfterHours === null ? 'never agreed' : `agreed after ${agreedAfterHours.toFixed(1)} h`
      return `  ${name.padEnd(20)} ${String(items).padStart(5)} items ${String(own).padStart(4)} replies ${String(asked).padStart(6)} requests, ${when}`
    }),
    ...verdicts.flatMap(({ promise, broken }) => [
      `${broken.length === 0 ? 'kept  ' : 'BROKEN'} ${promise}`,
      ...broken.slice(0, shownAtMost).map((line) => `         ${line}`),
      ...(broken.length > shownAtMost ? [`         and ${broken.length - shownAtMost} more`] : []),
    ]),
  ].join('\n')
}
