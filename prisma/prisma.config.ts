import { defineConfig } from 'prisma/config'

// `generate` needs no engine, but the tool insists on having one; any executable will do.
if (process.argv.includes('generate')) process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

export default defineConfig({ schema: 'schema.prisma', migrations: { path: 'migrations' } })
