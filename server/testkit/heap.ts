import { setImmediate as turn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** How many megabytes this process holds once everything that nobody needs is collected. */
export async function heapMb(): Promise<number> {
  setFlagsFromString('--expose-gc')
  // The context of whoever asks was made before the flag was set.
  const collect = runInNewContext('gc') as () => void
  collect()
  // What the first collection finalises is free for the second.
  await turn()
  collect()
  return process.memoryUsage().heapUsed / 2 ** 20
}
