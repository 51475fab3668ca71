import { waitsUntil } from './channel-wait.ts'

type ChannelName = 'REVIEW' | 'QUESTION' | 'CHAT'
type Backfill = { done: number; expected: number | null; endedAt: string | null }

export type ChannelProgress = {
  channel: ChannelName
  status: 'IDLE' | 'SYNCING' | 'SUCCESS' | 'WAITING' | 'ERROR'
  problem: string | null
  startedAt: string | null
  nextAt: string | null
  loaded: number
  expected: number | null
  backfill: Backfill | null
  ready: boolean
}

export type ChannelStage =
  | { kind: 'queued' }
  | { kind: 'loading'; loaded: number; expected: number | null }
  /** The marketplace takes the next request only then. */
  | { kind: 'waiting'; loaded: number; until: Date }
  | { kind: 'ready'; loaded: number }
  | { kind: 'failed'; problem: string }

type Key = { channels: readonly { channel: ChannelName; access: string }[] }

/** The channels that the key opens. */
export function openedOf<Known extends { channel: ChannelName }>(key: Key | null, channels: readonly Known[]): Known[] {
  const opened = new Set(key?.channels.filter(({ access }) => access !== 'DENIED').map(({ channel }) => channel))
  return channels.filter(({ channel }) => opened.has(channel))
}

/** Those of them that were never read to the end: what is not there of them may still come. */
export function unreadOf<Known extends { channel: ChannelName; ready: boolean }>(
  key: Key | null,
  channels: readonly Known[],
): Known[] {
  return openedOf(key, channels).filter(({ ready }) => !ready)
}

/** Enough to begin with (ui 7.3). */
const ENOUGH = 50

export function stageOf(progress: ChannelProgress): ChannelStage {
  const { status, problem, startedAt, loaded, expected, ready } = progress
  if (ready) return { kind: 'ready', loaded }

  const until = waitsUntil(progress)
  if (until) return { kind: 'waiting', loaded, until }
  if (status === 'ERROR') return { kind: 'failed', problem: problem ?? 'INTERNAL' }
  if (startedAt === null && loaded === 0) return { kind: 'queued' }
  return { kind: 'loading', loaded, expected }
}

/** How much of a channel is there, from 0 to 1; null when nobody knows the whole. */
export function shareOf(stage: ChannelStage): number | null {
  if (stage.kind === 'ready') return 1
  if (stage.kind !== 'loading' || stage.expected === null || stage.expected === 0) return null
  return Math.min(1, stage.loaded / stage.expected)
}

/** The walk through the past that still goes on behind the daily work, of all channels together. */
export function historyLeft(
  channels: readonly Pick<ChannelProgress, 'backfill'>[],
): { done: number; total: number | null } | null {
  const going = channels.flatMap(({ backfill }) => (backfill && backfill.endedAt === null ? [backfill] : []))
  if (going.length === 0) return null

  const total = going.reduce<number | null>((sum, { expected }) => add(sum, expected), 0)
  return { done: going.reduce((sum, { done }) => sum + done, 0), total }
}

const add = (one: number | null, other: number | null) => (one === null || other === null ? null : one + other)

export const loadedIn = (channels: readonly ChannelProgress[]) => channels.reduce((sum, { loaded }) => sum + loaded, 0)

export const isAllReady = (channels: readonly ChannelProgress[]) =>
  channels.length > 0 && channels.every(({ ready }) => ready)

export const mayMoveOn = (channels: readonly ChannelProgress[]) => loadedIn(channels) >= ENOUGH || isAllReady(channels)

/** The soonest moment at which the marketplace takes a request of one of them; null when none waits for that. */
export function goesOnAt(channels: readonly ChannelProgress[]): Date | null {
  const times = channels.flatMap((one) => {
    const stage = stageOf(one)
    return stage.kind === 'waiting' ? [stage.until.getTime()] : []
  })
  return times.length === 0 ? null : new Date(Math.min(...times))
}

/** Whether anything can come within the next minutes: a person is not kept for what waits or has failed. */
export const isUnderWay = (channels: readonly ChannelProgress[]) =>
  channels.length === 0 || channels.some((channel) => ['queued', 'loading'].includes(stageOf(channel).kind))
