import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { AskModel } from '#ai/model.ts'
import { ahead } from '#domain/draft.ts'
import { MINUTE, SECOND } from '#domain/time.ts'
import { openLineUp } from '#processing/line-up-drafts.ts'
import { claimDrafts, writeDraft } from '#processing/write-draft.ts'
import { type Asker, ask, read } from '../testkit/ask.ts'
import { writesAll, writtenForByModel } from '../testkit/drafts.ts'
import { type LanguageModel, startLanguageModel, usualAnswer } from '../testkit/language-model.ts'
import { journalOf } from '../testkit/shop.ts'
import { startApp, type TestApp } from '../testkit/start-app.ts'

let model: LanguageModel
let app: TestApp
beforeAll(async () => {
  model = await startLanguageModel()
  app = await startApp({ llm: { url: model.url, key: model.key } })
})
afterAll(async () => {
  await app.close()
  await model.close()
})
afterEach(async () => {
  await app.deps.db.prisma.draftTurn.deleteMany()
})

test('asked for another while one is written of earlier words: the writing begins anew, and the former one ends as nothing', async () => {
  const seller = await writtenForByModel(app)
  const { id, uuid } = await seller.receives.review({ text: 'Порвался шов', intent: 'quality_complaint' })
  await generates(seller, id)
  const former = await beginsWriting('Первый ответ. Передали ваши слова в отдел качества.')

  app.clock.advance(SECOND)
  await app.deps.db.prisma.interaction.update({ where: { id: uuid }, data: { text: 'Порвался шов и рукав' } })
  await generates(seller, id, true)
  await former.ends()
  expect(await draftOf(seller, id)).toBeNull()

  await writesAll(app)
  expect(await draftOf(seller, id)).toMatchObject({
    text: expect.stringContaining(usualAnswer.recommendation),
    isOutdated: false,
  })
})

test('asked for while it is prepared: it is written with the patience of whoever asks', async () => {
  const seller = await writtenForByModel(app)
  const { id } = await seller.receives.review({ priority: 'urgent', text: 'Порвался шов', intent: 'quality_complaint' })
  await openLineUp(app.deps).look()
  const prepared = await beginsWriting('Готовился заранее. Передали ваши слова в отдел качества.', 'draftsAhead')

  app.clock.advance(20 * SECOND)
  await generates(seller, id)
  let patience = 0
  const [turn] = await claimDrafts(app.deps, 'askedDrafts', 1)
  await writeDraft(
    {
      ...app.deps,
      askModel: async (asked) => {
        patience = asked.patienceMs
        return says('Ответ тому, кто ждёт. Передали ваши слова в отдел качества.')
      },
    },
    turn ?? expect.fail('Nobody is in the line.'),
  )
  await prepared.ends()

  expect(patience).toBe(15 * SECOND)
  expect(await draftOf(seller, id)).toMatchObject({ text: expect.stringContaining('Ответ тому, кто ждёт') })
})

test('whoever asks twice while hers is written waits for the one', async () => {
  const seller = await writtenForByModel(app)
  const { id } = await seller.receives.review({ text: 'Порвался шов', intent: 'quality_complaint' })
  await generates(seller, id)
  const first = await beginsWriting('Единственный ответ. Передали ваши слова в отдел качества.')
  app.clock.advance(SECOND)
  await generates(seller, id)

  expect(await claimDrafts(app.deps, 'askedDrafts', 1)).toEqual([])
  await first.ends()
  expect(await draftOf(seller, id)).toMatchObject({ text: expect.stringContaining('Единственный ответ') })
})

test('another one that a model in trouble does not write takes nothing away, and is told', async () => {
  const seller = await writtenForByModel(app)
  const { id } = await seller.receives.review({ text: 'Порвался шов', intent: 'quality_complaint' })
  await generates(seller, id)
  await writesAll(app)
  const good = await draftOf(seller, id)
  expect(good).toMatchObject({ origin: 'MODEL' })

  model.answers({ status: 503 })
  app.clock.advance(MINUTE)
  await generates(seller, id, true)
  await writesAll(app)

  expect(await draftOf(seller, id)).toEqual(good)
  expect((await journalOf(app.deps.db, seller.sellerId)).at(-1)).toBe('draft_failed')
})

test('nor does one that breaks the rules however often the model tries', async () => {
  const seller = await writtenForByModel(app)
  const { id } = await seller.receives.review({ text: 'Порвался шов', intent: 'quality_complaint' })
  await generates(seller, id)
  await writesAll(app)
  const good = await draftOf(seller, id)

  const promise = { says: { recommendation: 'Вернём деньги за товар, гарантируем возврат.' } }
  model.answers(promise, promise)
  app.clock.advance(MINUTE)
  await generates(seller, id, true)
  await writesAll(app)

  expect(await draftOf(seller, id)).toEqual(good)
})

test('a draft whose words the seller has said meanwhile gives way to any other', async () => {
  const seller = await writtenForByModel(app)
  const { id, uuid } = await seller.receives.chat({ text: 'Порвался шов', intent: 'quality_complaint' })
  await generates(seller, id)
  await writesAll(app)
  app.clock.advance(MINUTE)
  const lastReplyAt = app.clock.now()
  await app.deps.db.prisma.interaction.update({ where: { id: uuid }, data: { lastReplyAt } })

  model.answers({ status: 503 })
  app.clock.advance(MINUTE)
  await generates(seller, id)
  await writesAll(app)

  expect(await draftOf(seller, id)).toMatchObject({ origin: 'FALLBACK' })
})

test('drafts that could not be written in their time are written a second apart all the same, of each seller', async () => {
  const [one, other] = [await writtenForByModel(app), await writtenForByModel(app)]
  for (const seller of [one, other])
    for (let index = 0; index < 4; index += 1) await seller.receives.review({ priority: 'urgent' })
  await openLineUp(app.deps).look()
  app.clock.advance(10 * MINUTE)

  const taken: string[][] = []
  for (let half = 0; half < 8; half += 1) {
    const turns = await claimDrafts(app.deps, 'draftsAhead', 50)
    taken.push(turns.map(({ sellerId }) => sellerId).sort())
    for (const turn of turns) await writeDraft(app.deps, turn)
    app.clock.advance(ahead.apartMs / 2)
  }
  const both = [one.sellerId, other.sellerId].sort()
  expect(taken).toEqual([both, [], both, [], both, [], both, []])
})

/** A model takes its time over the words of whoever's turn it is. */
async function beginsWriting(text: string, line: 'askedDrafts' | 'draftsAhead' = 'askedDrafts') {
  let goOn = () => {}
  const pause = new Promise<void>((resolve) => {
    goOn = resolve
  })
  const askModel: AskModel = async () => {
    await pause
    return says(text)
  }
  const [turn] = await claimDrafts(app.deps, line, 1)
  const writing = writeDraft({ ...app.deps, askModel }, turn ?? expect.fail('Nobody is in the line.'))
  return {
    async ends() {
      goOn()
      await writing
    },
  }
}

const says = (recommendation: string) =>
  ({ kind: 'answered', text: JSON.stringify({ ...usualAnswer, recommendation }) }) as const

async function generates(asker: Asker, interactionId: string, force = false): Promise<void> {
  const query = 'mutation ($input: GenerateDraftInput!) { generateDraft(input: $input) { __typename } }'
  await ask(app, asker, query, { input: { interactionId, force } })
}

async function draftOf(asker: Asker, id: string): Promise<object | null> {
  const query = 'query ($id: ID!) { interaction(id: $id) { draft { id text origin isOutdated } } }'
  return (await read<{ interaction: { draft: object | null } }>(app, asker, query, { id })).interaction.draft
}
