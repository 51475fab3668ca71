import { scaleTimers } from './scaled-time.ts'

// A program that waits ten seconds, as it thinks.

scaleTimers(() => 100)
const { waitTenSeconds } = await import('./scaled-time-waits.ts')
process.send?.(await waitTenSeconds())
process.disconnect?.()
