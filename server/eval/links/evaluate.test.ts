import { expect, test } from 'vitest'
import { evaluateLinks, reachedPrecision, wantedPrecision } from './evaluate.ts'
import { labelledPairs, namelessTrap } from './pairs.ts'

test('of the labelled pairs no wrong one could ever act by itself, and what is shown is right as often as it was', () => {
  const report = evaluateLinks(labelledPairs())

  expect(report.pairs).toBeGreaterThanOrEqual(150)
  expect(report.wrongAutomatic).toEqual([])
  expect(report.shown.precision).toBeGreaterThanOrEqual(reachedPrecision.shown)
  expect(report.shownWithoutTwins.precision).toBeGreaterThanOrEqual(wantedPrecision)
  expect(report.tiers.high.precision).toBeGreaterThanOrEqual(reachedPrecision.high)
  expect(report.tiers.medium.precision).toBeGreaterThanOrEqual(reachedPrecision.medium)
  expect(report.tiers.automatic).toMatchObject({ precision: 1, linked: 18 })
  expect(report.shown.recall).toBeGreaterThanOrEqual(0.9)
})

test('without the nameless twins no guess that is shown is wrong; they are told apart, and none of them could act', () => {
  const [report, others] = [
    evaluateLinks(labelledPairs()),
    evaluateLinks(labelledPairs().filter(({ trap }) => trap !== namelessTrap)),
  ]

  expect([others.tiers.high.precision, others.tiers.medium.precision]).toEqual([1, 1])
  expect(others.shown).toEqual(report.shownWithoutTwins)
  expect(report.twins.pairs).toBe(24)
  expect(report.wrongShown[namelessTrap]).toBe(report.twins.shown)
})

test('the set has traps of every kind, and as many pairs of two buyers as make a precision mean something', () => {
  const pairs = labelledPairs()
  const traps = new Set(pairs.filter(({ isSame }) => !isSame).map(({ trap }) => trap))

  expect(traps.size).toBeGreaterThanOrEqual(9)
  expect(pairs.filter(({ isSame }) => !isSame).length).toBeGreaterThan(100)
  expect(new Set(pairs.map(({ one, other, trap }) => `${trap} ${one.id} ${other.id}`)).size).toBe(pairs.length)
})
