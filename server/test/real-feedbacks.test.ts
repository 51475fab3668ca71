import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Office, openOffice } from '../testkit/office.ts'

// Real reviews with their real answers, where they lie beside the checkout; they are never part of it.

const file = join(import.meta.dirname, '../../../shared/wb/real-feedbacks.json')
const isThere = existsSync(file)
const why = isThere ? '' : ` (skipped: ${file} is not there)`

type Feedback = {
  id: string
  text: string
  pros: string
  cons: string
  productValuation: number
  createdDate: string
  answer: { text: string } | null
  photoLinks: unknown[] | null
  video: object | null
}

let office: Office
beforeAll(async () => {
  if (isThere) office = await openOffice()
})
afterAll(async () => await office?.close())

test.runIf(isThere)(
  `exactly these reviews arrive, with the right status, dates and answers${why}`,
  { timeout: 120_000 },
  async () => {
    const given = JSON.parse(readFileSync(file, 'utf8')) as Feedback[]
    const shop = await office.opensShop({ feedbacksFile: file })

    await expect.poll(() => shop.count(), { timeout: 90_000, interval: 500 }).toBe(given.length)
    await shop.isReady()
    const arrived = await shop.all()

    expect(arrived).toHaveLength(given.length)
    expect(new Map(arrived.map((item) => [item.externalId, item]))).toEqual(
      new Map(given.map((one) => [one.id, expectedOf(one)])),
    )
  },
)

function expectedOf(one: Feedback) {
  const answer = one.answer?.text ? one.answer.text : null
  const hasContent =
    [one.text, one.pros, one.cons].some((part) => part.trim() !== '') || one.photoLinks?.length || one.video
  const status = answer ? 'RESPONDED' : hasContent ? 'OPEN' : 'CLOSED'

  return {
    externalId: one.id,
    channel: 'REVIEW',
    rating: one.productValuation,
    occurredAt: new Date(one.createdDate).toISOString(),
    status,
    needsResponse: status === 'OPEN',
    source: 'WB_API',
    messages: [{ author: 'BUYER', text: textOf(one) }, ...(answer ? [{ author: 'SELLER', text: answer }] : [])],
  }
}

function textOf({ text, pros, cons }: Feedback): string | null {
  const parts = [text, pros && `Плюсы: ${pros}`, cons && `Минусы: ${cons}`].filter((part) => part.trim() !== '')
  return parts.join('\n') || null
}
