import { bundledGuardrails, checkReply } from '#domain/guardrails.ts'

/** What the rules take for a contact in a message of a chat. */
export const contactsIn = (text: string): (string | null)[] =>
  checkReply(bundledGuardrails, text, { channel: 'chat', buyerText: null, intent: null, wasSent: () => false })
    .filter(({ category }) => category === 'contact')
    .map(({ phrase }) => phrase)
