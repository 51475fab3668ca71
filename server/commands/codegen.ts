import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { prepareClientTypes, prepareServer } from './prepare.ts'
import { once, top } from './steps.ts'

// Makes everything that tools write: the database client, the printed contract, the client's types. What is up to date stays.
await prepareServer()
await once(
  'schema',
  ['server/src/graphql', 'schema/schema.graphql', 'pnpm-lock.yaml'],
  'schema/schema.graphql',
  printSchema,
)
await prepareClientTypes()

async function printSchema(): Promise<void> {
  // Not before the database client is there: the schema's code imports it.
  const { printedSchema } = await import('../src/graphql/schema.ts')
  writeFileSync(join(top, 'schema/schema.graphql'), printedSchema())
}
