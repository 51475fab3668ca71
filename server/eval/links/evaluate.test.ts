import { expect, test } from 'vitest'
import { DAY } from '#domain/time.ts'
import { evaluateLinks, reachedPrecision } from './evaluate.ts'
import { labelledPairs, namelessTrap, pairsInOtherWords, pairsOfTalks, retoldTrap } from './pairs.ts'

test('of the labelled pairs no wrong one could ever act by itself, and what is shown is right as often as it was', () => {
  const report = evaluateLinks(labelledPairs())

  expect(report.pairs).toBeGreaterThanOrEqual(150)
  expect(report.wrongAutomatic).toEqual([])
  expect(report.shown.precision).toBeGreaterThanOrEqual(reachedPrecision.shown)
  expect(report.shownWithoutTwins.precision).toBeGreaterThanOrEqual(reachedPrecision.shownWithoutTwins)
  expect(report.tiers.high.precision).toBeGreaterThanOrEqual(reachedPrecision.high)
  expect(report.tiers.medium.precision).toBeGreaterThanOrEqual(reachedPrecision.medium)
  expect(report.tiers.automatic).toMatchObject({ precision: 1, linked: 18 })
  expect(report.shown.recall).toBeGreaterThanOrEqual(0.71)
})

test('without the nameless twins only namesakes, and chats of several messages, are shown wrongly; twins are told apart', () => {
  const twins = [namelessTrap, retoldTrap]
  const [report, others] = [
    evaluateLinks(labelledPairs()),
    evaluateLinks(labelledPairs().filter(({ trap }) => !twins.includes(trap))),
  ]

  expect(others.wrongShown).toEqual({
    'a namesake with another trouble': 8,
    'an old buyer id that stands for a namesake': 2,
    'several messages of another buyer': 2,
  })
  expect(others.shown).toEqual(report.shownWithoutTwins)
  expect(report.twins.pairs).toBe(49)
  expect(twins.reduce((sum, trap) => sum + (report.wrongShown[trap] ?? 0), 0)).toBe(report.twins.shown)
})

test('a namesake with another trouble is shown only when he writes on the same day', () => {
  const namesakes = labelledPairs().filter(({ trap }) => trap === 'a namesake with another trouble')
  const isOfTheDay = ({ one, other }: (typeof namesakes)[number]) =>
    Number(other.occurredAt) - Number(one.occurredAt) < DAY

  expect(namesakes).toHaveLength(24)
  expect(evaluateLinks(namesakes.filter((each) => !isOfTheDay(each))).shown.linked).toBe(0)
  expect(evaluateLinks(namesakes.filter(isOfTheDay)).shown.linked).toBe(8)
})

test('who says it in other words is found by his name on the same day, and hardly anybody else instead', () => {
  const report = evaluateLinks(pairsInOtherWords())

  expect(report).toMatchObject({ pairs: 96, ofOneBuyer: 48 })
  expect(report.shown.right).toBeGreaterThanOrEqual(10)
  expect(report.shown.linked - report.shown.right).toBeLessThanOrEqual(3)
})

test('buyers who are called otherwise in a chat, and reviews in fields, are found as others are, and nobody else instead', () => {
  const met = labelledPairs().filter(({ trap }) => /short name|fields/.test(trap))
  const report = evaluateLinks(met)

  expect(report).toMatchObject({ pairs: 18, ofOneBuyer: 10, shown: { linked: 9, right: 9 } })
  expect(report.missed).toEqual({ 'a short name in the chat': 1 })
})

test('of chats that say what they are about over several messages four of five are found', () => {
  const report = evaluateLinks(pairsOfTalks())

  expect(report).toMatchObject({ pairs: 20, ofOneBuyer: 10 })
  expect(report.shown.recall).toBeGreaterThanOrEqual(0.8)
  expect(report.shownWithoutTwins.precision).toBeGreaterThanOrEqual(0.8)
})

test('the set has traps of every kind, and as many pairs of two buyers as make a precision mean something', () => {
  const pairs = labelledPairs()
  const traps = new Set(pairs.filter(({ isSame }) => !isSame).map(({ trap }) => trap))

  expect(pairs.filter(({ one, other }) => one.text === other.text)).toEqual([])
  expect(traps.size).toBeGreaterThanOrEqual(9)
  expect(pairs.filter(({ isSame }) => !isSame).length).toBeGreaterThan(100)
  expect(new Set(pairs.map(({ one, other, trap }) => `${trap} ${one.id} ${other.id}`)).size).toBe(pairs.length)
})
