import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'

// The embedded database only: PostgreSQL's own durability is not ours to prove.

const kills = 10

test(`${kills} times killed with -9 while it writes, the app has lost nothing it acknowledged`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'agentiq-durability-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  let acknowledged = 0

  for (let round = 1; round <= kills; round++) {
    const writer = startWriter(folder, acknowledged)
    const found = await writer.found
    expect(found, `after kill ${round - 1}`).toBeGreaterThanOrEqual(acknowledged)

    await writer.wrote(found + 3 + ((round * 7) % 11))
    acknowledged = await writer.killed()
  }

  const last = startWriter(folder, acknowledged)
  expect(await last.found).toBeGreaterThanOrEqual(acknowledged)
  await last.killed()
}, 180_000)

/** A process of its own that writes one journal event after the other and says each number after its commit. */
function startWriter(folder: string, from: number) {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'durability-writer.ts'), folder],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  let last = from
  let opened: (count: number) => void = () => undefined
  const found = new Promise<number>((resolve) => {
    opened = resolve
  })
  const lines = child.stdout ? createInterface(child.stdout) : null
  lines?.on('line', (line) => {
    const [word, number] = line.split(' ')
    if (word === 'found') opened(Number(number))
    if (word === 'wrote') last = Number(number)
  })

  return {
    found,
    wrote: (count: number) => expect.poll(() => last, { interval: 1, timeout: 30_000 }).toBeGreaterThanOrEqual(count),
    async killed(): Promise<number> {
      const ended = new Promise((resolve) => lines?.once('close', resolve))
      child.kill('SIGKILL')
      await ended
      return last
    },
  }
}
