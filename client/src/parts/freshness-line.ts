import { nextLook } from '#domain/channel-wait.ts'
import { historyLeft } from '#domain/first-sync.ts'
import type { SellerFieldsFragment } from '#generated/graphql.ts'
import { clockTime, freshness, number } from '#texts/formats.ts'
import { ru } from '#texts/ru.ts'
import { namesOf } from './sync-words.ts'

type Seller = Pick<SellerFieldsFragment, 'connection' | 'sync'>
type ChannelSync = SellerFieldsFragment['sync']['channels'][number]

/** How fresh the data is, in the words of every place that says so: the present, then what is still to come (ui 6.2). */
export function freshnessLine(seller: Seller | null, running: boolean, now: Date): string[] {
  if (!seller?.connection) return [ru.frame.neverUpdated]

  const next = nextLook(seller.connection, seller.sync.channels, now)
  const present = firstLoad(seller.sync.channels) ?? (running ? ru.frame.syncing : lastSeen(seller, next, now))
  const parts = [present, next && ru.frame.nextUpdate(clockTime(next)), historyLine(seller.sync.channels)]
  return parts.filter((part) => part !== null).map((part, at) => (at === 0 ? capitalised(part) : part))
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Where the walk through the past stands; null when there is none. */
export function historyLine(channels: readonly ChannelSync[]): string | null {
  const left = historyLeft(channels.filter(({ ready }) => ready))
  return left && ru.sync.history(number(left.done), left.total === null ? null : number(left.total))
}

const isGoingOn = ({ status }: ChannelSync) => status !== 'ERROR' && status !== 'WAITING'

function firstLoad(channels: readonly ChannelSync[]): string | null {
  const going = channels.filter((one) => !one.ready && one.expected !== null && isGoingOn(one))
  if (going.length === 0) return null

  const done = going.reduce((sum, { loaded }) => sum + loaded, 0)
  return ru.inbox.loadingFirst(number(done), number(going.reduce((sum, { expected }) => sum + (expected ?? 0), 0)))
}

/** All channels together; while some have never been read, those that have are named. */
function lastSeen({ sync }: Seller, next: Date | null, now: Date): string | null {
  if (sync.lastSuccessAt) return freshness(new Date(sync.lastSuccessAt), now)

  const seen = sync.channels.filter(({ lastSuccessAt }) => lastSuccessAt !== null)
  const oldest = seen.map(({ lastSuccessAt }) => lastSuccessAt as string).sort()[0]
  if (oldest)
    return ru.frame.ofChannels(
      namesOf(seen.map(({ channel }) => channel)),
      freshness(new Date(oldest), now).toLowerCase(),
    )
  return next ? null : ru.frame.neverUpdated
}
