import { words } from './words.ts'

export const ReplyKind = words('ReplyKind', 'What a reply does.', {
  answer: 'It answers the buyer.',
  edit: 'It changes the answer that stands there, which is possible once.',
  rejection: 'It hides a question from buyers, for good.',
})

export const ReplyState = words('ReplyState', 'Where a reply stands. The last six are final.', {
  queued: 'Waits until the time to take it back is over.',
  sending: 'Is being sent.',
  retry_wait: 'Was surely not sent; will be tried again.',
  unknown: 'Nobody knows whether the marketplace has it; it is being looked for, not repeated.',
  needs_attention: 'It could not be found out; an operator must decide.',
  accepted: 'The marketplace took it and does not show it yet.',
  confirmed: 'The marketplace shows it.',
  failed: 'It did not get through.',
  moderation_rejected: 'The marketplace refused the text at once.',
  rejected: 'Moderation of the marketplace refused the text later.',
  cancelled: 'It was taken back before it left.',
  answered_elsewhere: 'Another answer was there first; this one was not sent.',
})

export const ReplyFailure = words('ReplyFailure', 'What went wrong with a reply, or what it waits for.', {
  auth: 'The marketplace does not accept the key; a reply that has not left waits for another one.',
  earlier: 'An earlier message of the chat goes first, and has not left yet or nobody knows what became of it.',
  unread:
    'The chats are to be read to their end first, with the key that was given last: somebody may have written or answered meanwhile.',
  scope: 'The key does not open this.',
  rate: 'The marketplace limits our pace.',
  moderation: 'The marketplace refuses the text.',
  not_found: 'The marketplace no longer has the item.',
  stale_sign: 'The marketplace gives no sign with which the chat can be written to.',
  network: 'The marketplace could not be reached.',
  conflict: 'There is an answer already.',
  not_editable: 'The marketplace takes no edit of this answer any more.',
  files: 'The marketplace refuses the files, or the message that they go with.',
  invalid: 'The marketplace did not understand the request.',
  marketplace: 'The marketplace is in trouble.',
  buyer_wrote: 'The buyer of the chat has written since, while the message waited for a key; nothing was sent.',
  guardrail: 'The rules for replies changed while it waited, and its text breaks them now; nothing was sent.',
  internal: 'We are in trouble.',
})
