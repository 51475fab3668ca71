import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { changedPace, toldAt } from './scaled-time.ts'

test('time that runs ten times as fast is ten seconds on after one', () => {
  expect(toldAt({ real: 1000, told: 50_000, scale: 10 }, 2000)).toBe(60_000)
})

test('time that changes its pace does not jump', () => {
  const pace = { real: 1000, told: 50_000, scale: 10 }
  const faster = changedPace(pace, 2000, 100)

  expect(toldAt(faster, 2000)).toBe(toldAt(pace, 2000))
  expect(toldAt(faster, 3000)).toBe(160_000)
})

test('pauses and intervals of a process on faster time are as much shorter', async () => {
  const child = fork(join(import.meta.dirname, 'scaled-time-sample.ts'), {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const [{ pauseMs, ticks }] = (await once(child, 'message')) as [{ pauseMs: number; ticks: number }]

  // Ten seconds at a hundred times the pace, in which a second ticks ten times.
  expect(pauseMs).toBeGreaterThanOrEqual(95)
  expect(pauseMs).toBeLessThan(5000)
  expect(ticks).toBeGreaterThanOrEqual(1)
}, 60_000)
