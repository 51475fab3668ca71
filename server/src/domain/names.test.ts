import { expect, test } from 'vitest'
import { areOfTwoPeople, nameLikeness } from './names.ts'

test.each([
  ['Иван П.', 'Иван П.', 'exact'],
  ['Иван П.', 'иван петров', 'partial'],
  ['Мария К.', 'Мария С.', null],
  ['Пётр', 'Петр', 'exact'],
  ['Алекс.', 'Александр', null],
  ['Покупатель', 'Покупатель', null],
] as const)('EX-23: «%s» and «%s»: %s', (one, other, likeness) => {
  expect(nameLikeness(one, other)).toBe(likeness)
  expect(nameLikeness(other, one)).toBe(likeness)
})

test.each([
  ['a first name alone fits whoever has it', 'Анна', 'Анна Смирнова', 'partial'],
  ['a double name is not its half', 'Анна-Мария', 'Анна', null],
  ['a double name is itself', 'анна-мария', 'Анна-Мария', 'exact'],
  ['letters that only look alike are the same', 'Oльга', 'Ольга', 'exact'],
  ['digits and hearts say nothing', 'Ольга 1985 ❤', 'ольга', 'exact'],
  ['one letter is no name', 'О', 'О Петрова', null],
  ['two initials may differ', 'Иван П. С.', 'Иван Петров Кузьмич', null],
  ['nobody is not like nobody', '', null, null],
  ['a placeholder beside a name is left out', 'Покупатель Ирина', 'Ирина', 'exact'],
  ['names are not written in other letters', 'Ivan', 'Иван', null],
] as const)('%s: «%s» and «%s»', (_, one, other, likeness) => {
  expect(nameLikeness(one, other)).toBe(likeness)
})

test.each([
  ['Анна К.', 'Ольга', true],
  ['Мария К.', 'Мария С.', true],
  ['Иван П.', 'иван петров', false],
  ['Алекс.', 'Александр', false],
  ['Петров Иван', 'Иван Петров', false],
  ['Анна-Мария', 'Анна', false],
  ['Екатерина', 'Катя', false],
  ['Дмитрий К.', 'Дима', false],
  ['Александр', 'Саша', false],
  ['Катюша', 'Катя', false],
  ['Наталия', 'Наталья', false],
  ['Даниил', 'Данил', false],
  ['Петрова Катя', 'Екатерина', false],
  ['Иванова А.', 'Анна', false],
  ['Иванова А.', 'Анна И.', false],
  ['Иванова А. С.', 'Анна Иванова', false],
  ['Иванова А.', 'Ольга', true],
  ['Иванова А.', 'Анна Петрова', true],
  ['Анна К.', 'Ксения', true],
  ['Анна К.', 'Ольга К.', true],
  ['Катя С.', 'Екатерина К.', true],
  ['Катя', 'Дмитрий', true],
  ['Наталья', 'Дарья', true],
  ['Полина', 'Алина', true],
  ['Ivan', 'Иван', false],
  ['О', 'Ольга', false],
  ['Покупатель', 'Ольга', false],
  [null, 'Ольга', false],
] as const)('«%s» and «%s» are plainly two people: %s', (one, other, are) => {
  expect(areOfTwoPeople(one, other)).toBe(are)
  expect(areOfTwoPeople(other, one)).toBe(are)
})
