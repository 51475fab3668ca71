import { evaluateLinks, reachedPrecision, wantedPrecision } from '../eval/links/evaluate.ts'
import { labelledPairs, pairsInOtherWords, pairsOfTalks } from '../eval/links/pairs.ts'

// pnpm eval:links: how good links are, on pairs that were labelled by hand. The report goes to standard output as JSON, a summary to
// standard error. Ends with 1 when a pair of two buyers could act by itself, or when the links are worse than they were.

const report = evaluateLinks(labelledPairs())
console.log(JSON.stringify(report, null, 2))
for (const [tier, { linked, precision, recall }] of Object.entries({ shown: report.shown, ...report.tiers }))
  console.error(
    `${tier.padEnd(10)} ${String(linked).padStart(4)} links  precision ${share(precision)}  recall ${share(recall)}`,
  )
const { twins, shownWithoutTwins } = report
const isGood = report.shown.precision >= wantedPrecision
console.error(
  `without the ${twins.pairs} nameless twins, of which ${twins.shown} are shown: precision ${share(shownWithoutTwins.precision)}`,
)
const talks = evaluateLinks(pairsOfTalks())
console.error(
  `the ${talks.pairs} chats of several messages: precision ${share(talks.shown.precision)}  recall ${share(talks.shown.recall)}`,
)
const retold = evaluateLinks(pairsInOtherWords())
console.error(
  `the ${retold.pairs} pairs in other words: precision ${share(retold.shown.precision)}  recall ${share(retold.shown.recall)}`,
)
console.error(`pairs of two buyers that could act by themselves: ${report.wrongAutomatic.length}`)
console.error(`the goal of what is shown, precision ${wantedPrecision}: ${isGood ? 'reached' : 'missed'}`)
const { high, medium } = report.tiers
const isKept =
  report.shown.precision >= reachedPrecision.shown &&
  shownWithoutTwins.precision >= reachedPrecision.shownWithoutTwins &&
  high.precision >= reachedPrecision.high &&
  medium.precision >= reachedPrecision.medium
process.exitCode = report.wrongAutomatic.length === 0 && isKept ? 0 : 1

function share(value: number): string {
  return value.toFixed(3)
}
