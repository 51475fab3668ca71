import { JudgeLinkDocument, type JudgeLinkMutation, type LinkVerdict } from '#generated/graphql.ts'
import { client } from './client.ts'
import { type Outcome, outcomeOf } from './outcome.ts'

/** Says whether a probable link is of the same buyer; `NONE` takes that back. */
export async function judgeLink(
  linkId: string,
  verdict: LinkVerdict,
): Promise<Outcome<JudgeLinkMutation['judgeLink']>> {
  const { data, error } = await client.value.mutation(JudgeLinkDocument, { input: { linkId, verdict } }).toPromise()
  return outcomeOf(data?.judgeLink, error)
}
