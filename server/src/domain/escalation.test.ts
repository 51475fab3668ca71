import { expect, test } from 'vitest'
import { escalationReasonOf, massDefectSeverity } from './escalation.ts'
import { mustStop } from './escalation-effect.ts'
import { after, HOUR } from './time.ts'

const now = new Date('2026-03-04T12:00:00Z')

test('EX-22: going to court stops the program, the dishes do not', () => {
  expect(reasonIn('В суд подам')).toBe('legal')
  expect(mustStop(reasonIn('В суд подам'))).toBe(true)
  expect(reasonIn('Посуда пришла целая')).toBeNull()
})

test.each([
  ['Началась аллергия', 'medical'],
  ['Раздражение кожи после крема', 'medical'],
  ['Сыпь на руках', 'medical'],
  ['Пишу в Роспотребнадзор', 'legal'],
  ['Подам жалобу', 'legal'],
  ['Это подделка', 'counterfeit'],
  ['Не оригинал', 'counterfeit'],
  ['Пoддeлкa', 'counterfeit'],
  ['Вы мне угрожаете?', 'threat'],
  ['Перезвоните: 89161234567', 'personal_data'],
  ['Тел ＋７９１２３４５６７８９', 'personal_data'],
  ['Паспорт серия 4510 номер 123456', 'personal_data'],
  ['Аллергия, подам в суд', 'medical'],
  ['Сыпьте больше', null],
  ['Судно на воздушной подушке', null],
  ['Судя по фото, оригинал', null],
  ['Здорово!', null],
] as const)('«%s» needs a person: %s', (text, reason) => {
  expect(reasonIn(text)).toBe(reason)
})

test.each([
  'Отличная вещь, претензий нет. Здоровья вам!',
  'Никаких претензий',
  'Претензий не имею',
  'Претензий к качеству нет',
  'Желаю здоровья и удачи!',
])('«%s» is praise, and nobody is called', (text) => {
  expect(reasonIn(text)).toBeNull()
})

test.each([
  ['Претензию напишу', 'legal'],
  ['Претензий нет? Напишу претензию', 'legal'],
  ['Никаких претензий не принимают', 'legal'],
  ['Ответа на две претензии нет', 'legal'],
  ['Есть аллергия', 'medical'],
  ['Результата нет. Аллергия на лице', 'medical'],
  ['У меня нет аллергии ни на что, а тут лицо горит', 'medical'],
  ['Из-за аллергии нет возможности носить', 'medical'],
  ['Вредно для здоровья', 'medical'],
  ['Здоровья вам! А у меня ожог', 'medical'],
  ['Это угроза?', 'threat'],
  ['Аллергии нет ни на что, а тут лицо опухло', 'medical'],
  ['Заявлено, не вызывает аллергию. Вызывает, дочка вся в пятнах', 'medical'],
  ['Обещали без аллергии, а ребёнок весь в пятнах', 'medical'],
  ['Эффекта нет. Аллергии добилась', 'medical'],
  ['Брак, возврата нет. Претензий накопилось три', 'legal'],
  ['Нет, претензий у меня две', 'legal'],
] as const)('«%s» is none: %s', (text, reason) => {
  expect(reasonIn(text)).toBe(reason)
})

test('three messages without an answer, or more than three days, are flagged', () => {
  expect(waiting(2, 1)).toBeNull()
  expect(waiting(3, 1)).toBe('repeat')
  expect(waiting(1, 72 * HOUR)).toBeNull()
  expect(waiting(1, 72 * HOUR + 1)).toBe('repeat')
  expect(mustStop('repeat')).toBe(false)
})

test('three problems with one product are flagged, more than ten gravely', () => {
  expect([2, 3, 10, 11].map(massDefectSeverity)).toEqual([null, 'medium', 'medium', 'high'])
  expect(escalationReasonOf({ texts: ['Брак'], waiting: null, similarProblems: 3 }, now)).toBe('mass_defect')
})

test('what stops outweighs what is flagged', () => {
  const since = after(now, -100 * HOUR)

  expect(
    escalationReasonOf({ texts: ['Подам в суд'], waiting: { messages: 5, since }, similarProblems: 20 }, now),
  ).toBe('legal')
})

test('any message of a chat may be the one', () => {
  expect(escalationReasonOf({ texts: ['Добрый день', 'это фейк'], waiting: null, similarProblems: 0 }, now)).toBe(
    'counterfeit',
  )
})

function reasonIn(text: string) {
  return escalationReasonOf({ texts: [text], waiting: null, similarProblems: 0 }, now)
}

function waiting(messages: number, milliseconds: number) {
  const since = after(now, -milliseconds)
  return escalationReasonOf({ texts: [], waiting: { messages, since }, similarProblems: 0 }, now)
}
