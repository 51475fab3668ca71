import type { Db } from './db.ts'

/** Where it is announced that somebody lost rights: signed out, or without a key. Who it was is read anew by whoever asks. */
export const rightsChannel = 'agentiq_rights'

/** Tells every process on this database to forget whom it remembers. */
export async function announceRights(db: Db): Promise<void> {
  await db.query({ name: 'announce_rights', text: 'SELECT pg_notify($1, $2)' }, [rightsChannel, ''])
}
