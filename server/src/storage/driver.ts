import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils'

/** A statement that is prepared once per connection under its name. */
export type Statement = { name: string; text: string }

/** Runs SQL on one connection; several statements at once only without values. */
export type Run = <Row>(sql: string, values?: unknown[]) => Promise<Row[]>

/** What we need of a database, the same for the embedded one and for PostgreSQL. */
export interface Driver {
  readonly kind: 'pglite' | 'postgres'
  readonly adapter: SqlDriverAdapterFactory
  query<Row>(statement: Statement, values: unknown[]): Promise<Row[]>
  /** One transaction on one connection, for migrations. */
  transaction<Result>(work: (run: Run) => Promise<Result>): Promise<Result>
  /** Calls back for every NOTIFY on the channel, from this process and others, until stopped. */
  listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>
  close(): Promise<void>
}
