import type { EscalationReason } from './interaction.ts'

/** `stop`: urgent, no AI text, never an auto-reply. `flag`: a marker and an alert, AI is allowed. */
const escalationEffect: Readonly<Record<EscalationReason, 'stop' | 'flag'>> = {
  medical: 'stop',
  legal: 'stop',
  counterfeit: 'stop',
  threat: 'stop',
  personal_data: 'stop',
  repeat: 'flag',
  mass_defect: 'flag',
}

/** Whether a person must answer: no AI text, no auto-reply, and not one of many. */
export function mustStop(reason: EscalationReason | null): boolean {
  return reason !== null && escalationEffect[reason] === 'stop'
}

/** Reasons for which a person must answer. */
export const stopReasons = (Object.keys(escalationEffect) as EscalationReason[]).filter(mustStop)
