import { type GivenAnswer, newestAnswer } from '#domain/given-answer.ts'
import {
  type EditBlock,
  EditReplyDocument,
  type EditReplyInput,
  type EditReplyMutation,
  InteractionDocument,
  RejectQuestionDocument,
  type RejectQuestionInput,
  type RejectQuestionMutation,
  type ReplyBlock,
  SendReplyDocument,
  type SendReplyInput,
  type SendReplyMutation,
} from '#generated/graphql.ts'
import { tellChanged } from './changed.ts'
import { client } from './client.ts'
import { type Outcome, outcomeOf } from './outcome.ts'

/** A request that hangs is worth another try: the key keeps it from making a second reply. */
const PATIENCE_MS = 30_000

/** Hands a reply over to the server, which sends it on. The same key again gives the same reply. */
export async function sendReply(input: SendReplyInput): Promise<Outcome<SendReplyMutation['sendReply']>> {
  const { data, error } = await client.value.mutation(SendReplyDocument, { input }, patiently()).toPromise()

  const outcome = outcomeOf(data?.sendReply, error)
  if (outcome.kind === 'accepted') tellChanged(outcome.answer.interaction)
  return outcome
}

/** Hands over the only edit of an answer. The same key again gives the same edit. */
export async function editReply(input: EditReplyInput): Promise<Outcome<EditReplyMutation['editReply']>> {
  const { data, error } = await client.value.mutation(EditReplyDocument, { input }, patiently()).toPromise()

  const outcome = outcomeOf(data?.editReply, error)
  if (outcome.kind === 'accepted') tellChanged(outcome.answer.interaction)
  return outcome
}

/** Hands over the rejection of a question. The same key again rejects nothing twice. */
export async function rejectQuestion(
  input: RejectQuestionInput,
): Promise<Outcome<RejectQuestionMutation['rejectQuestion']>> {
  const { data, error } = await client.value.mutation(RejectQuestionDocument, { input }, patiently()).toPromise()

  const outcome = outcomeOf(data?.rejectQuestion, error)
  if (outcome.kind === 'accepted') tellChanged(outcome.answer.interaction)
  return outcome
}

const patiently = () => ({ fetchOptions: { signal: AbortSignal.timeout(PATIENCE_MS) } })

/** What is in the way of a reply: why none can be written, and the answer that stands there. */
export type Block = { reply: ReplyBlock | null; edit: EditBlock | null; answer: GivenAnswer | null }

/** After a refusal the item is not what we thought: read again, it shows why, and says it to every screen. */
export async function whyBlocked(interactionId: string, writerId: string): Promise<Block> {
  const { data } = await client.value
    .query(InteractionDocument, { id: interactionId }, { requestPolicy: 'network-only' })
    .toPromise()
  if (data?.interaction) tellChanged(data.interaction)

  const { replyBlocked = null, editBlocked = null, messages = [] } = data?.interaction ?? {}
  return { reply: replyBlocked, edit: editBlocked, answer: newestAnswer(messages, writerId) }
}

/** The reply that was made under this key, if the server has one. */
export async function findReply(
  interactionId: string,
  key: string,
): Promise<{ id: string; state: string } | null | 'unreachable'> {
  const { data, operation } = await client.value
    .query(InteractionDocument, { id: interactionId }, { requestPolicy: 'network-only' })
    .toPromise()
  // Without a network the cache answers, and it knows nothing of what happened since.
  if (!data || operation.context.requestPolicy === 'cache-only') return 'unreachable'

  const replies = [data.interaction?.lastReply, ...(data.interaction?.messages.map(({ reply }) => reply) ?? [])]
  return replies.find((reply) => reply?.key === key) ?? null
}
