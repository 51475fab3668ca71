import {
  Camera,
  CircleAlert,
  CircleMinus,
  ClockArrowUp,
  CloudOff,
  CloudUpload,
  Hourglass,
  MessageSquareReply,
  Repeat2,
  Search,
  Sparkles,
  UserRound,
} from '@lucide/vue'
import type { Component } from 'vue'
import { type ReplyChip, replyChip } from '#domain/reply-chip.ts'
import type { LiveInteractionFragment } from '#generated/graphql.ts'
import { ru } from '#texts/ru.ts'

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
  const candidates: (Chip | false | null)[] = [
    reply && { key: reply, text: chips[reply], ...replyLooks[reply] },
    wish !== null && { key: 'wish', text: wish, tone: 'queue', icon: CloudOff },
    item.needsResponse && item.needsEscalation && escalationChip(item),
    item.displayStatus === 'CLIENT_REPLIED' && chip('buyerReplied', 'neutral', MessageSquareReply),
    item.isAutoResponse && !item.needsResponse && chip('auto', 'neutral', Sparkles),
    item.status === 'CLOSED' && chip('closed', 'neutral', CircleMinus),
    item.photoCount > 0 && { key: 'photos', text: row.photos(item.photoCount), tone: 'neutral', icon: Camera },
    item.source !== 'WB_API' && { key: 'source', text: ru.words.source[item.source], tone: 'warn', icon: null },
  ]

  return candidates.filter((one): one is Chip => Boolean(one))
}

function escalationChip({ escalationReason }: LiveInteractionFragment): Chip {
  if (escalationReason === 'REPEAT') return chip('repeated', 'warn', Repeat2)
  if (escalationReason === 'MASS_DEFECT') return chip('massDefect', 'warn', UserRound)

  return chip('needsPerson', 'warn', UserRound)
}

const chip = (key: keyof typeof chips, tone: Chip['tone'], icon: Component): Chip => ({
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
  rejected: { tone: 'danger', icon: CircleAlert },
  failed: { tone: 'danger', icon: CircleAlert },
  unconfirmed: { tone: 'danger', icon: CircleAlert },
}
