import 'fake-indexeddb/auto'
import type { Client } from '@urql/core'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { nextTick } from 'vue'
import { followInbox } from '#api/live.ts'
import { useSession, type Viewer } from './session.ts'
import { useSynchronisation } from './synchronisation.ts'

beforeEach(async () => {
  vi.useFakeTimers()
  setActivePinia(createPinia())
  await itIs('12:00:00')
})

afterEach(() => vi.useRealTimers())

test('when a look was due the app asks how it went, for nothing tells of a look that brought no news', async () => {
  const asked = following('12:01:10')

  await itIs('12:01:00')
  expect(asked).not.toHaveBeenCalled()

  await itIs('12:01:30')
  expect(asked).toHaveBeenCalledTimes(1)
})

test('news of the key are asked for: the event does not carry them', () => {
  const asked = following('13:00:00')

  hearsOf(1, 'KEY_REJECTED')
  expect(asked).toHaveBeenCalledTimes(1)

  hearsOf(2, 'INGESTED')
  expect(asked).toHaveBeenCalledTimes(1)
})

/** Somebody is signed in whose reviews are looked at next at this time. */
function following(nextAt: string) {
  const session = useSession()
  const asked = vi.spyOn(session, 'refresh').mockResolvedValue()
  session.viewer = { sellers: [{ sync: { channels: [{ nextAt: `2026-02-11T${nextAt}Z` }] } }] } as unknown as Viewer
  session.state = 'signed_in'
  useSynchronisation()
  return asked
}

/** Somebody looks at the app at this time. */
async function itIs(time: string) {
  vi.setSystemTime(`2026-02-11T${time}Z`)
  document.dispatchEvent(new Event('visibilitychange'))
  await nextTick()
}

/** The journal tells of something that happened to the seller. */
function hearsOf(seq: number, type: string) {
  const inboxChanges = {
    __typename: 'InboxEvent',
    seq,
    type,
    at: '2026-02-11T12:00:00Z',
    interaction: null,
    sync: null,
  }
  const subscription = () => ({
    subscribe(hear: (result: object) => void) {
      hear({ data: { inboxChanges } })
      return { unsubscribe: () => {} }
    },
  })
  followInbox({ subscription } as unknown as Client, { id: 's1', lastSeq: seq - 1 }).stop()
}
