import { StartFailed } from './start/processes.ts'
import { once, runQuietly, tool } from './steps.ts'

/** Everything the server needs that is not in git: the Prisma client and Pothos' view of it. */
export async function prepareServer(): Promise<void> {
  await once('prisma', ['prisma/schema.prisma', 'pnpm-lock.yaml'], 'server/src/storage/generated/client.ts', () =>
    must('the database client', tool('.', 'prisma'), ['generate', '--config', 'prisma/prisma.config.ts']),
  )
}

/** What the client's code needs that is not in git: types and documents of its operations. */
export async function prepareClientTypes(): Promise<void> {
  await once(
    'graphql',
    ['schema/schema.graphql', 'client/src', 'codegen.ts', 'pnpm-lock.yaml'],
    'client/src/generated',
    () => must('the GraphQL types', tool('.', 'graphql-codegen'), ['--config', 'codegen.ts']),
  )
}

/** The built client. */
export async function prepareClient(): Promise<void> {
  await prepareClientTypes()
  const inputs = ['client', 'schema/schema.graphql', 'server/src/domain', 'pnpm-lock.yaml', 'tsconfig.json']
  await once('client', inputs, 'client/dist/index.html', () =>
    must('the app', tool('client', 'vite'), ['build', '--logLevel', 'warn'], 'client'),
  )
}

/** Everything that `start` needs; does nothing when nothing changed. */
export async function prepareApp(): Promise<void> {
  await prepareServer()
  await prepareClient()
}

async function must(what: string, program: string, args: string[], folder = '.'): Promise<void> {
  console.error(`Building ${what} …`)
  const { code, output } = await runQuietly(program, args, folder)
  if (code !== 0) throw new StartFailed(`${output.trim()}\n\nBuilding ${what} failed.`)
}
