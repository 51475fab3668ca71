import {
  bundledGuardrails,
  bundledPolicy,
  checkReply,
  compileGuardrails,
  type Finding,
  type GuardrailPolicy,
  type Guardrails,
  guardrailReading,
  textFingerprint,
} from '@agentiq/server/rules'
import { defineStore } from 'pinia'
import { shallowRef, watch } from 'vue'
import { onInboxEvent } from '#api/live.ts'
import { readReplyRules, type SentText } from '#api/reply-rules.ts'
import type { LiveInteractionFragment } from '#generated/graphql.ts'
import { remember, remembered } from '#offline/remembered.ts'
import { serverNow } from './clock.ts'
import { useConnection } from './connection.ts'
import { useSession } from './session.ts'

/** What a reply is checked against. Without `text` the item is known from a list only, and what the buyer wrote is not. */
export type Answered = Pick<LiveInteractionFragment, 'id' | 'channel' | 'intent'> & { text?: string | null }

/** A text that goes to another item together with the one that is checked. */
export type TextBeside = { interactionId: string; text: string }

// Both belong to the account: they leave the device with it.
const POLICY = 'account.replyRules'
const SENT = 'account.sentTexts'
const DAY_MS = 24 * 60 * 60 * 1000

/** What must not be said, by the server's own rules: those it told last, else those that came with the app. */
export const useReplyRules = defineStore('replyRules', () => {
  const session = useSession()
  const connection = useConnection()
  const guardrails = shallowRef(readable(remembered<GuardrailPolicy>(POLICY)))
  const sent = shallowRef(remembered<SentText[]>(SENT) ?? [])

  function start() {
    watch(
      () => session.confirmed,
      (confirmed) => confirmed && refresh(),
      { immediate: true },
    )
    connection.onBackOnline(refresh)
    onInboxEvent(({ type }) => type === 'RULES_CHANGED' && void refresh())
    session.onLeaving(async () => {
      guardrails.value = bundledGuardrails
      sent.value = []
    })
  }

  async function refresh(): Promise<void> {
    const told = await readReplyRules(session.seller?.id ?? null)
    if (!told) return

    guardrails.value = readable(told.policy)
    remember(POLICY, told.policy)
    keepSent(told.sent)
  }

  /** `beside`: what is about to be sent to others, and is compared with the text like what was sent. */
  function check(
    text: string,
    { id, channel, intent, text: buyerText }: Answered,
    beside: readonly TextBeside[] = [],
  ): Finding[] {
    const since = serverNow().getTime() - DAY_MS
    const goesTo = (other: TextBeside, fingerprint: string) =>
      other.interactionId !== id && textFingerprint(other.text) === fingerprint
    return checkReply(guardrails.value, text, {
      channel: channel.toLowerCase(),
      buyerText: buyerText === undefined ? null : (buyerText ?? ''),
      intent: intent === null ? null : intent.toLowerCase(),
      wasSent: (fingerprint) =>
        sent.value.some((one) => one.fingerprint === fingerprint && one.interactionId !== id && one.sentAt > since) ||
        beside.some((other) => goesTo(other, fingerprint)),
    })
  }

  /** The server will know it too; until then the device does. */
  function noteSent(text: string, interactionId: string) {
    keepSent([{ fingerprint: textFingerprint(text), interactionId, sentAt: serverNow().getTime() }, ...sent.value])
  }

  /** What went to this item came back. */
  function forgetSent(interactionId: string) {
    keepSent(sent.value.filter((one) => one.interactionId !== interactionId))
  }

  function keepSent(texts: SentText[]) {
    const since = serverNow().getTime() - DAY_MS
    sent.value = texts.filter(({ sentAt }) => sentAt > since)
    remember(SENT, sent.value)
  }

  return { guardrails, start, refresh, check, noteSent, forgetSent }
})

/** A server may be newer than this app, and what the device kept may be damaged. */
function readable(policy: GuardrailPolicy | null): Guardrails {
  if (policy === null || policy.version === bundledPolicy.version || policy.reading > guardrailReading) {
    return bundledGuardrails
  }
  try {
    return compileGuardrails(policy)
  } catch (error) {
    console.error(error)
    return bundledGuardrails
  }
}
