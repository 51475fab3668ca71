import { Prisma } from './generated/client.ts'

/** Whether the database refused what it was to store, and not the work as such: the same values would be refused again. */
export function isDataError(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientValidationError) return true
  const state = sqlStateOf(error)
  return state !== null && classesOfData.has(state.slice(0, 2))
}

/** Whether the database refused a row because there is one like it. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
}

/** Whether a transaction did not get its turn in time: nothing of it was done, and later it may be. */
export function isNotBegun(error: unknown): boolean {
  // Prisma has one code for whatever may go wrong with a transaction.
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2028') return false
  return error.message.includes('Unable to start a transaction')
}

// Data exceptions, violated constraints and values that are too large.
const classesOfData: ReadonlySet<string> = new Set(['22', '23', '54'])

function sqlStateOf(error: unknown): string | null {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return null
  const cause = within(within(error.meta, 'driverAdapterError'), 'cause')
  const state = within(cause, 'originalCode')
  return typeof state === 'string' ? state : null
}

function within(value: unknown, name: string): unknown {
  return value !== null && typeof value === 'object' ? Reflect.get(value, name) : undefined
}
