import { type GuessRank, mostGuesses } from '#domain/guess-bar.ts'
import type { Tx } from './db.ts'

type Item = { sellerId: string; interactionId: string }

/** Keeps where the best guesses of an interaction end; null where all are among them. */
export async function saveBar(tx: Tx, { sellerId, interactionId }: Item, bar: GuessRank | null): Promise<void> {
  const { guessBar } = tx
  if (bar === null) return void (await guessBar.deleteMany({ where: { interactionId } }))
  await guessBar.upsert({ where: { interactionId }, create: { interactionId, sellerId, ...bar }, update: bar })
}

/** Has those of these interactions looked at anew that have no bar yet, and by now more guesses than are its best. */
export async function askWhereBarIsDue(
  tx: Tx,
  { sellerId, ids }: { sellerId: string; ids: string[] },
  now: Date,
): Promise<void> {
  if (ids.length === 0) return
  const isMereGuess = "link_type = 'probabilistic' AND verdict = 'none'"
  await tx.$executeRawUnsafe(
    `INSERT INTO link_work (interaction_id, seller_id, due_at, is_recompute)
     SELECT id, $1::uuid, $2, true FROM unnest($3::uuid[]) AS made (id)
     WHERE NOT EXISTS (SELECT FROM guess_bar WHERE interaction_id = made.id) AND (
       SELECT count(*) FROM (
         (SELECT FROM link_candidate WHERE a_id = made.id AND ${isMereGuess} LIMIT $4::int + 1)
         UNION ALL (SELECT FROM link_candidate WHERE b_id = made.id AND ${isMereGuess} LIMIT $4::int + 1)
       ) AS guess
     ) > $4::int
     ORDER BY id ON CONFLICT (interaction_id) DO NOTHING`,
    ...[sellerId, now, ids, mostGuesses],
  )
}
