import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ProbableLinkFragment, StoryStepFragment } from '#generated/graphql.ts'
import { ru } from '#texts/ru.ts'
import LinksSection from './LinksSection.vue'
import StorySection from './StorySection.vue'

beforeEach(() => setActivePinia(createPinia()))
enableAutoUnmount(afterEach)

test('a story keeps what is this buyer’s apart from what is about the product, and marks where one is', () => {
  const story = tell([
    step('order', { matchReason: 'ORDER_ID_EXACT', confidence: 0.99, actionMode: 'AUTO_ALLOWED' }),
    step('product', {}),
    step('now', { isCurrent: true, matchReason: 'CURRENT_INTERACTION', confidence: 1 }),
  ])

  expect(story.findAll('h4').map((title) => title.text())).toEqual(['Этот покупатель', 'По этому товару'])
  expect(story.text()).toContain('Может быть другой покупатель')
  expect(story.text()).toContain('Совпал заказ · 99\u00a0%Можно автоматически')
  expect(story.text()).toContain('Тот же товар, в пределах 45\u00a0дней · 82\u00a0%Только подсказка')
  expect(story.find('[aria-current=true]').text()).toContain('Вы здесь')
  expect(story.find('[aria-current=true]').findAll('button')).toEqual([])
})

test('of a review of stars alone a story says so, and how many; a chat without words has no empty line', () => {
  const starred = { ...item('stars'), channel: 'REVIEW' as const, rating: 2 }
  const silent = { ...item('silent'), channel: 'CHAT' as const, rating: null }
  const story = tell([
    step('stars', { interaction: starred, textPreview: '' }),
    step('silent', { interaction: silent, textPreview: '' }),
  ])

  const [stars, chat] = story.findAll('li')
  expect(stars?.text()).toContain('Отзыв без текста')
  expect(stars?.text()).toContain(ru.context.rating(2))
  expect(chat?.find('p.text').exists()).toBe(false)
})

test('from a step one goes there, to WB, or takes its answer; another buyer’s is doubtful', async () => {
  const steps = [step('product', { templateText: 'Передали мастеру' }), step('now', { isCurrent: true })]
  const story = tell(steps)

  const [open, template] = story.findAll('button')
  await open?.trigger('click')
  await template?.trigger('click')

  expect(story.find('a').attributes('href')).toBe('https://seller.wildberries.ru/communication/reviews')
  expect(story.emitted()).toMatchObject({
    open: [['product']],
    template: [[{ text: 'Передали мастеру', isDoubtful: true }]],
  })
  expect(tell(steps, false).findAll('button')).toHaveLength(1)
})

test('what is under an old id of a buyer stands among what may be anybody’s, and its answer is doubtful', async () => {
  const byOldId = { matchReason: 'CUSTOMER_ID_EXACT', policyReason: 'LEGACY_IDENTIFIER_ONLY' } as const
  const story = tell([
    step('old id', { ...byOldId, confidence: 0.95, templateText: 'Вернём половину' }),
    step('now', { isCurrent: true }),
  ])

  expect(story.findAll('h4').map((title) => title.text())).toEqual(['Возможно, связано'])
  expect(story.text()).toContain('Может быть другой покупатель')
  expect(story.text()).toContain('Совпал старый номер покупателя · 95\u00a0%Только подсказка')
  await story.findAll('button')[1]?.trigger('click')
  expect(story.emitted()).toMatchObject({ template: [[{ text: 'Вернём половину', isDoubtful: true }]] })
})

test('no step says that its answer was sent before WB has it', () => {
  const pending = { ...item('other'), displayStatus: 'PENDING' as const }
  const statusOf = (answeringSince: string | null) =>
    tell([step('now', { isCurrent: true }), step('other', { interaction: { ...pending, answeringSince } })])
      .findAll('.side')
      .map((each) => each.text())

  expect(statusOf('2026-03-04T09:00:00Z')).toContain('Ожидает отправки')
  expect(statusOf(null)).toContain('Отправлено, ждём WB')
})

test('an item without relations says that there are none', () => {
  expect(tell([step('now', { isCurrent: true })]).text()).toContain('Связанных обращений нет')
})

test('a probable link says how sure it is and why, and stays a hint however sure', async () => {
  const links = mount(LinksSection, { props: { links: [link] } })

  expect(links.find('h3').text()).toContain('Только подсказка')
  expect(links.text()).toContain('Надёжность: высокая · 95\u00a0%')
  expect(links.findAll('.signals li').map((signal) => signal.text())).toEqual([
    'Тот же товар, до 7 дней',
    'В пределах суток',
    'Совпало имя',
  ])
  const [open, same, other] = links.findAll('button')
  for (const button of [open, same, other]) await button?.trigger('click')
  expect(links.emitted()).toMatchObject({
    open: [['review']],
    judge: [
      ['link', 'CORRECT'],
      ['link', 'INCORRECT'],
    ],
  })
  expect(mount(LinksSection, { props: { links: [] } }).text()).toContain('Похожих обращений нет')
})

test('a link that was hidden stays in its place with a way back, away from the button that was pressed', async () => {
  const props = { links: [link, { ...link, id: 'other' }], hidden: new Set(['link']) }
  const [hidden, other] = mount(LinksSection, { props, attachTo: document.body }).findAll('.link')

  expect(hidden?.find('.judged').text()).toBe('Связь скрыта Отменить')
  expect(document.activeElement).toBe(hidden?.find('.judged').element)
  // What a finger would press a second time keeps its room, and cannot be pressed.
  expect(hidden?.find('.actions').element.closest('.hidden')).not.toBeNull()
  expect(other?.find('.judged').exists()).toBe(false)
  expect(other?.find('.hidden').exists()).toBe(false)
})

test('where a link that was hidden comes back, the button that hid it has the focus', async () => {
  const links = [link, { ...link, id: 'other' }]
  const section = mount(LinksSection, {
    props: { links, hidden: new Set(['other']), onJudge: () => void section.setProps({ hidden: new Set() }) },
    attachTo: document.body,
  })

  await section.find('.judged button').trigger('click')
  await flushPromises()

  const back = section.findAll('.link')[1]?.findAll('button').at(-1)
  expect(back?.text()).toBe('Другой покупатель')
  expect(document.activeElement).toBe(back?.element)
})

test('what was hidden earlier stands folded at the end, and each is brought back from there', async () => {
  const away = [
    { ...link, id: 'former' },
    { ...link, id: 'certain' },
  ]
  const section = mount(LinksSection, {
    props: {
      links: [],
      away,
      onBringBack: (id: string) =>
        void section.setProps({ links: id === 'former' ? [link] : [], away: away.filter((each) => each.id !== id) }),
    },
    attachTo: document.body,
  })
  const reveal = section.get('.reveal')

  expect(reveal.text()).toBe('Скрытые связи · 2')
  expect(section.text()).not.toContain('Вернуть')
  await reveal.trigger('click')
  const [, first] = section.findAll('.quiet')[1]?.findAll('button') ?? []
  await first?.trigger('click')
  await flushPromises()

  expect(section.emitted('bringBack')).toEqual([['certain']])
  expect(reveal.text()).toBe('Скрытые связи · 1')
  expect(document.activeElement).toBe(reveal.element)
  expect(
    mount(LinksSection, { props: { links: [link] } })
      .find('.reveal')
      .exists(),
  ).toBe(false)
})

test('a link that is brought back has the focus at the button that would hide it', async () => {
  const section = mount(LinksSection, {
    props: { links: [], away: [link], onBringBack: () => void section.setProps({ links: [link], away: [] }) },
    attachTo: document.body,
  })

  await section.get('.reveal').trigger('click')
  await section.findAll('.quiet button')[1]?.trigger('click')
  await flushPromises()

  expect(document.activeElement?.textContent?.trim()).toBe('Другой покупатель')
})

function tell(steps: StoryStepFragment[], canWrite = true) {
  const timeline = { __typename: 'InteractionTimeline', scope: 'PRODUCT', channels: ['REVIEW'], steps } as never
  return mount(StorySection, { props: { timeline, canWrite } })
}

function step(id: string, facts: Partial<StoryStepFragment>): StoryStepFragment {
  return {
    interaction: item(id),
    isCurrent: false,
    textPreview: 'Порвался шов',
    templateText: null,
    matchReason: 'NM_ID_TIME_WINDOW',
    confidence: 0.82,
    actionMode: 'ASSIST_ONLY',
    policyReason: 'DETERMINISTIC_BELOW_CONFIDENCE_THRESHOLD',
    wbUrl: 'https://seller.wildberries.ru/communication/reviews',
    ...facts,
  }
}

const link: ProbableLinkFragment = {
  id: 'link',
  type: 'PROBABILISTIC',
  tier: 'HIGH',
  confidence: 0.95,
  signals: ['NM_ID_WITHIN_7D', 'TIME_WITHIN_24H', 'NAME_MATCH'],
  actionMode: 'ASSIST_ONLY',
  verdict: 'NONE',
  interaction: item('review'),
}

function item(id: string): ProbableLinkFragment['interaction'] {
  return {
    id,
    channel: 'REVIEW',
    occurredAt: '2026-03-04T09:00:00Z',
    displayStatus: 'WAITING',
    answeringSince: null,
    rating: 2,
    preview: 'Порвался шов',
  }
}
