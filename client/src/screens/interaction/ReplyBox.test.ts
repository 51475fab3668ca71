import 'fake-indexeddb/auto'
import { type Finding, textFingerprint } from '@agentiq/server/rules'
import { mount, RouterLinkStub, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { outboxItem, type Refused } from '#domain/outbox-item.ts'
import type { LiveInteractionFragment, TemplateFieldsFragment } from '#generated/graphql.ts'
import { forgetWritten } from '#offline/database.ts'
import { readDraft } from '#offline/drafts.ts'
import { returnToField, unsent } from '#offline/outbox.ts'
import { remember } from '#offline/remembered.ts'
import { useSession } from '#stores/session.ts'
import { useTemplates } from '#stores/templates.ts'
import { hideToast, toasts } from '#ui/toasts.ts'
import ReplyBox from './ReplyBox.vue'

// No network anywhere here: whatever is found is found on the device.

const thanks: TemplateFieldsFragment = {
  id: 'thanks',
  title: 'Благодарность',
  shortcut: 'спасибо',
  text: 'Спасибо за отзыв! Рады, что всё понравилось!',
  channels: ['REVIEW'],
  intent: null,
  ratingMin: null,
  ratingMax: null,
  isActive: true,
  uses: 0,
}

const whenSent = vi.fn()
let box: VueWrapper | undefined

beforeEach(() => {
  localStorage.clear()
  setActivePinia(createPinia())
  useSession().viewer = { user: { id: 'me', name: '', email: '' }, sellers: [] } as never
})

afterEach(async () => {
  box?.unmount()
  whenSent.mockReset()
  for (const { id } of [...toasts]) hideToast(id)
  await forgetWritten()
})

test('what must not be said is found when the typing pauses, marked, and keeps the reply from going', async () => {
  const { types, button, field, findings, marks } = open('REVIEW')

  await types('👍 Мы вернём вам деньги, как обещали покупателям')
  expect(findings()).toEqual([])
  await vi.waitFor(() => expect(findings()).toHaveLength(2))

  expect(findings()[0]).toContain('Блокирует. Нельзя обещать возврат, замену или компенсацию: «вернём вам деньги»')
  expect(findings()[1]).toContain('Покупатель не просил возврат — не предлагайте его первым')
  expect(marks()).toEqual(['вернём вам деньги'])
  expect(box?.get('.sheet').element.textContent).toBe(`${field().value}\u200b`)
  expect(button('Отправить').attributes('aria-disabled')).toBe('true')

  await button('Отправить').trigger('submit')
  await vi.waitFor(() => expect(document.activeElement?.textContent).toContain('Нельзя обещать возврат'))
  expect(whenSent).not.toHaveBeenCalled()
  expect(await unsent()).toEqual([])
})

test('a text sent before the pause is checked all the same', async () => {
  const { types, button, findings } = open('REVIEW')

  await types('Сами виноваты, надо было читать описание')
  await button('Отправить').trigger('submit')

  await vi.waitFor(() => expect(findings()).toHaveLength(2))
  expect(await unsent()).toEqual([])
})

test('the phrase is shown where it stands, though an emoji is before it', async () => {
  const { types, button, field, findings } = open('REVIEW')
  await types('👍 Увы, вы ошиблись с размером, жаль')
  await vi.waitFor(() => expect(findings()).toHaveLength(1))

  await button('Показать').trigger('click')

  const { selectionStart, selectionEnd, value } = field()
  expect(value.slice(selectionStart, selectionEnd)).toBe('вы ошиблись')
  expect(document.activeElement).toBe(field())
})

test('a safe wording is put in only on request, can be taken back, and then the reply goes', async () => {
  const { types, button, field, findings } = open('REVIEW')
  await types('Здравствуйте! Мы вернём вам деньги.')
  await vi.waitFor(() => expect(findings()[0]).toContain('Лучше так: «Нам жаль, что так вышло. Передали информацию»'))

  await button('Вставить вместо').trigger('click')
  const mended = 'Здравствуйте! Нам жаль, что так вышло. Передали информацию.'
  expect(field().value).toBe(mended)
  toasts.at(-1)?.action?.run()
  await vi.waitFor(() => expect(field().value).toBe('Здравствуйте! Мы вернём вам деньги.'))

  await vi.waitFor(() => expect(findings()).toHaveLength(2))
  await button('Вставить вместо').trigger('click')
  await vi.waitFor(() => expect(findings()).toEqual([]))
  expect(button('Отправить').attributes('aria-disabled')).toBeUndefined()

  await button('Отправить').trigger('submit')
  await vi.waitFor(() => expect(whenSent).toHaveBeenCalledOnce())
  expect((await unsent()).map(({ text }) => text)).toEqual([mended])
})

test('what follows can be chosen for this once, and is forgotten with it', async () => {
  const { types, button } = open('CHAT')
  await types('Добрый день!')
  await button('Другие варианты отправки').trigger('click')
  await button('Отправить и остаться').trigger('click')
  await vi.waitFor(() => expect(whenSent).toHaveBeenLastCalledWith('stay'))

  await types('Чем помочь?')
  await button('Отправить').trigger('submit')
  await vi.waitFor(() => expect(whenSent).toHaveBeenLastCalledWith(undefined))
  expect((await unsent()).map(({ text }) => text)).toEqual(['Добрый день!', 'Чем помочь?'])
})

test('advice keeps nobody from sending', async () => {
  const { types, button, findings } = open('CHAT')
  await types('Вы неправильно собрали каркас')
  await vi.waitFor(() => expect(findings()).toHaveLength(1))

  expect(findings()[0]).toContain('Совет. Звучит как обвинение покупателя: «Вы неправильно»')
  expect(button('Отправить').attributes('aria-disabled')).toBeUndefined()
  await button('Отправить').trigger('submit')

  await vi.waitFor(() => expect(whenSent).toHaveBeenCalledOnce())
})

test.each([' ', '\u200b\u2060', '\u2800'])('an empty field (%j) is no mistake until it is to be sent', async (text) => {
  const { types, button, findings } = open('CHAT')
  await types(text)
  await vi.waitFor(() => expect(findings()).toEqual([]))

  await button('Отправить').trigger('submit')

  await vi.waitFor(() => expect(findings()).toEqual(['Блокирует. Напишите ответ']))
  expect(await unsent()).toEqual([])
})

test('that there is nothing to send is over with the first letter, and when she leaves the field', async () => {
  const { types, button, findings } = open('CHAT')
  await button('Отправить').trigger('submit')
  await vi.waitFor(() => expect(findings()).toEqual(['Блокирует. Напишите ответ']))

  await types('Д')
  expect(findings()).toEqual([])

  await types('')
  await button('Отправить').trigger('submit')
  await vi.waitFor(() => expect(findings()).toEqual(['Блокирует. Напишите ответ']))
  await box?.get('textarea').trigger('keydown', { key: 'Escape' })
  expect(findings()).toEqual([])
})

test('in a chat that waits for nothing nothing is demanded, and what was demanded is over', async () => {
  const { button, field, findings, rests } = open('CHAT')
  await button('Отправить').trigger('submit')
  await vi.waitFor(() => expect(findings()).toEqual(['Блокирует. Напишите ответ']))

  await rests()
  expect(findings()).toEqual([])
  await box?.get('textarea').trigger('keydown', { key: 'Enter', ctrlKey: true })

  expect(findings()).toEqual([])
  expect(field().getAttribute('aria-invalid')).toBeNull()
  expect(document.activeElement).toBe(field())
  expect(await unsent()).toEqual([])
})

test('the same words went to somebody else today: that is advice', async () => {
  remember('account.sentTexts', [
    { fingerprint: textFingerprint('Спасибо, носите с удовольствием!'), interactionId: 'other', sentAt: Date.now() },
  ])
  const { types, findings } = open('REVIEW')

  await types('спасибо — носите с удовольствием')

  await vi.waitFor(() => expect(findings()).toEqual(['Совет. Такой же ответ уже отправляли сегодня']))
})

test('the counter shows from 70 % of the limit on, and what is over the limit blocks', async () => {
  const { types, findings } = open('CHAT')

  await types('а'.repeat(699))
  expect(box?.find('.counter').exists()).toBe(false)
  await types('а'.repeat(1012))

  expect(box?.find('.counter').text().replace(/\s/g, ' ')).toBe('1 012 / 1 000')
  await vi.waitFor(() => expect(findings().join()).toContain('Длиннее лимита WB на 12'))
})

test.each([
  ['REVIEW', 'Ответ увидят все покупатели'],
  ['QUESTION', 'Ответ увидят все покупатели'],
  ['CHAT', 'Увидит только этот покупатель'],
] as const)('who will see an answer to a %s is said before it is written', (channel, line) => {
  const { field } = open(channel)
  const described = field().getAttribute('aria-describedby') ?? ''

  expect(document.getElementById(described)?.textContent).toContain(line)
})

test('a reply that the server refused is back in the field with what the server found', async () => {
  const text = 'Положим вам открытку, спасибо за отзыв'
  const finding: Finding = {
    code: 'promise',
    category: 'promise',
    severity: 'block',
    phrase: 'Положим вам открытку',
    start: 0,
    end: 20,
    hint: null,
    isWording: false,
    excess: 0,
  }
  const refused: Refused = { type: 'GuardrailBlocked', findings: [finding] }
  const item = outboxItem({ key: 'a', interactionId: 'item', channel: 'REVIEW', text, userId: 'me' }, 1)
  await returnToField({ ...item, state: 'refused', refused }, 2)

  const { button, field, findings, types } = open('REVIEW')
  await vi.waitFor(() => expect(field().value).toBe(text))

  expect(box?.text()).toContain('Не отправлено: нарушает правила')
  expect(findings()[0]).toContain('«Положим вам открытку»')
  expect(button('Отправить').attributes('aria-disabled')).toBe('true')

  await types('Спасибо за отзыв, носите с удовольствием')
  await vi.waitFor(() => expect(findings()).toEqual([]))
  expect(box?.text()).not.toContain('Не отправлено')
})

test('a variable without a value keeps the reply from going, is named, and leads to itself', async () => {
  const { types, button, field } = open('CHAT')
  await types('Добрый день! О {товар} и о {товар} расскажем в {магазин}')
  expect(box?.find('.complaint').exists()).toBe(false)

  await button('Отправить').trigger('submit')

  await vi.waitFor(() => expect(document.activeElement).toBe(field()))
  expect(box?.get('.complaint').text()).toBe('Заполните: {товар}, {магазин}')
  expect(field().getAttribute('aria-invalid')).toBe('true')
  const { selectionStart, selectionEnd, value } = field()
  expect([selectionStart, value.slice(selectionStart, selectionEnd)]).toEqual([15, '{товар}'])
  expect(await unsent()).toEqual([])

  await types('Добрый день! О пледе расскажем в {магазин}')
  expect(box?.get('.complaint').text()).toBe('Заполните: {магазин}')
  await types('Добрый день! О пледе расскажем в чате')
  expect(box?.find('.complaint').exists()).toBe(false)
})

test('Enter puts the suggested template in the place of its shortcut, and the reply says which one it was', async () => {
  useTemplates().templates = [thanks]
  const { types, button, field } = open('REVIEW')
  await types('/спа')
  expect(box?.get('.suggestions').text()).toContain('Рады, что всё понравилось!')

  await box?.get('textarea').trigger('keydown', { key: 'Enter', ctrlKey: true })
  await vi.waitFor(() => expect(field().value).toBe('Спасибо за отзыв! Рады, что всё понравилось!'))
  expect(await unsent()).toEqual([])
  expect(box?.find('.suggestions').exists()).toBe(false)

  await button('Отправить').trigger('submit')
  await vi.waitFor(() => expect(whenSent).toHaveBeenCalled())
  expect((await unsent()).map(({ templateId }) => templateId)).toEqual(['thanks'])
})

test('a text written anew, after the words of the template were deleted, is of no template', async () => {
  useTemplates().templates = [thanks]
  const { types, button, field } = open('REVIEW')
  await types('/спа')
  await box?.get('textarea').trigger('keydown', { key: 'Enter' })
  await vi.waitFor(() => expect(field().value).not.toBe('/спа'))

  await types('')
  await types('Спасибо за отзыв, носите с удовольствием')
  await button('Отправить').trigger('submit')

  await vi.waitFor(() => expect(whenSent).toHaveBeenCalled())
  expect((await unsent()).map(({ templateId }) => templateId)).toEqual([null])
})

test('a shortcut that is being typed is no short answer; sent as it is, it is', async () => {
  useTemplates().templates = [thanks]
  const { types, button, findings } = open('REVIEW')
  await types('Наш бот /спа')
  await vi.waitFor(() => expect(findings()).toHaveLength(1))
  expect(findings()[0]).toContain('Не упоминайте бота')

  await types('/')
  await button('Отправить').trigger('submit')
  await vi.waitFor(() => expect(findings()[0]).toContain('Слишком короткий ответ'))
  expect(await unsent()).toEqual([])
})

test('where there are no templates a slash says so and leads to them, until Escape', async () => {
  Object.assign(useTemplates(), { templates: [], state: 'ready' })
  const { types, findings } = open('REVIEW')

  await types('/')
  expect(box?.get('.suggestions').text()).toContain('Подходящих шаблонов нет')
  expect(box?.getComponent(RouterLinkStub).props('to')).toBe('/settings/templates')
  expect(findings()).toEqual([])

  await box?.get('textarea').trigger('keydown', { key: 'Escape' })
  expect(box?.find('.suggestions').exists()).toBe(false)
  expect(box?.emitted('leave')).toBeUndefined()
  await vi.waitFor(() => expect(findings()).toHaveLength(1))
  expect(findings()[0]).toContain('Слишком короткий ответ')
})

test('Escape puts the suggestions away and stays in the field', async () => {
  useTemplates().templates = [thanks]
  const { types } = open('REVIEW')
  await types('/спа')

  await box?.get('textarea').trigger('keydown', { key: 'Escape' })
  expect(box?.find('.suggestions').exists()).toBe(false)
  expect(box?.emitted('leave')).toBeUndefined()

  await box?.get('textarea').trigger('keydown', { key: 'Escape' })
  expect(box?.emitted('leave')).toHaveLength(1)
})

test('a message may be a file alone: it is named with its size, kept on the device, and leaves with its reply', async () => {
  const { chooses, button, files } = open('CHAT')

  await chooses(new File(['%PDF-1.7 схема'], 'схема.pdf'))
  await vi.waitFor(() => expect(files()).toEqual(['схема.pdf · 1\u00a0КБ']))
  expect((await readDraft('me', 'item'))?.files).toMatchObject([
    { name: 'схема.pdf', type: 'application/pdf', id: null },
  ])

  await button('Отправить').trigger('submit')
  await vi.waitFor(() => expect(whenSent).toHaveBeenCalled())
  expect(await unsent()).toMatchObject([{ text: '', files: [{ name: 'схема.pdf' }] }])
  expect(await readDraft('me', 'item')).toBeUndefined()
})

test('what WB would not take is refused in words, whatever it is called; a file that was chosen can be left out', async () => {
  const { chooses, button, files } = open('CHAT')

  await chooses(new File(['<script>'], 'фото.png'), new File(['%PDF-1.7'], 'a.pdf'))
  await vi.waitFor(() => expect(files()).toHaveLength(1))
  expect(box?.get('[role=alert]').text()).toBe('фото.png: WB принимает только JPEG, PNG и PDF')

  await chooses(new File([new Uint8Array(5 * 1024 * 1024 + 1)], 'большой.png'))
  await vi.waitFor(() => expect(box?.get('[role=alert]').text()).toBe('большой.png: Файл больше 5 МБ'))

  await button('Убрать a.pdf').trigger('click')
  expect(files()).toEqual([])
  expect(box?.find('[role=alert]').exists()).toBe(false)
})

test('nothing can be added to a public answer but words', () => {
  open('REVIEW')

  expect(box?.find('input[type=file]').exists()).toBe(false)
})

test('an edit that changes nothing looks unready, and says why when it is pressed', async () => {
  const { types, button } = open('REVIEW', 'Спасибо за отзыв.\r\nЖдём вас!')
  const said = () => toasts.map(({ text }) => text)
  await vi.waitFor(() => expect(box?.get('textarea').element.value).toContain('Ждём вас'))
  expect(button('Отправить').attributes('aria-disabled')).toBe('true')

  await button('Отправить').trigger('submit')
  await vi.waitFor(() => expect(said()).toEqual(['Текст не изменился']))
  expect(document.querySelector('dialog[open]')).toBeNull()

  await types('Спасибо за отзыв. Ждём вас снова!')
  expect(button('Отправить').attributes('aria-disabled')).toBeUndefined()
  await button('Отправить').trigger('submit')
  await vi.waitFor(() => expect(document.body.textContent).toContain('Это единственная правка. Отправить?'))
  expect(said()).toHaveLength(1)
})

test('an answer that is edited is offered no templates', async () => {
  useTemplates().templates = [thanks]
  const { types } = open('REVIEW', 'Спасибо за отзыв')

  await types('/спа')

  expect(box?.find('.suggestions').exists()).toBe(false)
  expect(box?.findAll('button').map((each) => each.attributes('aria-label'))).not.toContain('Добавить')
})

function open(channel: 'REVIEW' | 'QUESTION' | 'CHAT', former: string | null = null) {
  const interaction = {
    id: 'item',
    channel,
    intent: null,
    rating: null,
    customerName: null,
    product: null,
    text: 'Хороший товар',
    needsResponse: true,
  } as unknown as LiveInteractionFragment
  const wrapper = mount(ReplyBox, {
    props: { interaction, whenSent, former },
    attachTo: document.body,
    global: { stubs: { RouterLink: RouterLinkStub } },
  })
  box = wrapper

  const field = () => wrapper.get('textarea').element
  const button = (name: string) => {
    const found = wrapper
      .findAll('button')
      .find((each) => each.attributes('aria-label') === name || each.text() === name)
    if (!found) throw new Error(`There is no button «${name}».`)
    return found
  }
  return {
    field,
    button,
    types: async (text: string) => await wrapper.get('textarea').setValue(text),
    /** Nobody waits for an answer any more. */
    rests: async () => await wrapper.setProps({ interaction: { ...interaction, needsResponse: false } }),
    async chooses(...chosen: File[]) {
      const input = wrapper.get<HTMLInputElement>('input[type=file]')
      Object.defineProperty(input.element, 'files', { value: chosen, configurable: true })
      await input.trigger('change')
    },
    files: () => wrapper.findAll('.strip li').map((file) => file.text()),
    findings: () => wrapper.findAll('li.finding').map((row) => row.text()),
    marks: () => wrapper.findAll('mark').map((mark) => mark.element.textContent),
  }
}
