import type { CombinedError } from '@urql/core'
import { isOfflineError } from './cache.ts'

type Answer = { __typename: string }
type Success<A extends Answer> = Extract<A, { __typename: `${string}Success` }>
export type RefusalOf<A extends Answer> = Exclude<A, { __typename: `${string}Success` }>

/** What became of something we asked the server to do. */
export type Outcome<A extends Answer> =
  | { kind: 'accepted'; answer: Success<A> }
  | { kind: 'refused'; refusal: RefusalOf<A> }
  /** The server was not reached, or its answer was lost: it may have happened. */
  | { kind: 'unreachable' }
  /** The server failed in a way nobody foresaw. `incident` finds it in the log. */
  | { kind: 'broken'; incident: string | null }

export function outcomeOf<A extends Answer>(
  answer: A | null | undefined,
  error: CombinedError | undefined,
): Outcome<A> {
  if (isOfflineError(error)) return { kind: 'unreachable' }
  if (error || !answer) return { kind: 'broken', incident: incidentIn(error) }
  if (isSuccess(answer)) return { kind: 'accepted', answer }
  return { kind: 'refused', refusal: answer as RefusalOf<A> }
}

function isSuccess<A extends Answer>(answer: A): answer is Success<A> {
  return answer.__typename.endsWith('Success')
}

function incidentIn(error: CombinedError | undefined): string | null {
  const incident = error?.graphQLErrors[0]?.extensions.incident
  return typeof incident === 'string' ? incident : null
}
