import type { EscalationReason } from '#domain/interaction.ts'

/**
 * What only a person may answer; the graver reason comes first. Behind `!` stands praise in the same words (ADR 25); a longer phrase beside
 * it says what is no praise all the same. Of an allergy nothing is an exception: who missed one would have thanked a buyer for it.
 */
export const escalationPhrases: readonly { reason: EscalationReason; phrases: string }[] = [
  {
    reason: 'medical',
    phrases: `
      аллерги*, отравлен*, отравил*, ожог*, сыпь, здоровь*, раздражение кожи,
      !здоровья вам, !желаю здоровья, !желаем здоровья, !крепкого здоровья, !доброго здоровья, !здоровья и счастья,
      !здоровья и добра, !здоровья и удачи, !здоровья и успехов, !здоровья и благополучия, для здоровья, вред* … здоровья,
      ущерб* … здоровья, лишил* … здоровья, опасн* … здоровья, угроз* … здоровья, стоил* … здоровья`,
  },
  {
    reason: 'legal',
    phrases: `
      суд, суда, суде, судом, роспотребнадзор*, прокуратур*, претензи*, адвокат*, юрист*, подам жалобу,
      !претензий нет, !никаких претензий, !претензий не имею, !претензий не имеем, !претензий к товару нет,
      !претензий к продавцу нет, !претензий к магазину нет, !претензий к качеству нет, претензий не прин*,
      претензий не рассматрива*, претензий не обой*, претензий нет … пока, ответа … претензий, ответов … претензий`,
  },
  { reason: 'counterfeit', phrases: 'подделк*, поддельн*, фейк*, контрафакт*, не оригинал*, неоригинал*' },
  { reason: 'threat', phrases: 'угрожа*, угроз*' },
]
