import { GraphQLError } from 'graphql'
import { expect, test } from 'vitest'
import type { Db } from '#storage/db.ts'
import { openTestDb } from '../../testkit/shop.ts'
import { createMask } from './mask-error.ts'

test('what did not get its turn in the database is no incident: the caller may ask again', async () => {
  const lines: string[] = []
  const log = { debug() {}, info() {}, warn: noteIn('warn'), error: noteIn('error') }
  function noteIn(level: string) {
    return () => void lines.push(level)
  }

  const db = await openTestDb()
  const cause = (await errorOfWaiting(db)) as Error
  await db.close()
  const masked = createMask(log)(new GraphQLError('No.', { originalError: cause, path: ['sendReply'] }))

  expect(masked).toMatchObject({ path: ['sendReply'], extensions: { code: 'BUSY' } })
  expect(masked.message).toContain('same key')
  expect(lines).toEqual(['warn'])
})

/** What the database client says when every connection is in the middle of a transaction: each of these waits for the next one inside it. */
function errorOfWaiting({ prisma }: Pick<Db, 'prisma'>): Promise<unknown> {
  return prisma.$transaction(() => errorOfWaiting({ prisma }), { maxWait: 1000 }).catch((reason) => reason)
}
