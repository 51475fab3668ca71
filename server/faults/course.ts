import type { Evidence } from './evidence.ts'
import type { Damage } from './verdict.ts'

/** Everything that is known of a damaged reply, in the order of its times: our journal, the marketplace's, and colleagues. */
export function courseOf(
  { replies, writes, looks, colleagues }: Evidence,
  { of, item, text }: Pick<Damage, 'of' | 'item' | 'text'>,
): string[] {
  const ours = replies
    .filter((reply) => reply.item === item)
    .flatMap((reply) => reply.events.map(({ at, told }) => ({ at, line: `${reply.kind} «${reply.text}»: ${told}` })))
  const theirs = writes
    // All questions are rejected in the same words.
    .filter((write) => write.item === item || (of !== 'rejection' && write.text === text))
    .map(({ at, status, isApplied, text: sent }) => ({
      at,
      line: `WB answers ${status} to «${sent}»${isApplied ? ', applied' : ''}`,
    }))
  const looked = looks
    .filter((look) => look.item === item)
    .map(({ at, status }) => ({ at, line: `WB shows it: ${status}` }))
  const others = colleagues
    .filter((one) => one.item === item)
    .map(({ at, text: answer }) => ({ at, line: `a colleague answers «${answer}»` }))

  return [...ours, ...theirs, ...looked, ...others]
    .toSorted((one, other) => one.at - other.at)
    .map(({ at, line }) => `${new Date(at).toISOString().slice(11, 23)} ${line}`)
}
