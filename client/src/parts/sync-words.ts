import type { Channel, SyncProblem } from '#generated/graphql.ts'
import { keyRefusals, syncProblems } from '#texts/refusals.ts'
import { ru } from '#texts/ru.ts'

/** Channels as one name that begins a sentence. */
export function namesOf(channels: readonly Channel[]): string {
  return channels
    .map((channel, at) => (at === 0 ? ru.words.channels[channel] : ru.words.channels[channel].toLowerCase()))
    .join(', ')
}

/**
 * Why channels were not read (domain 16.3). A key that lost a category is told by what it lost. One category opens reviews and
 * questions, so where only one of them is refused it is not the category.
 */
export function problemText(problem: string, channels: readonly Channel[]): string {
  const ofCategory = channels.filter((channel) => channel !== 'CHAT')
  if (problem === 'SCOPE' && ofCategory.length === 1) return ru.frame.refusedByWb(namesOf(ofCategory))
  if (problem === 'SCOPE' && ofCategory.length > 1) return keyRefusals.NO_FEEDBACKS(null)
  return syncProblems[problem as SyncProblem] ?? syncProblems.INTERNAL
}

/** The same for a line that stands alone: it names the channels unless all of them have the problem. */
export function troubleText({ problem, channels }: { problem: string; channels: readonly Channel[] }): string {
  const reason = problemText(problem, channels)
  return channels.length === 0 || problem === 'SCOPE' ? reason : ru.frame.ofChannels(namesOf(channels), reason)
}

/** Asking again helps only where another key is not what is missing. */
export const helpsToRetry = (problem: string) => problem !== 'SCOPE' && problem !== 'KEY'
