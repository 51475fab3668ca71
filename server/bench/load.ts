import { Agent, request } from 'node:http'
import { performance } from 'node:perf_hooks'

/** Something that is asked over and over. */
export type Target = { url: string; headers: Record<string, string>; bodyOf(turn: number): string }

/** What came of asking for a while. */
export type Measured = { requests: number; perSecond: number; latencies: number[]; bytes: number }

/** Asks on so many connections at once, each as soon as it has its answer, for so long. */
export async function ask(target: Target, connections: number, milliseconds: number): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const latencies: number[] = []
  let bytes = 0
  const begun = performance.now()
  const end = begun + milliseconds

  async function askOn(lane: number): Promise<void> {
    for (let turn = lane; performance.now() < end; turn += connections) {
      const sent = performance.now()
      const size = await askOnce(agent, target, target.bodyOf(turn))
      latencies.push(performance.now() - sent)
      bytes += size
    }
  }

  await Promise.all(Array.from({ length: connections }, (_, lane) => askOn(lane)))
  const seconds = (performance.now() - begun) / 1000
  agent.destroy()
  return {
    requests: latencies.length,
    perSecond: latencies.length / seconds,
    latencies,
    bytes: bytes / latencies.length,
  }
}

/** The value below which this share of the values lies. */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

async function askOnce(agent: Agent, { url, headers }: Target, body: string): Promise<number> {
  return await new Promise((resolve, reject) => {
    const length = Buffer.byteLength(body)
    const call = request(
      url,
      { agent, method: 'POST', headers: { ...headers, 'content-length': length } },
      (answer) => {
        let bytes = 0
        let beginning = ''
        answer.on('data', (chunk: Buffer) => {
          if (beginning === '') beginning = chunk.subarray(0, 200).toString()
          bytes += chunk.length
        })
        answer.on('end', () => {
          const wrong = answer.statusCode !== 200 || beginning.startsWith('{"errors"')
          if (wrong) reject(new Error(`${url} answered ${answer.statusCode}: ${beginning}`))
          else resolve(bytes)
        })
        answer.on('error', reject)
      },
    )
    call.on('error', reject)
    call.end(body)
  })
}
