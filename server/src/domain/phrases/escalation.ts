import type { EscalationReason } from '#domain/interaction.ts'

/** What only a person may answer; the graver reason comes first. */
export const escalationPhrases: readonly { reason: EscalationReason; phrases: string }[] = [
  { reason: 'medical', phrases: 'аллерги*, отравлен*, отравил*, ожог*, сыпь, здоровь*, раздражение кожи' },
  {
    reason: 'legal',
    phrases: `
      суд, суда, суде, судом, роспотребнадзор*, прокуратур*, претензи*, адвокат*, юрист*, подам жалобу`,
  },
  { reason: 'counterfeit', phrases: 'подделк*, поддельн*, фейк*, контрафакт*, не оригинал*, неоригинал*' },
  { reason: 'threat', phrases: 'угрожа*, угроз*' },
]
