import { expect, test } from 'vitest'
import type { LinkSide } from '#domain/link.ts'
import { isShown, linkBetween } from '#domain/link-policy.ts'
import { HOUR } from '#domain/time.ts'
import { readSide } from './read-side.ts'

test('a thought that takes two messages is compared as one, whatever is said before and behind it', () => {
  const review = side('review', {
    customerName: 'Вероника',
    text: 'Пришёл пуховик с пятном на спине, отстирать не смогла',
  })
  const words = ['Здравствуйте', 'На спине пятно', 'Не отстирывается', 'Хорошо, поняла', 'До конца недели оформлю']
  const chat = side('chat', { customerName: 'Вероника', intent: 'other', text: words.join('\n') }, 50)

  expect(linkOf(review, chat)).toEqual({
    signals: ['nm_id_within_7d', 'semantic_partial', 'name_match'],
    isShown: true,
  })
})

test('a buyer who only thanks by now has the trouble that he came with', () => {
  const question = side('question', {
    intent: 'post_purchase_issue',
    text: 'У кроссовок отклеилась подошва, как их вернуть?',
  })
  const words = ['кроссовки пришли в среду', 'уже подошва отклеилась', 'Спасибо']
  const chat = side('chat', { customerName: 'Инна', intent: 'thanks', text: words.join('\n') }, 31)

  expect(linkOf(question, chat)).toEqual({ signals: ['nm_id_within_7d', 'semantic_match'], isShown: true })
  expect(readSide(chat).intent).toBe('defect_not_working')
  expect(readSide({ ...chat, text: 'Спасибо' }).intent).toBe('thanks')
  // What he wants now counts where it says something, and a review that thanks is nothing else.
  expect(readSide({ ...chat, intent: 'delivery_status' }).intent).toBe('delivery_status')
  expect(readSide({ ...chat, channel: 'review' }).intent).toBe('thanks')
})

test('EX-27: the fields of a review are compared by what the buyer wrote, not by our labels of them', () => {
  const fits = 'Застёжка всегда тугая или разнашивается?'
  expect(wordsOf('Плюсы: Циферблат\nМинусы: Ремешок жёсткий, застёжка тугая', fits)).toBe('semantic_partial')
  expect(wordsOf('Плюсы: Мягкий\nМинусы: Тонкий', 'Какие плюсы и минусы у товара?')).toBeNull()
  // What a buyer says of them himself is his.
  expect(wordsOf('Одни минусы у товара', 'Какие плюсы и минусы у товара?')).toBe('semantic_partial')
})

/** What the words of a review and of a question about the same product say of whether both are one buyer's. */
function wordsOf(review: string, question: string) {
  const asked = side('question', { intent: 'general_question', text: question }, 3)
  const signals = linkOf(side('review', { text: review }), asked)?.signals ?? []
  return signals.find((signal) => signal.startsWith('semantic')) ?? null
}

function linkOf(one: LinkSide, other: LinkSide) {
  const [mine, yours] = [readSide(one), readSide(other)]
  const link = linkBetween(mine, yours)
  return link?.type === 'probabilistic' ? { signals: link.signals, isShown: isShown(mine, yours, link) } : null
}

function side(channel: LinkSide['channel'], facts: Partial<LinkSide>, hoursLater = 0): LinkSide {
  return {
    ...{ id: channel, channel, externalId: channel, isDemo: false, orderId: null, customerId: null },
    ...{ customerIdKind: 'none', parentExternalId: null, nmId: '146168367', productArticle: null, intent: 'other' },
    ...{ customerName: null, text: null, occurredAt: new Date(Date.UTC(2026, 2, 4, 9) + hoursLater * HOUR), ...facts },
  }
}
