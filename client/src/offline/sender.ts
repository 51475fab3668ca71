import {
  isWritten,
  nextToSend,
  type OutboxItem,
  pauseAfter,
  type Refused,
  returnsToField,
} from '#domain/outbox-item.ts'
import { changeReply, keepUnsent, letGo, returnToField, unsent, withdraw } from './outbox.ts'

/** What became of one attempt. `accepted` means the server has it and looks after it from now on. */
export type Attempt =
  | { kind: 'accepted'; replyId: string }
  | { kind: 'refused'; refused: Refused }
  | { kind: 'unreachable' }
  | { kind: 'broken' }
  | { kind: 'signedOut' }

/** What became of a reply that the operator took back. `unknown`: the server could not be asked. */
export type TakenBack = 'cancelled' | 'tooLate' | 'unknown'

export type SenderPorts = {
  send: (item: OutboxItem) => Promise<Attempt>
  /** Takes back on the server what may have got there; looks for it by its key if the server never named it. */
  takeBack: (item: OutboxItem) => Promise<TakenBack>
  /** Whose replies may go; null when nobody is signed in. */
  userId: () => string | null
  now: () => number
  refused?: (item: OutboxItem) => void
  /** The text is back in the field, or has left it again. */
  returned?: (item: OutboxItem) => void
}

export type Sender = {
  /** Look into the outbox now. Calls while it is busy make it look once more. */
  wake: () => Promise<void>
  stop: () => void
}

const LOCK = 'reply-sender'

/** Sends what is in the outbox, oldest first; of all tabs one at a time. */
export function startSender(ports: SenderPorts): Sender {
  let busy: Promise<void> | undefined
  let again = false
  let timer: ReturnType<typeof setTimeout> | undefined

  async function wake(): Promise<void> {
    again = true
    busy ??= work().finally(() => {
      busy = undefined
    })
    return busy
  }

  async function work(): Promise<void> {
    while (again) {
      again = false
      clearTimeout(timer)
      const pause = await alone(() => sendAll(ports))
      if (pause !== null) timer = setTimeout(wake, pause)
    }
  }

  const visible = () => document.visibilityState === 'visible' && void wake()
  const soon = () => void wake()
  window.addEventListener('online', soon)
  window.addEventListener('focus', soon)
  document.addEventListener('visibilitychange', visible)

  return {
    wake,
    stop() {
      clearTimeout(timer)
      window.removeEventListener('online', soon)
      window.removeEventListener('focus', soon)
      document.removeEventListener('visibilitychange', visible)
    },
  }
}

/** Sends until nothing may go now. Tells how long to wait for the rest; null when nothing waits. */
async function sendAll(ports: SenderPorts): Promise<number | null> {
  for (;;) {
    const items = await unsent()
    const item = nextToSend(items, ports.userId(), ports.now())
    if (!item) return untilNext(items, ports)

    const reachable = await sendOne(ports, item)
    if (!reachable) return pauseAfter(item.attempts + 1)
  }
}

/** One attempt and what follows from it. False when there is no sense in trying the next one. */
async function sendOne(ports: SenderPorts, item: OutboxItem): Promise<boolean> {
  if (item.takenBack) return (await settleTakenBack(ports, item)) !== 'unknown'

  const attempts = item.attempts + 1
  const sending = await changeReply(item.key, { state: 'sending', attempts })
  if (!sending) return true

  const attempt = await ports.send(sending)
  const takenBack = await whenTakenBack(item.key)
  if (takenBack) {
    const replyId = attempt.kind === 'accepted' ? attempt.replyId : null
    return (await settleTakenBack(ports, { ...takenBack, attempts, replyId })) !== 'unknown'
  }

  switch (attempt.kind) {
    case 'accepted':
      await letGo(item.key)
      return true
    case 'refused':
      await settleRefused(ports, sending, attempt.refused)
      return true
    case 'broken':
      await changeReply(item.key, {
        state: 'waiting',
        hold: 'fault',
        notBefore: ports.now() + pauseAfter(attempts + 2),
      })
      return true
    case 'signedOut':
      await changeReply(item.key, { state: 'waiting', hold: 'session' })
      return false
    case 'unreachable':
      await changeReply(item.key, { state: 'waiting', hold: null })
      return false
  }
}

/** The text is in the field already. Makes sure that the reply stays unsent, or takes the text away again. */
export async function settleTakenBack(
  { takeBack, now, returned }: Pick<SenderPorts, 'takeBack' | 'now' | 'returned'>,
  item: OutboxItem,
): Promise<TakenBack> {
  const outcome = await takeBack(item)
  switch (outcome) {
    case 'cancelled':
      await keepUnsent(item)
      break
    case 'tooLate':
      await withdraw(item)
      returned?.(item)
      break
    case 'unknown': {
      const { replyId } = item
      const attempts = item.attempts + 1
      await changeReply(item.key, { state: 'waiting', attempts, replyId, notBefore: now() + pauseAfter(attempts) })
    }
  }
  return outcome
}

async function settleRefused(ports: SenderPorts, item: OutboxItem, refused: Refused): Promise<void> {
  const settled: OutboxItem = { ...item, state: 'refused', refused }
  if (isWritten(item) && returnsToField(refused)) await giveBack(ports, settled)
  else await changeReply(item.key, { state: 'refused', refused })
  ports.refused?.(settled)
}

async function giveBack(ports: SenderPorts, item: OutboxItem): Promise<void> {
  await returnToField(item, ports.now())
  ports.returned?.(item)
}

async function whenTakenBack(key: string): Promise<OutboxItem | undefined> {
  return (await unsent()).find((item) => item.key === key && item.takenBack)
}

function untilNext(items: readonly OutboxItem[], { userId, now }: SenderPorts): number | null {
  const waits = items
    .filter((item) => item.state !== 'refused' && item.userId === userId() && item.notBefore > now())
    .map((item) => item.notBefore - now())

  return waits.length === 0 ? null : Math.min(...waits)
}

// Without locks (very old Safari) the key still keeps two tabs from making two replies.
function alone<Result>(work: () => Promise<Result>): Promise<Result> {
  return navigator.locks ? navigator.locks.request(LOCK, work) : work()
}
