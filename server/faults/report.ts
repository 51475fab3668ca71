import type { ReplyKind } from '#domain/reply.ts'
import { SECOND } from '#domain/time.ts'
import { courseOf } from './course.ts'
import type { Evidence, FaultChannel, Intent, SaidReply } from './evidence.ts'
import type { StormReport } from './storm.ts'
import type { Damage, Verdict } from './verdict.ts'

/** What is told apart: answers by their channel, and what changes or hides, wherever it does. */
type Sort = FaultChannel | Exclude<ReplyKind, 'answer'>

/** What a run came to. */
export type FaultsReport = {
  seed: number
  database: 'pglite' | 'postgres'
  servers: number
  scale: { storm: number; behind: number; calm: number }
  tookSeconds: number
  /** Hours of the product's time in which all this happened. */
  livedHours: number
  replies: number
  refusedAtTheDoor: Record<ReplyKind, Record<string, number>>
  kills: number
  /** Replies that were being sent when their process was killed. */
  cutDuringTheCall: number
  outcomes: Record<Sort, Record<string, number>>
  /** Seconds of the product's time from «Отправить» to the last call, of replies that were called out. */
  toCalled: Record<Sort, Percentiles>
  /** Seconds of the product's time from «Отправить» to «Ответ опубликован». */
  toConfirmed: Record<Sort, Percentiles>
  writes: { reached: number; applied: number; unanswered: number; tooMany: number }
  spells: Record<string, number>
  deeds: Record<string, number>
  overtaken: number
  damages: ToldDamage[]
}

/** A damage, and what came before it. */
export type ToldDamage = Damage & { course: string[] }

export type Percentiles = { count: number; p50: number; p95: number }

type Facts = Pick<FaultsReport, 'seed' | 'database' | 'servers' | 'scale' | 'tookSeconds' | 'livedHours'>

export function reportOf(facts: Facts, evidence: Evidence, storm: StormReport, verdict: Verdict): FaultsReport {
  const { intents, replies, writes } = evidence
  return {
    ...facts,
    replies: replies.length,
    refusedAtTheDoor: {
      answer: refusalsOf(intents, 'answer'),
      edit: refusalsOf(intents, 'edit'),
      rejection: refusalsOf(intents, 'rejection'),
    },
    kills: storm.kills,
    cutDuringTheCall: replies.filter(({ detail }) => detail === 'The process ended during the call.').length,
    outcomes: perSort((sort) => countBy(ofSort(replies, sort).map(({ state, failure }) => outcome(state, failure)))),
    toCalled: perSort((sort) => percentiles(ofSort(replies, sort).flatMap(secondsToCalled))),
    toConfirmed: perSort((sort) => percentiles(ofSort(replies, sort).flatMap(secondsToConfirmed))),
    writes: {
      reached: writes.length,
      applied: writes.filter(({ isApplied }) => isApplied).length,
      unanswered: writes.filter(({ status }) => status === 0).length,
      tooMany: writes.filter(({ status }) => status === 429).length,
    },
    spells: storm.spells,
    deeds: storm.deeds,
    overtaken: verdict.overtaken,
    damages: verdict.damages.map((damage) => ({ ...damage, course: courseOf(evidence, damage) })),
  }
}

/** The share below which so many of the values lie; 0 when there are none. */
export function percentiles(values: number[]): Percentiles {
  const sorted = values.toSorted((one, other) => one - other)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0
  return { count: sorted.length, p50: at(0.5), p95: at(0.95) }
}

/** The report for people. */
export function told(report: FaultsReport): string {
  const { outcomes, toCalled, toConfirmed, writes, scale, damages, refusedAtTheDoor } = report
  const states = [...new Set(Object.values(outcomes).flatMap((each) => Object.keys(each)))].sort()
  return [
    `seed ${report.seed} · ${report.servers} server(s) on ${report.database} · ${report.tookSeconds} s, in which ` +
      `${report.livedHours.toFixed(1)} hours passed (${scale.storm}, then ${scale.calm} times as fast, slower while the machine was behind)`,
    '',
    `| outcome | ${columns} |`,
    rule,
    ...states.map((state) => `| ${state} | ${sorts.map((each) => outcomes[each][state] ?? 0).join(' | ')} |`),
    '',
    `| seconds after «Отправить» | ${columns} |`,
    rule,
    ...timesTold('called, p50', toCalled, 'p50'),
    ...timesTold('called, p95', toCalled, 'p95'),
    ...timesTold('confirmed, p50', toConfirmed, 'p50'),
    ...timesTold('confirmed, p95', toConfirmed, 'p95'),
    '',
    `${report.replies} replies, ${report.kills} kills (${report.cutDuringTheCall} in the middle of a call), ` +
      `${writes.reached} writes reached the marketplace with words, ${writes.applied} had an effect, ${writes.unanswered} got no answer.`,
    `Refused at the door: answers: ${listed(refusedAtTheDoor.answer)}; edits: ${listed(refusedAtTheDoor.edit)}; ` +
      `rejections: ${listed(refusedAtTheDoor.rejection)}.`,
    `What people did: ${listed(report.deeds)}.`,
    `Spells of trouble: ${listed(report.spells)}.`,
    `Colleagues overtaken between the look and the call: ${report.overtaken}.`,
    '',
    damages.length === 0
      ? '0 doubled, 0 lost, 0 edits spent by accident.'
      : `DAMAGE: ${listed(countBy(damages.map(({ kind }) => kind)))}`,
    ...damages
      .slice(0, 40)
      .flatMap(({ kind, of, item, text, said, course }) => [
        `  ${kind}: ${of} «${text}» to ${item}: ${said}`,
        ...course.map((line) => `    ${line}`),
      ]),
  ].join('\n')
}

function timesTold(title: string, times: Record<Sort, Percentiles>, name: 'p50' | 'p95'): string[] {
  return [`| ${title} | ${sorts.map((each) => Math.round(times[each][name])).join(' | ')} |`]
}

const sorts: Sort[] = ['review', 'question', 'chat', 'edit', 'rejection']
const columns = 'reviews | questions | chats | edits | rejections'
const rule = '|---|---|---|---|---|---|'

function perSort<Value>(count: (sort: Sort) => Value): Record<Sort, Value> {
  return {
    review: count('review'),
    question: count('question'),
    chat: count('chat'),
    edit: count('edit'),
    rejection: count('rejection'),
  }
}

function ofSort(replies: SaidReply[], sort: Sort): SaidReply[] {
  return replies.filter(({ kind, channel }) => (kind === 'answer' ? channel : kind) === sort)
}

function refusalsOf(intents: Intent[], kind: ReplyKind): Record<string, number> {
  const refused = intents.filter((intent) => intent.kind === kind && intent.replyIds.length === 0)
  return countBy(refused.flatMap(({ refusal }) => refusal ?? []))
}

const outcome = (state: string, failure: string | null) => (state === 'failed' ? `failed: ${failure}` : state)

function secondsToCalled({ createdAt, sentAt }: SaidReply): number[] {
  return sentAt === null ? [] : [(sentAt - createdAt) / SECOND]
}

function secondsToConfirmed({ state, createdAt, confirmedAt }: SaidReply): number[] {
  return state === 'confirmed' && confirmedAt !== null ? [(confirmedAt - createdAt) / SECOND] : []
}

function countBy(words: string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return counts
}

function listed(counts: Record<string, number>): string {
  const parts = Object.entries(counts).map(([word, count]) => `${word} ${count}`)
  return parts.length > 0 ? parts.join(', ') : 'none'
}
