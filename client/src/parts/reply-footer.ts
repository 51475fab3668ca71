import type { GivenAnswer } from '#domain/given-answer.ts'
import { isWritten, needsLook, type OutboxItem } from '#domain/outbox-item.ts'
import type { Channel, EditBlock, ReplyBlock, ReplyFieldsFragment, WbSyncState } from '#generated/graphql.ts'
import { clockTime, duration, moment } from '#texts/formats.ts'
import { refusedText, replyFailures, secondsUntil } from '#texts/refusals.ts'
import { ru } from '#texts/ru.ts'
import { failureText, kindOf, replyWords } from './reply-words.ts'

export type ReplyAction =
  | 'cancel'
  | 'edit'
  | 'retry'
  | 'fix'
  | 'sendAgain'
  | 'sendAnyway'
  | 'copy'
  | 'checkOnWb'
  | 'remove'
  | 'signIn'
  | 'renewKey'
  | 'sendFiles'
  | 'sendNow'
  | 'look'
  | 'check'
  | 'sendAsIs'

/** What stands under a reply: its state in words, a second line, and what can be done (ui 8.2). */
export type Footer = {
  tone: 'neutral' | 'ok' | 'queue' | 'warn' | 'danger'
  text: string
  note: string | null
  actions: ReplyAction[]
}

const { reply: say } = ru.interaction
const SLOW_MS = 10_000
const HOUR_MS = 3_600_000

type Circumstances = {
  channel: Channel
  wbSyncState: WbSyncState
  /** Whether the item has a field to mend a text in. */
  writable: boolean
  /** Whether the answer that stands there can be edited. */
  editable: boolean
  /** Who gave the answer that stands there, in words. */
  answeredBy: string | null
  /** When the message that goes before this one is tried again, where that is known. */
  earlierAt?: Date | null
  /** It stands in a list, away from the conversation. */
  inList?: boolean
  now: Date
}

export function footerOfReply(reply: ReplyFieldsFragment, circumstances: Circumstances): Footer {
  const footer = stateOf(reply, replyWords(kindOf[reply.kind]), circumstances)
  return reply.kind === 'REJECTION' ? withoutWords(footer) : footer
}

function stateOf(reply: ReplyFieldsFragment, say: typeof ru.interaction.reply, circumstances: Circumstances): Footer {
  const { channel, wbSyncState, now } = circumstances
  const isEdit = reply.kind === 'EDIT'
  // An edit is mended in the field for edits, and there is none once WB takes no edit any more.
  const mendable = isEdit ? circumstances.editable : circumstances.writable
  const again = (action: ReplyAction): ReplyAction[] => (isEdit && !mendable ? [] : [action])
  const isPublic = channel !== 'CHAT'
  const next = reply.nextAt === null ? null : new Date(reply.nextAt)

  switch (reply.state) {
    case 'QUEUED': {
      if (isHeldBack(reply)) return waitingForOthers(reply, circumstances, say)
      const until = reply.cancellableUntil === null ? null : new Date(reply.cancellableUntil)
      if (reply.failure === 'RATE' && next) return waitingForTurn(next, now, say)
      if (until && until > now) return footer('queue', say.undo(secondsUntil(until, now)), null, ['cancel'])
      const note = next && next > now ? say.queuedAt(clockTime(next)) : null
      return footer('queue', note ? say.queued : say.sending, note, note ? ['edit', 'cancel'] : [])
    }
    case 'SENDING':
      return footer('queue', say.sending, isSlow(reply.sentAt, now) ? say.sendingLong : null)
    case 'RETRY_WAIT': {
      if (isHeldBack(reply)) return waitingForOthers(reply, circumstances, say)
      const isHeldByWb = reply.failure === 'RATE'
      const note = isHeldByWb ? say.retryRate : say.retryNetwork
      const actions: ReplyAction[] = isHeldByWb ? ['cancel'] : ['sendNow', 'cancel']
      return footer('queue', next ? retryWords(next, now) : say.queued, note, actions)
    }
    case 'UNKNOWN':
      if (isWithoutKey(reply)) return footer('warn', say.waitsForKey, say.unknownNoteNoTime, ['renewKey'])
      return footer(
        'warn',
        say.unknown,
        reply.knownBy ? say.unknownNote(moment(new Date(reply.knownBy), now)) : say.unknownNoteNoTime,
      )
    case 'NEEDS_ATTENTION':
      return footer('danger', say.needsAttention, isPublic ? say.needsAttentionPublic : say.needsAttentionChat, [
        'checkOnWb',
        ...again('sendAgain'),
        'remove',
      ])
    case 'ACCEPTED':
      if (reply.lostFileCount > 0) return footerWithoutFiles(reply)
      if (wbSyncState === 'UNCONFIRMED') {
        // The server still looks for it, and takes no other meanwhile.
        return footer('danger', say.unconfirmed, say.unconfirmedNote(waitedFor(reply, now)), ['checkOnWb'])
      }
      if (isWithoutKey(reply)) return footer('neutral', say.waitsForKey, say.accepted, ['renewKey'])
      return footer('neutral', reply.moderatedAt === null ? say.accepted : say.onReview, null)
    case 'CONFIRMED':
      if (reply.lostFileCount > 0) return footerWithoutFiles(reply)
      if (reply.kind === 'REJECTION') return footer('ok', say.questionRejected, null)
      return footer('ok', isPublic ? say.confirmedPublic : say.confirmedChat, null)
    case 'REJECTED':
    case 'MODERATION_REJECTED':
      return footer('danger', say.moderationRejected, say.moderationNote, [mendable ? 'fix' : 'copy', 'remove'])
    case 'ANSWERED_ELSEWHERE':
      return footerOfConflict(channel, circumstances)
    case 'FAILED':
      if (reply.failure === 'BUYER_WROTE') return footerOfOvertaken
      if (reply.failure === 'GUARDRAIL') {
        return footer('danger', say.brokeRules, replyFailures.GUARDRAIL, mendable ? ['fix'] : ['copy', 'remove'])
      }
      if (reply.failure === 'NOT_FOUND')
        return footer('danger', say.failed, replyFailures.NOT_FOUND, ['copy', 'remove'])
      return footer('danger', say.failed, reply.failure ? failureText(reply.failure, reply.kind) : null, [
        // Without another key it would only be refused again.
        ...(isOfKey(reply) && !mendable ? (['renewKey'] as const) : again('retry')),
        mendable ? 'edit' : 'copy',
        'remove',
      ])
    case 'CANCELLED':
      return footer('neutral', say.takenBack.cancelled, null)
    default:
      // A server newer than this app may know more states.
      return footer('neutral', say.other, null)
  }
}

/** The words are with the buyer, and WB did not take some of the files. Which ones it does not always say. */
function footerWithoutFiles({ state, files, lostFileCount }: ReplyFieldsFragment): Footer {
  const lost = files.filter(({ isLost }) => isLost).map(({ name }) => name)
  const mayGoAgain = state === 'CONFIRMED' && lost.length > 0
  return footer('warn', say.withoutFiles(lostFileCount), lost.join(', ') || null, mayGoAgain ? ['sendFiles'] : [])
}

/** It left, and without another key nobody can look what became of it. */
const isWithoutKey = ({ failure, nextAt }: ReplyFieldsFragment) => failure === 'AUTH' && nextAt === null

/** Nobody wrote a rejection: there is nothing to mend in it and nothing to copy, but what is on its way can be cancelled. */
function withoutWords({ actions, ...footer }: Footer): Footer {
  const instead = actions.map((action) => (action === 'edit' && footer.tone === 'queue' ? 'cancel' : action))
  const ofWords = new Set<ReplyAction>(['edit', 'fix', 'copy'])
  return { ...footer, actions: [...new Set(instead)].filter((action) => !ofWords.has(action)) }
}

type DeviceCircumstances = Pick<Circumstances, 'answeredBy' | 'inList' | 'now'> & { online: boolean; signedIn: boolean }

export function footerOfUnsent(item: OutboxItem, circumstances: DeviceCircumstances): Footer {
  const footer = stateOfUnsent(item, circumstances)
  return isWritten(item) ? footer : withoutWords(footer)
}

function stateOfUnsent(item: OutboxItem, circumstances: DeviceCircumstances): Footer {
  const say = replyWords(item.kind ?? 'answer')
  const { online, signedIn, now } = circumstances
  if (item.state === 'refused') return footerOfRefused(item, circumstances)
  if (!signedIn) return footer('queue', say.waitsForSignIn, null, ['signIn', 'edit'])
  if (!online) return footer('queue', say.queued, say.queuedOffline, ['edit', 'cancel'])
  if (item.hold === 'fault') return footer('queue', say.queued, say.queuedFault, ['sendNow', 'edit'])
  if (item.attempts > 1 && item.state === 'waiting') {
    return footer('queue', say.queued, say.queuedOffline, ['sendNow', 'edit'])
  }

  const slow = now.getTime() - item.createdAt > SLOW_MS
  return footer('queue', say.sending, slow ? say.sendingLong : null, ['cancel'])
}

function footerOfRefused(
  { refused, channel, kind = 'answer' }: OutboxItem,
  circumstances: DeviceCircumstances,
): Footer {
  const say = replyWords(kind)
  if (refused?.reason === 'ALREADY_ANSWERED') return footerOfConflict(channel, circumstances)
  if (needsLook(refused)) return footerOfOvertaken

  const reason = refusedText(refused ?? { type: 'Conflict' }, circumstances.now)
  // It was sent again from elsewhere, or has arrived: the same once more would be refused once more.
  if (refused?.reason === 'NOT_REPLACEABLE') return footer('warn', say.failed, reason, ['edit', 'remove'])
  // Nothing can be said there any more, whatever the words, and there is no field for them.
  if (isOver(refused)) return footer('danger', say.failed, reason, ['copy', 'remove'])
  return footer('danger', say.failed, reason, ['retry', 'edit', 'remove'])
}

/** Somebody else was faster. Away from the conversation there is a way to both texts; a chat has room for both. */
function footerOfConflict(
  channel: Channel,
  { answeredBy, inList = false }: Pick<Circumstances, 'answeredBy' | 'inList'>,
): Footer {
  return footer('warn', say.answeredElsewhere, answeredBy, [
    ...(inList ? (['look'] as const) : []),
    channel === 'CHAT' ? 'sendAnyway' : 'copy',
    'remove',
  ])
}

const isOver = (refused: OutboxItem['refused']) =>
  refused?.type === 'NotFound' || overReasons.has(refused?.reason ?? '')

const overReasons: ReadonlySet<string> = new Set<ReplyBlock | EditBlock>([
  'REMOVED',
  'REJECTED_QUESTION',
  'NOT_EDITABLE_CHANNEL',
  'NO_ANSWER',
  'ALREADY_EDITED',
  'TOO_LATE',
  'FORBIDDEN',
])

/** By name, or that it was the seller portal, and when, as far as that is known. */
export function whoAnswered(answer: GivenAnswer | null, now: Date): string | null {
  if (!answer) return null
  const { inCabinet, name, at } = answer
  const when = at === null ? null : moment(new Date(at), now)
  return [inCabinet ? say.inCabinet : name, when].filter((part) => part !== null).join(', ') || null
}

/** Since when is remembered by the server. */
function isSlow(since: string | null, now: Date): boolean {
  return since !== null && now.getTime() - Date.parse(since) > SLOW_MS
}

/** In whole hours, as WB's patience is counted; of less than one, in minutes. */
function waitedFor({ acceptedAt, createdAt }: ReplyFieldsFragment, now: Date): string {
  const waited = now.getTime() - Date.parse(acceptedAt ?? createdAt)
  return duration(waited < HOUR_MS ? waited : waited - (waited % HOUR_MS))
}

/** Nothing is wrong with the reply itself: it leaves once there is a key, the message before it has left, or the chats were read. */
const isHeldBack = ({ failure }: ReplyFieldsFragment) =>
  failure === 'AUTH' || failure === 'EARLIER' || failure === 'UNREAD'

function waitingForOthers({ failure }: ReplyFieldsFragment, { earlierAt }: Circumstances, words: typeof say): Footer {
  if (failure === 'AUTH') return footer('queue', words.waitsForKey, null, ['renewKey', 'edit', 'cancel'])
  if (failure === 'UNREAD') return footer('queue', words.queued, words.afterReading, ['edit', 'cancel'])
  const note = earlierAt ? words.afterEarlierAt(clockTime(earlierAt)) : words.afterEarlier
  return footer('queue', words.queued, note, ['edit', 'cancel'])
}

const isOfKey = ({ failure }: ReplyFieldsFragment) => failure === 'AUTH' || failure === 'SCOPE'

/** A turn that comes within seconds is not worth an hour and a minute. */
function waitingForTurn(next: Date, now: Date, say: typeof ru.interaction.reply): Footer {
  if (next.getTime() - now.getTime() <= SLOW_MS) return footer('queue', say.sending, null, ['cancel'])
  return footer('queue', say.queued, say.queuedAt(clockTime(next)), ['edit', 'cancel'])
}

function retryWords(next: Date, now: Date): string {
  return next.getTime() - now.getTime() > 120_000 ? say.retryAt(clockTime(next)) : say.retryIn(secondsUntil(next, now))
}

const footer = (tone: Footer['tone'], text: string, note: string | null, actions: ReplyAction[] = []): Footer => ({
  tone,
  text,
  note,
  actions,
})

/** The buyer wrote before it left: her words may no longer fit, and she is asked. */
const footerOfOvertaken = footer('warn', say.wroteMeanwhile, say.wroteMeanwhileNote, ['check', 'sendAsIs', 'remove'])

export const actionWords: Record<ReplyAction, string> = {
  cancel: say.cancel,
  edit: say.edit,
  retry: say.retry,
  fix: say.fix,
  sendAgain: say.sendAgain,
  sendAnyway: say.sendAnyway,
  copy: say.copy,
  checkOnWb: say.checkOnWb,
  remove: say.remove,
  signIn: say.signIn,
  renewKey: say.renewKey,
  sendFiles: say.sendFiles,
  sendNow: say.retryNow,
  look: say.look,
  check: say.check,
  sendAsIs: say.sendAsIs,
}
