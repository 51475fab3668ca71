import {
  BadInput,
  BuyerWroteMeanwhile,
  Conflict,
  EditBlocked,
  FilesRefused,
  GuardrailBlocked,
  KeyRefused,
  MarketplaceUnreachable,
  NotAllowed,
  NotConnected,
  NotFound,
  OtherShop,
  type Refusal,
  ReplyTooLong,
  ShopTaken,
  TooSoon,
  WritingBlocked,
} from '#domain/errors.ts'
import { builder } from './builder.ts'
import { GuardrailFinding } from './reply-rules.ts'
import { MembershipRole } from './role.ts'
import { words } from './words.ts'

const RefusalInterface = builder.interfaceRef<Refusal>('Refusal').implement({
  description:
    'A refusal: a no that was foreseen. Apps make their own sentence from the type and its facts; `message` is for developers, in English.',
  fields: (t) => ({
    message: t.exposeString('message', { description: 'What is wrong, for developers. Its wording may change.' }),
  }),
})

const interfaces = [RefusalInterface]

builder.objectType(BadInput, {
  name: 'BadInput',
  description: 'An argument that cannot be used.',
  interfaces,
  fields: (t) => ({ field: t.exposeString('field', { description: 'Which argument.' }) }),
})

builder.objectType(NotFound, {
  name: 'NotFound',
  description: 'There is no such thing, or the viewer may not know of it.',
  interfaces,
})

builder.objectType(NotAllowed, {
  name: 'NotAllowed',
  description: 'The viewer may see it, but the viewer’s role does not allow to change it.',
  interfaces,
  fields: (t) => ({ needs: t.expose('needs', { type: MembershipRole, description: 'Who may do it.' }) }),
})

builder.objectType(Conflict, {
  name: 'Conflict',
  description: 'The world has moved on: what was asked no longer fits. Reading again shows how things stand.',
  interfaces,
  fields: (t) => ({ reason: t.expose('reason', { type: ConflictReason, description: 'What is in the way.' }) }),
})

builder.objectType(ReplyTooLong, {
  name: 'ReplyTooLong',
  description: 'The text has more Unicode code points than the channel allows.',
  interfaces,
  fields: (t) => ({
    length: t.exposeInt('length', { description: 'Length of the text given.' }),
    limit: t.exposeInt('limit', { description: 'The longest text that the channel takes.' }),
  }),
})

builder.objectType(GuardrailBlocked, {
  name: 'GuardrailBlocked',
  description:
    'The text breaks rules for replies. Nothing is queued, there is no override, and the key is free for the mended text.',
  interfaces,
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Always `GUARDRAIL_BLOCKED`.' }),
    violations: t.field({
      type: [GuardrailFinding],
      description: 'What has to be mended, in the order of the text.',
      resolve: ({ violations }) => [...violations],
    }),
    warnings: t.field({
      type: [GuardrailFinding],
      description: 'What had better be mended, in the order of the text.',
      resolve: ({ warnings }) => [...warnings],
    }),
    summary: t.exposeString('summary', {
      description: 'The codes of the violations, each once, with commas between them.',
    }),
    policyVersion: t.exposeString('policyVersion', {
      description: 'The rules that the text was checked with, as in `guardrailPolicy`.',
    }),
  }),
})

builder.objectType(WritingBlocked, {
  name: 'WritingBlocked',
  description: 'No answer can be written here now.',
  interfaces,
  fields: (t) => ({
    reason: t.expose('reason', { type: ReplyBlock, description: 'Why not, as in `Interaction.replyBlocked`.' }),
  }),
})

builder.objectType(EditBlocked, {
  name: 'EditBlocked',
  description: 'The answer that stands there cannot be edited.',
  interfaces,
  fields: (t) => ({
    reason: t.expose('reason', { type: EditBlock, description: 'Why not, as in `Interaction.editBlocked`.' }),
  }),
})

builder.objectType(FilesRefused, {
  name: 'FilesRefused',
  description: 'The files cannot go with the message; nothing was queued.',
  interfaces,
  fields: (t) => ({ reason: t.expose('reason', { type: FilesRefusal, description: 'Why not.' }) }),
})

builder.objectType(BuyerWroteMeanwhile, {
  name: 'BuyerWroteMeanwhile',
  description:
    'The buyer has written again since the item was seen (`seenAt`); nothing was queued. Without `seenAt` the reply goes as it is.',
  interfaces,
})

builder.objectType(NotConnected, {
  name: 'NotConnected',
  description: 'The seller has given no key to the marketplace yet.',
  interfaces,
})

builder.objectType(TooSoon, {
  name: 'TooSoon',
  description: 'Asked again too early.',
  interfaces,
  fields: (t) => ({
    retryAt: t.expose('retryAt', { type: 'DateTime', description: 'When asking again makes sense.' }),
  }),
})

builder.objectType(KeyRefused, {
  name: 'KeyRefused',
  description: 'The key to the marketplace cannot be used; nothing was saved.',
  interfaces,
  fields: (t) => ({
    reason: t.expose('reason', { type: KeyRefusal, description: 'What is wrong with the key.' }),
    expiredAt: t.expose('expiredAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the key ran out; null unless that is the reason.',
    }),
  }),
})

builder.objectType(MarketplaceUnreachable, {
  name: 'MarketplaceUnreachable',
  description: 'The marketplace does not answer; nothing was saved. Trying again later may help.',
  interfaces,
})

builder.objectType(OtherShop, {
  name: 'OtherShop',
  description: 'The key opens another shop than the one connected; nothing was saved.',
  interfaces,
  fields: (t) => ({
    shopName: t.exposeString('shopName', {
      description: 'The shop that is connected, by the name of its seller here: only a key of this shop can be used.',
    }),
  }),
})

builder.objectType(ShopTaken, {
  name: 'ShopTaken',
  description: 'The shop that the key opens is connected in another workspace; nothing was saved.',
  interfaces,
})

const ConflictReason = words('ConflictReason', 'What stands in the way.', {
  already_answered:
    'The seller has answered already, here or elsewhere; of a chat: somebody else has since it was seen (`seenAt`).',
  reply_in_flight: 'Another reply to the same item is on its way.',
  key_reused: 'The key was used for another text or another item.',
  closed: 'The item is closed; reopen it first.',
  already_sent: 'The reply has left; it cannot be taken back.',
  not_restartable: 'The reply may have reached the marketplace, or would be refused again as it is.',
  not_replaceable:
    'The reply in whose place it would go has reached the buyer meanwhile, goes again, was replaced before or put aside.',
  not_waiting:
    'The reply does not wait for the network: it is on its way, has arrived, or its time is set by the marketplace.',
  not_open: 'Only an item that waits for an answer can be closed, have a priority or get a draft.',
  rejected_question: 'The question was rejected: buyers do not see it, and it cannot be brought back.',
  changed: 'The item is not what it was when it was chosen.',
  shortcut_taken: 'Another template has this shortcut.',
  needs_human: 'A person has to answer this in her own words: there are no drafts for it.',
})

/** Why no answer may be written. */
export const ReplyBlock = words('ReplyBlock', 'Why no answer can be written.', {
  already_answered: 'There is an answer, and the channel takes one.',
  in_flight: 'A reply is on its way.',
  rejected_question: 'The question was rejected, and buyers do not see it.',
  read_only_key: 'The key may only read.',
  no_chat_access: 'The key does not open chats.',
  no_feedbacks_access: 'The key does not open reviews and questions.',
  key_rejected: 'The marketplace no longer accepts the key, or it has run out.',
  no_key: 'There is no key to the marketplace.',
  removed: 'The marketplace no longer shows the item.',
})

const FilesRefusal = words('FilesRefusal', 'Why files cannot go with a message.', {
  chat_only: 'Only messages of chats carry files.',
  empty: 'There is nothing in a file.',
  unknown_type: 'By its contents the file is neither JPEG nor PNG nor PDF.',
  too_large: 'A file has more than 5 MiB.',
  together_too_large: 'Together they have more than 30 MB.',
  too_many: 'There are more than 30, or too many wait for their messages.',
  gone: 'A file was kept for a day and is not here any more, or it has reached its buyer.',
})

/** Why the answer that stands there cannot be edited. */
export const EditBlock = words('EditBlock', 'Why an answer cannot be edited.', {
  not_editable_channel: 'A chat message can never be edited.',
  no_answer: 'There is no answer of the seller.',
  in_flight: 'A reply is on its way.',
  already_edited: 'The only edit is spent.',
  too_late: 'Sixty days are over.',
  forbidden: 'The marketplace does not allow it.',
  removed: 'The marketplace no longer shows the item.',
  read_only_key: 'The key may only read.',
  no_feedbacks_access: 'The key does not open reviews and questions.',
  key_rejected: 'The marketplace no longer accepts the key, or it has run out.',
  no_key: 'There is no key to the marketplace.',
})

const KeyRefusal = words('KeyRefusal', 'What is wrong with a key.', {
  malformed: 'It is not a key of the marketplace.',
  expired: 'It has run out.',
  test_key: 'It only opens the sandbox.',
  no_feedbacks: 'It does not open reviews and questions.',
  rejected: 'The marketplace does not accept it.',
})
