import { expect, test } from 'vitest'
import { displayStatusOf } from './interaction.ts'

const review = { isAutoResponse: false, chatStatus: null, closeReason: null } as const

test.each([
  ['an open one waits', { ...review, status: 'open', wbSyncState: 'none' }, 'waiting'],
  ['one that WB refused waits again', { ...review, status: 'open', wbSyncState: 'rejected' }, 'waiting'],
  ['one whose reply never appeared waits again', { ...review, status: 'open', wbSyncState: 'unconfirmed' }, 'waiting'],
  ['one whose reply was not sent says so', { ...review, status: 'open', wbSyncState: 'failed' }, 'failed'],
  ['a reply on its way is pending', { ...review, status: 'responded', wbSyncState: 'pending' }, 'pending'],
  ['an answered one is answered', { ...review, status: 'responded', wbSyncState: 'confirmed' }, 'responded'],
  [
    'an auto-reply on its way is pending too',
    { ...review, isAutoResponse: true, status: 'responded', wbSyncState: 'pending' },
    'pending',
  ],
  [
    'an auto-reply is told from a reply',
    { ...review, isAutoResponse: true, status: 'responded', wbSyncState: 'confirmed' },
    'auto_response',
  ],
  ['a closed one is closed', { ...review, status: 'closed', wbSyncState: 'unconfirmed' }, 'closed'],
  [
    'one closed beside a reply on its way is closed',
    { ...review, status: 'closed', closeReason: 'manual', wbSyncState: 'pending' },
    'closed',
  ],
  [
    'a question whose rejection is on its way is not closed yet',
    { ...review, status: 'closed', closeReason: 'rejected', wbSyncState: 'pending' },
    'pending',
  ],
  [
    'a question that WB has hidden is closed',
    { ...review, status: 'closed', closeReason: 'rejected', wbSyncState: 'confirmed' },
    'closed',
  ],
  [
    'a buyer who came back is told from a new one',
    { ...review, status: 'open', wbSyncState: 'confirmed', chatStatus: 'client_replied' },
    'client_replied',
  ],
  [
    'a chat answered by the auto-reply says so',
    { ...review, status: 'responded', wbSyncState: 'confirmed', chatStatus: 'auto_response' },
    'auto_response',
  ],
] as const)('%s', (_, interaction, shown) => {
  expect(displayStatusOf(interaction)).toBe(shown)
})
