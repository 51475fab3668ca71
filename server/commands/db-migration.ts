import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { migrationsFolder, missingSql } from './migrations/schema-engine.ts'

// pnpm db:migration NAME: writes the SQL that leads from the committed migrations to schema.prisma.

const name = process.argv[2] ?? ''
if (!/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error('Give the migration a name in small letters, digits and underscores: pnpm db:migration add_notes')
  process.exit(1)
}

const sql = await missingSql()
if (sql === '') {
  console.log('The migrations and prisma/schema.prisma agree; there is nothing to write.')
  process.exit(0)
}

const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
const folder = join(migrationsFolder, `${stamp}_${name}`)
mkdirSync(folder)
writeFileSync(join(folder, 'migration.sql'), sql)
console.log(
  `Wrote ${join('prisma/migrations', `${stamp}_${name}`, 'migration.sql')}; read it, then start the app or run the tests.`,
)
process.exit(0)
