import { type Spread, spread } from './live.ts'
import { ask, type Measured, type Target } from './load.ts'
import type { Running } from './processes.ts'
import { cardQuery, conversationQuery, inboxQuery, pageQuery } from './questions.ts'
import type { Workspace } from './workspace.ts'

/** What one question costs at so many connections, ours and bare. */
export type HttpResult = {
  question: Question
  connections: number
  ours: Cost
  bare: Cost
  /** Median over the rounds of our requests a second by the peer's. */
  ratio: number
}

export type Question = 'inbox' | 'page' | 'conversation' | 'card'
type Cost = { perSecond: number; latency: Spread; requests: number; bytes: number }

/** The peers take turns, so that what else the machine does hits both. */
export async function measureHttp(
  workspace: Workspace,
  { ours, bare }: { ours: Running; bare: Running },
  {
    question,
    connections,
    rounds,
    roundMs,
  }: { question: Question; connections: number; rounds: number; roundMs: number },
): Promise<HttpResult> {
  const targets = { ours: ourTarget(ours, workspace, question), bare: bareTarget(bare, workspace, question) }
  const results: { ours: Measured; bare: Measured }[] = []

  for (let round = -1; round < rounds; round++) {
    const result = {
      ours: await ask(targets.ours, connections, roundMs),
      bare: await ask(targets.bare, connections, roundMs),
    }
    // The first round warms up.
    if (round >= 0) results.push(result)
  }
  return {
    question,
    connections,
    ours: costOf(results.map((result) => result.ours)),
    bare: costOf(results.map((result) => result.bare)),
    ratio: median(results.map((result) => result.ours.perSecond / result.bare.perSecond)),
  }
}

function ourTarget({ url }: Running, { cookie, cards }: Workspace, question: Question): Target {
  const bodies: Record<Question, string[]> = {
    inbox: [JSON.stringify({ query: inboxQuery })],
    page: [JSON.stringify({ query: pageQuery })],
    conversation: bodiesOf(cards, conversationQuery),
    card: bodiesOf(cards, cardQuery),
  }
  const headers = { 'content-type': 'application/json', 'x-agentiq-client': 'bench', cookie, origin: url }
  return { url: `${url}/graphql`, headers, bodyOf: (turn) => taken(bodies[question], turn) }
}

function bareTarget({ url }: Running, { cards }: Workspace, question: Question): Target {
  const isAboutOne = question === 'card' || question === 'conversation'
  const bodies = isAboutOne ? cards.map(({ id }) => `${question} ${id}`) : [question]
  return { url, headers: { 'content-type': 'text/plain' }, bodyOf: (turn) => taken(bodies, turn) }
}

function bodiesOf(cards: Workspace['cards'], query: string): string[] {
  return cards.map(({ id }) => JSON.stringify({ query, variables: { id: idOf('Interaction', id) } }))
}

export function idOf(type: string, id: string): string {
  return Buffer.from(`${type}:${id}`).toString('base64url')
}

function taken(bodies: string[], turn: number): string {
  return bodies[turn % bodies.length] ?? ''
}

function costOf(rounds: Measured[]): Cost {
  const latencies = rounds.flatMap((round) => round.latencies)
  return {
    perSecond: median(rounds.map(({ perSecond }) => perSecond)),
    latency: spread(latencies),
    requests: latencies.length,
    bytes: Math.round(median(rounds.map(({ bytes }) => bytes))),
  }
}

function median(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
