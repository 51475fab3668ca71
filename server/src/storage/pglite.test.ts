import { expect, test } from 'vitest'
import { openPglite } from './pglite.ts'

test('a long row of statements keeps nobody else waiting', async () => {
  const database = await openPglite(null)
  const count = { name: 'count', text: 'SELECT count(*) FROM generate_series(1, $1::int)' }
  let turns = 0
  const timer = setInterval(() => turns++, 1)

  for (let statements = 0; statements < 40; statements++) await database.query(count, [20_000])
  await database.transaction(async (run) => {
    for (let statements = 0; statements < 40; statements++) await run(count.text, [20_000])
  })

  clearInterval(timer)
  await database.close()
  expect(turns).toBeGreaterThan(10)
})
