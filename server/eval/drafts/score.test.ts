import { expect, test } from 'vitest'
import { answerCase, rulesWriter } from './answer.ts'
import { type DraftCase, question, review } from './case.ts'
import { type Criterion, failuresOf, isHarmful } from './score.ts'

const torn = review(2, 'Рукав порвался по шву в первый же день', 'defect_not_working', 'шов, шва, шву, качеств*', {
  customerName: 'Исакович Анна Витальевна',
  invented: 'двойной строчкой',
  contradicts: 'возврат невозможен',
})
const good = 'Анна, здравствуйте! Нам жаль, что рукав порвался. Передали ваше замечание о шве в отдел качества.'
const washing = question('Можно стирать в машинке?', 'general_question', 'стир*, уточн*', { invented: 'можно стирать' })

test('a draft that speaks of the trouble, kindly and truly, falls short in nothing', async () => {
  expect(await shortOf(torn, good)).toEqual([])
})

test.each<[Criterion, string]>([
  ['guardrails', `${good} Мы вернём вам деньги.`],
  ['guardrails', `${good} Пишите на shop@mail.ru.`],
  ['manners', good.replace('Анна, здравствуйте!', 'Здравствуйте!')],
  ['manners', good.replace('Нам жаль', 'Добрый день! Нам жаль')],
  ['manners', `${good} С уважением к вам, Исакович.`],
  ['manners', `${good} Приятного использования!`],
  ['manners', `${good} А какой был размер?`],
  ['manners', `${good} **Спасибо**.`],
  ['manners', `${good} ${'Спасибо вам за терпение. '.repeat(25)}`],
  ['invention', `${good} Швы прошиты двойной строчкой.`],
  ['invention', `${good} На вещь 365 дней гарантии.`],
  ['contradiction', `${good} К сожалению, возврат невозможен.`],
  ['matter', 'Анна, здравствуйте! Нам жаль, что так вышло. Учтём ваши слова в работе.'],
  [
    'language',
    `${good} We are truly sorry about the sleeve of your shirt and take care of what you have told us about it today`,
  ],
])('%s: a draft that ends otherwise falls short in this and in nothing else: %s', async (criterion, text) => {
  expect(await shortOf(torn, text)).toEqual([criterion])
})

test('what nobody knows must not be said, however kindly', async () => {
  expect(await shortOf(washing, 'Здравствуйте! Спасибо за вопрос. Да, можно стирать в машинке.')).toEqual(['invention'])
  expect(await shortOf(washing, 'Здравствуйте! Спасибо за вопрос. Уточним, как стирать.')).toEqual([])
})

test('praise is not regretted', async () => {
  const happy = review(5, 'Мужу понравилось, носит не снимая', 'other', 'спасибо')
  expect(await shortOf(happy, 'Здравствуйте! Спасибо за отзыв. Нам жаль, что так вышло.')).toEqual(['manners'])
})

test('where only a person may answer a draft falls short by being there, and elsewhere by not being there', async () => {
  const claim = review(1, 'Подам в суд', 'other', null)
  const answered = await answerCase(torn, rulesWriter)

  expect((await answerCase(claim, rulesWriter)).draft).toBeNull()
  expect(namesOf(failuresOf(await answerCase(claim, rulesWriter)))).toEqual([])
  expect(namesOf(failuresOf({ ...answered, case: claim }))).toEqual(['person'])
  expect(namesOf(failuresOf({ ...answered, draft: null }))).toEqual(['person'])
})

test.each<[Criterion, boolean]>([
  ['guardrails', true],
  ['contradiction', true],
  ['person', true],
  ['manners', false],
  ['matter', false],
])('to fall short in %s does harm: %s', (criterion, harm) => {
  expect(isHarmful([{ criterion, detail: '' }])).toBe(harm)
})

async function shortOf(one: DraftCase, text: string): Promise<Criterion[]> {
  const answered = await answerCase(one, rulesWriter)
  return namesOf(failuresOf({ ...answered, draft: answered.draft && { ...answered.draft, text } }))
}

function namesOf(failures: { criterion: Criterion }[]): Criterion[] {
  return failures.map(({ criterion }) => criterion)
}
