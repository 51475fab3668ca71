import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { bundledGuardrails } from '#domain/guardrails.ts'
import { DAY, SECOND } from '#domain/time.ts'
import { ask, read } from '../testkit/ask.ts'
import { type Office, openOffice } from '../testkit/office.ts'

// What must not be said does not reach WB, whoever asks and whenever the rules change.

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterEach(async () => {
  office.waitsBeforeSending(0)
  await forbids({})
})
afterAll(() => office.close())

/** Adds phrases to the rules, the way it is done while the program runs. */
async function forbids(value: object): Promise<void> {
  const { prisma } = office.app.deps.db
  const key = 'guardrail_phrases'
  await prisma.runtimeSetting.upsert({ where: { key }, create: { key, value }, update: { value } })
}

test('a promise under a review is refused with its places and hints, nothing is queued, and the journal says so', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 2, text: 'Ткань тонкая' })
  const review = await shop.item('Ткань тонкая')

  const refused = await shop.sends(review.id, '  👍 Мы вернём вам деньги в течение дня, как обещали!')
  await office.passes(120)

  expect(refused).toMatchObject({
    __typename: 'GuardrailBlocked',
    code: 'GUARDRAIL_BLOCKED',
    summary: 'promise, unsolicited_return',
    policyVersion: bundledGuardrails.version,
    warnings: [],
    violations: [
      {
        code: 'PROMISE',
        severity: 'BLOCK',
        phrase: 'вернём вам деньги',
        start: 7,
        end: 24,
        hint: 'Нам жаль, что так вышло. Передали информацию',
      },
      { code: 'UNSOLICITED_RETURN', severity: 'BLOCK', phrase: 'вернём', start: 7, end: 13 },
    ],
  })
  expect(await shop.replyTo(review.id)).toBeNull()
  expect(await shop.item('Ткань тонкая')).toMatchObject({ needsResponse: true, displayStatus: 'WAITING' })
  expect(await shop.applied()).toEqual([])
  expect((await shop.journal()).filter((type) => type === 'guardrail_blocked')).toHaveLength(1)
})

test('the event of a refusal names the rules and not a word of the text', async () => {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Где мой заказ?' })
  const chat = await shop.item('Где мой заказ?')

  await shop.sends(chat.id, 'Звоните 8 912 345-67-89, ответит бот')

  const event = await office.app.deps.db.prisma.journalEvent.findFirstOrThrow({
    where: { type: 'guardrail_blocked' },
    orderBy: { createdAt: 'desc' },
  })
  expect(event).toMatchObject({
    channel: 'chat',
    details: { codes: ['contact', 'ai_mention'], policyVersion: bundledGuardrails.version },
  })
  expect(JSON.stringify(event)).not.toMatch(/912|ответит/)
})

test('the key of a refused reply is free: the mended text goes out under it, once', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 1, text: 'Нитки торчат' })
  const review = await shop.item('Нитки торчат')
  const key = randomUUID()

  const refused = await shop.sends(review.id, 'Вы неправильно стирали, читайте внимательно.', key)
  const again = await shop.sends(review.id, 'Вы неправильно стирали, читайте внимательно.', key)
  const mended = await shop.sends(review.id, 'Нам жаль, что так вышло. Передали на производство.', key)
  await shop.becomes(review.id, 'CONFIRMED')

  expect([refused.__typename, again.__typename, mended.__typename]).toEqual([
    'GuardrailBlocked',
    'GuardrailBlocked',
    'SendReplySuccess',
  ])
  expect(await shop.applied()).toEqual(['Нам жаль, что так вышло. Передали на производство.'])
})

test('a reply that was taken stays taken: the same key is not judged again', async () => {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Есть подарок?' })
  const chat = await shop.item('Есть подарок?')
  const key = randomUUID()
  await shop.sends(chat.id, 'Положим открытку', key)
  await shop.becomes(chat.id, 'CONFIRMED')
  await forbids({ contact: 'открытк*' })

  expect(await shop.sends(chat.id, 'Положим открытку', key)).toMatchObject({ reply: { state: 'CONFIRMED' } })
})

test('what is only advised against in a chat is sent', async () => {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Каркас не собирается' })
  const chat = await shop.item('Каркас не собирается')

  expect(await shop.sends(chat.id, 'Вы неправильно собрали каркас.')).toMatchObject({ __typename: 'SendReplySuccess' })
  await shop.becomes(chat.id, 'CONFIRMED')
})

test('a return may be spoken of where the buyer did, in words or in kind', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 3, text: 'Хочу вернуть, цвет другой' })
  await shop.buyer('review', { rating: 1, text: 'Кнопка не работает совсем' })
  await shop.buyer('review', { rating: 5, text: 'Хороший товар, ношу каждый день' })
  const text = 'Оформите возврат через ЛК WB, пожалуйста.'

  const answers = []
  for (const words of ['Хочу вернуть', 'Кнопка не работает', 'Хороший товар']) {
    answers.push((await shop.sends((await shop.item(words)).id, text)).__typename)
  }

  expect(answers).toEqual(['SendReplySuccess', 'SendReplySuccess', 'GuardrailBlocked'])
})

test('a text that went to another item today comes back as advice beside what blocks, and is told as sent', async () => {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Первый вопрос' })
  await shop.buyer('chat', { text: 'Второй вопрос' })
  const first = await shop.item('Первый вопрос')
  const second = await shop.item('Второй вопрос')

  await shop.sends(first.id, 'Здравствуйте! Уточним и напишем.')
  const twin = await shop.sends(second.id, 'здравствуйте, уточним и напишем')
  const { sellers } = await read<{ sellers: { sentTexts: { fingerprint: string; interactionId: string }[] }[] }>(
    office.app,
    { cookie: shop.cookie },
    '{ sellers { sentTexts { fingerprint interactionId } } }',
  )

  expect(twin.__typename).toBe('SendReplySuccess')
  const texts = sellers[0]?.sentTexts ?? []
  expect(texts.map(({ interactionId }) => interactionId)).toEqual([second.id, first.id])
  expect(new Set(texts.map(({ fingerprint }) => fingerprint)).size).toBe(1)

  await office.passes(60)
  await forbids({ contact: 'уточним' })
  await shop.buyer('chat', { text: 'Третий вопрос' })
  const third = await shop.item('Третий вопрос')
  expect(await shop.sends(third.id, 'Здравствуйте! Уточним и напишем.')).toMatchObject({
    summary: 'contact',
    warnings: [{ code: 'DUPLICATE' }],
  })

  await office.passes(DAY / SECOND)
  expect(await shop.sends(third.id, 'Здравствуйте! Уточним и напишем.')).toMatchObject({
    summary: 'contact',
    warnings: [],
  })
})

test('a reply that the rules forbid while it waits is not sent, and the item waits again with its former priority', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 1, text: 'Чехол маленький' })
  const review = await shop.item('Чехол маленький')
  office.waitsBeforeSending(60)
  await shop.sends(review.id, 'Положим вам открытку, извините нас.')

  await forbids({ promise: 'положим … открытк*' })
  await office.passes(120)
  await shop.becomes(review.id, 'FAILED')

  expect(await shop.replyTo(review.id)).toMatchObject({ failure: 'GUARDRAIL', attempts: 0, sentAt: null })
  expect(await shop.applied()).toEqual([])
  expect(await shop.item('Чехол маленький')).toMatchObject({ needsResponse: true, priority: review.priority })
})

test('an answer of unknown fate that the rules forbid by now is not sent once more: it is looked for, and the operator is asked', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 1, text: 'Коробка мятая' })
  const review = await shop.item('Коробка мятая')
  await shop.fails({ path: '/api/v1/feedbacks/answer', method: 'POST', status: 503, times: 1 })
  await shop.sends(review.id, 'Положим вам открытку, извините нас.')
  await shop.becomes(review.id, 'UNKNOWN')

  await forbids({ promise: 'положим … открытк*' })
  for (const seconds of [15, 60, 300, 1800, 11_000]) await office.passes(seconds)

  await shop.becomes(review.id, 'NEEDS_ATTENTION')
  expect(await shop.replyTo(review.id)).toMatchObject({ failure: null, attempts: 1 })
  expect(await shop.applied()).toEqual([])
  expect(await shop.journal()).toContain('guardrail_blocked')
})

test('a reply that still keeps the rules goes out after they changed, and names the new ones', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 4, text: 'Цвет бледный' })
  const review = await shop.item('Цвет бледный')
  office.waitsBeforeSending(60)
  const sent = await shop.sends(review.id, 'Передали замечание технологам.')
  const versionOf = async () => {
    const id =
      Buffer.from(sent.reply?.id ?? '', 'base64url')
        .toString()
        .split(':')[1] ?? ''
    return (await office.app.deps.db.prisma.replyOutbox.findUniqueOrThrow({ where: { id } })).policyVersion
  }
  const taken = await versionOf()

  await forbids({ promise: 'положим … открытк*' })
  const { guardrailPolicy } = await read<{ guardrailPolicy: { version: string } }>(
    office.app,
    { cookie: shop.cookie },
    '{ guardrailPolicy { version } }',
  )
  await office.passes(120)
  await shop.becomes(review.id, 'CONFIRMED')

  expect(taken).toBe(bundledGuardrails.version)
  expect(await versionOf()).toBe(guardrailPolicy.version)
  expect(guardrailPolicy.version).not.toBe(taken)
})

test('the rules come as data, and only to those who are signed in', async () => {
  const shop = await office.opensShop()
  await forbids({ promise: 'положим … открытк*', nonsense: 'слово' })
  const query = `{ guardrailPolicy {
    version reading
    rules { category review question chat phrases shapes exactShapes together unlessBuyerSays unlessIntents hint wordings }
    lengths { channel least most advisedLeast advisedMost }
  } }`

  const { guardrailPolicy } = await read<{ guardrailPolicy: { rules: object[]; lengths: object[] } }>(
    office.app,
    { cookie: shop.cookie },
    query,
  )
  const stranger = await ask(office.app, null, query)

  expect(guardrailPolicy.rules.at(-1)).toMatchObject({ category: 'PROMISE', phrases: 'положим … открытк*' })
  expect(guardrailPolicy.lengths).toContainEqual({
    channel: 'REVIEW',
    least: 2,
    most: 5000,
    advisedLeast: 20,
    advisedMost: 500,
  })
  expect(stranger.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }])
})

test('a chat takes a thousand emoji, each counted as one character, and not one more', async () => {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Как настроение?' })
  const chat = await shop.item('Как настроение?')

  const refused = await shop.sends(chat.id, '😀'.repeat(1001))
  const taken = await shop.sends(chat.id, ` ${'😀'.repeat(1000)} `)
  await office.passes(120)

  expect([refused, taken]).toMatchObject([{ __typename: 'ReplyTooLong' }, { __typename: 'SendReplySuccess' }])
  expect(await shop.applied()).toHaveLength(1)
})
