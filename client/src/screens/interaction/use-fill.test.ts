import { afterEach, expect, test } from 'vitest'
import { nextTick, reactive } from 'vue'
import { ru } from '#texts/ru.ts'
import { hideToast, toasts } from '#ui/toasts.ts'
import { useFill } from './use-fill.ts'

afterEach(() => {
  for (const { id } of [...toasts]) hideToast(id)
})

test('a former answer goes into an empty field at once, and can be taken out again', () => {
  const { field, fill } = open('')

  fill.offer({ text: 'Передали мастеру', isDoubtful: false })

  expect(field.text).toBe('Передали мастеру')
  expect(fill.asking.value).toBe(false)
  expect(toasts[0]?.text).toBe(ru.context.fill.done)
  toasts[0]?.action?.run()
  expect(field.text).toBe('')
})

test('where something stands already it asks, and replaces or appends as it is told', () => {
  const { field, fill } = open('Здравствуйте! ')

  fill.offer({ text: 'Передали мастеру', isDoubtful: false })
  expect(field.text).toBe('Здравствуйте! ')
  expect(fill.asking.value).toBe(true)

  fill.append()
  expect(field.text).toBe('Здравствуйте!\nПередали мастеру')

  fill.offer({ text: 'Другой ответ', isDoubtful: false })
  fill.replace()
  expect(field.text).toBe('Другой ответ')
  expect(fill.asking.value).toBe(false)
})

test('who closes the question changes nothing', () => {
  const { field, fill } = open('Здравствуйте!')
  fill.offer({ text: 'Передали мастеру', isDoubtful: false })

  fill.asking.value = false
  fill.append()

  expect(field.text).toBe('Здравствуйте!')
})

test('once the words are sent, nothing is left to be taken out: whoever presses too late loses nothing', async () => {
  const { field, fill } = open('')
  fill.offer({ text: 'Передали мастеру', isDoubtful: false })
  await nextTick()
  expect(toasts).toHaveLength(1)

  field.text = ''
  await nextTick()
  expect(toasts).toHaveLength(0)
})

test('an answer that was given to somebody else says so', () => {
  const { fill } = open('')

  fill.offer({ text: 'Передали мастеру', isDoubtful: true })

  expect(toasts[0]?.text).toBe(ru.context.fill.doubtful)
})

function open(text: string) {
  const field = reactive({ text })
  const place = {
    written: () => field.text,
    write: (words: string) => {
      field.text = words
    },
    focus: () => undefined,
  }
  return { field, fill: useFill(() => place) }
}
