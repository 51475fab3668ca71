import { expect, test } from 'vitest'
import { isFirstName } from './known-names.ts'
import { isNameInSmallLetters, isPatronymic, nameFormsOf } from './name-forms.ts'

test.each([
  ['Марина', 'марина марины марине марину мариной маринка мариночка маришке'],
  ['Ольга Петровна', 'ольга ольги ольге ольгу ольгой оля оленьке оль петровна петровны петровне петровну петровной'],
  ['Мария', 'мария марии марию марией маша машеньки марусе'],
  ['Дмитрий', 'дмитрий дмитрия дмитрию дмитрием дмитрии дима димы димой митя'],
  ['Алексей', 'алексей алексея алексею алексеем алексее леша лешка'],
  ['Павел', 'павел павла павлу павлом павле паша'],
  ['Любовь', 'любовь любви любовью люба любы'],
  ['Пётр Маслов', 'петр петра петру петром петре петя маслов маслова маслову масловым маслове'],
  ['Чайковская', 'чайковская чайковской чайковскую'],
  ['Толстой', 'толстой толстого толстому толстым толстом'],
  ['Игорёк', 'игорек игорька игорю игорь'],
  ['Саша', 'саша саше александр александру александрой сашенька'],
  ['Marina', 'marina'],
])('%s is written of as: %s', (name, forms) => {
  const known = nameFormsOf([name])
  expect(forms.split(' ').filter((form) => !known.has(form))).toEqual([])
})

test('what stands for nobody, initials and numbers are no names', () => {
  expect([...nameFormsOf(['Покупатель', 'К. 24', 'WB', null, ''])]).toEqual([])
})

test('small letters count for names that are nothing else', () => {
  expect(isNameInSmallLetters('марине', 'марина')).toBe(true)
  expect(isNameInSmallLetters('маслову', 'маслов')).toBe(true)
  // «мало света», «с верой», «чёрная», «мороз», «ян»
  for (const [form, word] of [
    ['света', 'света'],
    ['верой', 'вера'],
    ['черная', 'черная'],
    ['мороз', 'мороз'],
    ['ян', 'ян'],
  ] as const)
    expect(isNameInSmallLetters(form, word), form).toBe(false)
  expect(['марина', 'айгуль', 'катюша', 'рубашка'].map(isFirstName)).toEqual([true, true, true, false])
})

test('a patronymic is made of a name that we know', () => {
  const patronymics = 'петровна витальевной ильиничне никитична ильичу ивановичем андреевич львовна павловны рашидовна'
  expect(patronymics.split(' ').filter((word) => !isPatronymic(word))).toEqual([])
  const others = 'личном отличной основном ровна духовной симпатичной ежедневной москвич кирпич магазинович'
  expect(others.split(' ').filter(isPatronymic)).toEqual([])
})
