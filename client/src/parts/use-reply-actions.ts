import { useRouter } from 'vue-router'
import { countedOf, type OutboxFile, type OutboxItem } from '#domain/outbox-item.ts'
import type { LiveInteractionFragment, ReplyFieldsFragment } from '#generated/graphql.ts'
import { type SentReply, useOutbox } from '#stores/outbox.ts'
import { failures } from '#texts/refusals.ts'
import { ru } from '#texts/ru.ts'
import { showToast } from '#ui/toasts.ts'
import { copyText } from './copy-text.ts'
import type { ReplyAction } from './reply-footer.ts'
import { kindOf, tellTakenBack } from './reply-words.ts'
import { tellFailure } from './tell-failure.ts'
import { wbPageOf } from './wb-pages.ts'

/** What has to be known of an item to send something to it. */
type Answered = Pick<
  LiveInteractionFragment,
  'id' | 'channel' | 'customerName' | 'needsResponse' | 'priority' | 'slaDueAt'
> & {
  product: { name: string | null } | null
  /** When the chat was last written in, where she has it before her. */
  occurredAt?: LiveInteractionFragment['occurredAt']
}

/** What the buttons under a reply do. */
export function useReplyActions(interaction: () => Answered | null) {
  const outbox = useOutbox()
  const router = useRouter()

  async function onReply(action: ReplyAction, reply: ReplyFieldsFragment): Promise<void> {
    const item = interaction()
    if (!item) return

    const kind = kindOf[reply.kind]
    const text = { interactionId: item.id, text: reply.text, files: filesOf(reply.files) }
    switch (action) {
      case 'cancel':
      case 'edit':
        if (reply.state === 'FAILED') return await mend(reply, text)
        return tellTakenBack(await outbox.cancel({ id: reply.id, key: reply.key, kind, ...text }), kind)
      case 'fix':
      case 'check':
        return await mend(reply, text)
      case 'remove':
        return await putAside(reply)
      case 'retry':
      case 'sendAgain':
        await outbox.replace(reply.id, { ...text, ...factsOf(item), kind, seenAt: seenBy(item, reply) })
        return
      case 'sendAsIs':
        await outbox.replace(reply.id, { ...text, ...factsOf(item), kind, seenAt: item.occurredAt ?? null })
        return
      case 'sendAnyway':
        await outbox.replace(reply.id, { ...text, ...factsOf(item), kind, seenAt: null })
        return
      case 'sendFiles': {
        const files = filesOf(reply.files.filter(({ isLost }) => isLost))
        return await outbox.sendLostFiles(reply.id, { ...factsOf(item), interactionId: item.id, text: '', files })
      }
      case 'sendNow':
        return await retryNow(reply)
      case 'copy':
        return copyText(reply.text)
      case 'renewKey':
        await router.push('/settings/connections?renew')
        return
      case 'checkOnWb':
        window.open(wbPageOf(item.channel), '_blank', 'noopener')
        return
      default:
        return
    }
  }

  /** The words go to the field first; only then may they leave the thread. */
  async function mend(
    reply: ReplyFieldsFragment,
    text: Pick<SentReply, 'interactionId' | 'text' | 'files'>,
  ): Promise<void> {
    await outbox.textToField({ ...text, kind: reply.kind === 'EDIT' ? 'edit' : 'answer' })
    await outbox.putAside(reply.id)
  }

  async function onUnsent(action: ReplyAction, item: OutboxItem): Promise<void> {
    switch (action) {
      case 'cancel':
      case 'edit':
      case 'check':
        return item.state === 'refused' ? outbox.toField(item) : outbox.takeBack(item)
      case 'retry':
      case 'sendAgain':
        return outbox.sendAgain(item)
      case 'sendAnyway':
      case 'sendAsIs':
        return outbox.sendAsIs(item)
      case 'copy':
        return copyText(item.text)
      case 'sendNow':
        return outbox.sendNow()
      case 'remove':
        return outbox.remove(item)
      case 'signIn':
        await router.push({ path: '/login', query: { next: router.currentRoute.value.fullPath } })
        return
      default:
        return
    }
  }

  async function putAside({ id }: ReplyFieldsFragment): Promise<void> {
    const outcome = await outbox.putAside(id)
    if (outcome.kind === 'unreachable') showToast({ text: ru.frame.needsConnection })
    if (outcome.kind === 'broken') showToast({ text: failures.broken(null) })
  }

  async function retryNow({ id }: ReplyFieldsFragment): Promise<void> {
    const outcome = await outbox.retryNow(id)
    if (outcome.kind !== 'accepted') tellFailure(outcome)
  }

  return { onReply, onUnsent }
}

const factsOf = (item: Answered) => ({
  channel: item.channel,
  customerName: item.customerName,
  productName: item.product?.name ?? null,
  counted: countedOf(item),
})

/** Of a chat that is not before her she has read what there was when she wrote. */
const seenBy = ({ channel, occurredAt }: Answered, reply: ReplyFieldsFragment) =>
  channel === 'CHAT' ? (occurredAt ?? reply.createdAt) : null

/** Files that the server has: nothing of them needs to be on this device. */
const filesOf = (files: ReplyFieldsFragment['files']): OutboxFile[] =>
  files.map(({ id, name, type, size }) => ({ key: id, name, type: type as OutboxFile['type'], size, id }))
