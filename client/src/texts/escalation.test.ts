import { bundledGuardrails, checkReply } from '@agentiq/server/rules'
import { expect, test } from 'vitest'
import { escalation } from './escalation.ts'

test.each(['review', 'question'])(
  'the invitation into the chat keeps to the rules for a public answer to a %s',
  (channel) => {
    const context = { channel, buyerText: 'Не работает', intent: null, wasSent: () => false }

    expect(checkReply(bundledGuardrails, escalation.invitation, context)).toEqual([])
  },
)
