import {
  Camera,
  CircleAlert,
  CircleMinus,
  ClockArrowUp,
  CloudOff,
  CloudUpload,
  Flag,
  Hourglass,
  MessageCircleDashed,
  MessageSquareReply,
  Repeat2,
  Search,
  ShieldAlert,
  Sparkles,
  UserRound,
  UsersRound,
} from '@lucide/vue'
import type { Component } from 'vue'
import { type ReplyChip, replyChip } from '#domain/reply-chip.ts'
import type { LiveInteractionFragment } from '#generated/graphql.ts'
import { ru } from '#texts/ru.ts'
import { priorityText } from '#texts/words.ts'
import { chipWord } from './reply-words.ts'

export type OnDevice = 'waiting' | 'sending' | 'refused' | null
export type Chip = {
  key: string
  text: string
  tone: 'neutral' | 'danger' | 'warn' | 'ok' | 'queue'
  icon: Component | null
}

const { chips, row } = ru.inbox

/** What a row says in its fourth line, the most important first. `wish` is what waits for a connection to be done to it. */
export function stateChips(item: LiveInteractionFragment, onDevice: OnDevice, wish: string | null = null): Chip[] {
  const reply = replyChip(item, onDevice)
  const kind = onDevice === null ? item.lastReply?.kind : undefined
  const candidates: (Chip | false | null)[] = [
    reply && { key: reply, text: chipWord(reply, kind), ...replyLooks[reply] },
    wish !== null && { key: 'wish', text: wish, tone: 'queue', icon: CloudOff },
    item.needsResponse && item.needsEscalation && escalationChip(item),
    item.needsResponse && reasonChip(item),
    item.question?.isWarned === true && chip('suspicious', 'warn', ShieldAlert),
    item.awaitsChat && chip('awaitsChat', 'neutral', MessageCircleDashed),
    item.displayStatus === 'CLIENT_REPLIED' && chip('buyerReplied', 'neutral', MessageSquareReply),
    item.isAutoResponse && !item.needsResponse && chip('auto', 'neutral', Sparkles),
    item.displayStatus === 'CLOSED' && chip('closed', 'neutral', CircleMinus),
    item.photoCount > 0 && { key: 'photos', text: row.photos(item.photoCount), tone: 'neutral', icon: Camera },
    item.source !== 'WB_API' && { key: 'source', text: ru.words.source[item.source], tone: 'warn', icon: null },
  ]

  return candidates.filter((one): one is Chip => Boolean(one))
}

function escalationChip({ escalationReason, similarProblemCount }: LiveInteractionFragment): Chip {
  if (escalationReason === 'REPEAT') return chip('repeated', 'warn', Repeat2)
  if (escalationReason === 'MASS_DEFECT') {
    // Those before may be more than a week old by now.
    const isMany = (similarProblemCount ?? 0) > 1
    const text = isMany ? chips.massDefectCount(similarProblemCount ?? 0) : chips.massDefect
    return { key: 'massDefect', text, tone: 'warn', icon: UsersRound }
  }

  return chip('needsPerson', 'warn', UserRound)
}

/** Why it is as urgent as it is, where nothing else in the row says so: stars, topic, deadline and the need of a person do. */
function reasonChip({ priority, priorityReason, escalationReason }: LiveInteractionFragment): Chip | null {
  switch (priorityReason) {
    case 'BUYER_INSISTS':
      return escalationReason === 'REPEAT' ? null : chip('repeated', 'warn', Repeat2)
    case 'MANUAL':
      return { key: 'manual', text: priorityText(priority, priorityReason), tone: 'neutral', icon: Flag }
    case 'MODEL':
      return { key: 'model', text: priorityText(priority, priorityReason), tone: 'neutral', icon: Sparkles }
    default:
      return null
  }
}

type Fixed = { [Name in keyof typeof chips]: (typeof chips)[Name] extends string ? Name : never }[keyof typeof chips]

const chip = (key: Fixed, tone: Chip['tone'], icon: Component): Chip => ({
  key,
  text: chips[key],
  tone,
  icon,
})

const replyLooks: Record<ReplyChip, Pick<Chip, 'tone' | 'icon'>> = {
  waitingToSend: { tone: 'queue', icon: ClockArrowUp },
  leavesSoon: { tone: 'queue', icon: ClockArrowUp },
  sending: { tone: 'queue', icon: CloudUpload },
  checking: { tone: 'queue', icon: Search },
  sent: { tone: 'neutral', icon: Hourglass },
  onReview: { tone: 'neutral', icon: Hourglass },
  rejected: { tone: 'danger', icon: CircleAlert },
  failed: { tone: 'danger', icon: CircleAlert },
  unconfirmed: { tone: 'danger', icon: CircleAlert },
  answeredElsewhere: { tone: 'warn', icon: CircleAlert },
}
