import type { Finding } from '@agentiq/server/rules'
import { counted, number } from './formats.ts'
import { interaction } from './interaction.ts'

type Facts = Pick<Finding, 'phrase' | 'excess'> & { advisedMost: number }

/** What a person reads of something found in a text (ui 7.6.6). Rules that this app does not know are told by their phrase. */
export function findingText(finding: Finding, advisedMost: number): string {
  const sentence = sentences[finding.code] ?? unknown[finding.severity]
  return sentence({ ...finding, advisedMost })
}

export const sentences: Record<Finding['code'], (facts: Facts) => string> = {
  ai_mention: ({ phrase }) => `Не упоминайте бота, ИИ или автоматический ответ: «${phrase}»`,
  promise: ({ phrase }) => `Нельзя обещать возврат, замену или компенсацию: «${phrase}»`,
  blame: ({ phrase }) => `Звучит как обвинение покупателя: «${phrase}»`,
  dismissive: ({ phrase }) => `Похоже на отписку: «${phrase}»`,
  legal: ({ phrase }) => `Юридически рискованная фраза: «${phrase}»`,
  unsolicited_return: ({ phrase }) => `Покупатель не просил возврат — не предлагайте его первым: «${phrase}»`,
  contact: ({ phrase }) => `WB не пропустит ссылки и контакты: «${phrase}»`,
  review_incentive: ({ phrase }) => `Нельзя просить отзыв или оценку за вознаграждение: «${phrase}»`,
  pii_request: ({ phrase }) => `Не просите личные данные: «${phrase}»`,
  competitor: ({ phrase }) => `Упомянута другая площадка: «${phrase}»`,
  jargon: ({ phrase }) => `Покупатель может не понять: «${phrase}»`,
  question_in_review: () => 'Покупатель не сможет ответить на вопрос в отзыве',
  duplicate: () => 'Такой же ответ уже отправляли сегодня',
  too_short: () => 'Слишком коротко — похоже на отписку',
  too_long: ({ advisedMost }) => `Длиннее ${number(advisedMost)} знаков — дочитают не все`,
  over_limit: ({ excess }) => `Длиннее лимита WB на ${counted(excess, ['знак', 'знака', 'знаков'])}`,
  under_limit: () => 'Слишком короткий ответ',
  empty: () => interaction.composer.empty,
}

const unknown: Record<Finding['severity'], (facts: Facts) => string> = {
  block: ({ phrase }) => `Запрещённая фраза: «${phrase}»`,
  warn: ({ phrase }) => `Нежелательная фраза: «${phrase}»`,
}
