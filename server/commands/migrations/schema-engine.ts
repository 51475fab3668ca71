import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { PrismaPGlite } from 'pglite-prisma-adapter'

/** Where the tables are described and where the steps to them are kept. */
export const prismaFolder = join(import.meta.dirname, '../../../prisma')
export const migrationsFolder = join(prismaFolder, 'migrations')

/**
 * The SQL that leads from the committed migrations to `schema.prisma`; empty when they agree.
 * Both ends are compared by Prisma's own schema engine, on two databases in memory.
 */
export async function missingSql(): Promise<string> {
  const database = await PGlite.create()
  const engine = await openEngine(database)

  try {
    const { stdout } = await engine.diff({
      from: { tag: 'migrations', ...migrationsOnDisk() },
      to: { tag: 'schemaDatamodel', files: [schemaFile()] },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    })
    return isNothing(stdout) ? '' : (stdout ?? '')
  } finally {
    await database.close()
  }
}

type Engine = { diff(params: unknown): Promise<{ exitCode: number; stdout: string | null }> }

type EngineModule = {
  __wbg_set_wasm(exports: WebAssembly.Exports): void
  SchemaEngine: { new: (options: unknown, log: (message: string) => void, adapter: unknown) => Promise<Engine> }
}

async function openEngine(database: PGlite): Promise<Engine> {
  const folder = join(import.meta.dirname, '../../node_modules/@prisma/schema-engine-wasm')
  const bindings = (await import(join(folder, 'schema_engine_bg.js'))) as EngineModule & WebAssembly.ModuleImports
  const binary = new WebAssembly.Module(readFileSync(join(folder, 'schema_engine_bg.wasm')))
  const instance = new WebAssembly.Instance(binary, { './schema_engine_bg.js': bindings })

  bindings.__wbg_set_wasm(instance.exports)
  const start = instance.exports.__wbindgen_start
  if (typeof start === 'function') start()

  const { path, content } = schemaFile()
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPGlite(database))
  return bindings.SchemaEngine.new({ datamodels: [[path, content]] }, () => undefined, adapter)
}

function schemaFile() {
  const path = join(prismaFolder, 'schema.prisma')
  return { path, content: readFileSync(path, 'utf8') }
}

function migrationsOnDisk() {
  const names = readdirSync(migrationsFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const migrationDirectories = names
    .map(({ name }) => name)
    .sort()
    .map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: readFileSync(join(migrationsFolder, name, 'migration.sql'), 'utf8') },
      },
    }))

  return {
    baseDir: migrationsFolder,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories,
  }
}

const isNothing = (script: string | null) =>
  script === null || script.trim() === '' || /^-- This is an empty migration\.\s*$/.test(script.trim())
