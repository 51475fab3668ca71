import type { DraftSettings } from '#stores/draft-settings.ts'
import { ru } from '#texts/ru.ts'

const t = ru.aiSettings.model

/** Who writes drafts now, in one honest line, and what that means. */
export function aiState(settings: DraftSettings): { isReady: boolean; title: string; text: string } {
  const provider = providerName(settings.llmProvider)
  switch (settings.llmTrouble) {
    case null:
      return { isReady: true, title: t.ready(settings.llmModel, provider), text: t.privacy }
    case 'DISABLED':
      return { isReady: false, title: t.off, text: t.onlyAsked }
    case 'NO_CREDENTIALS':
      return { isReady: false, title: t.noKey(provider), text: t.standIn }
    default:
      return {
        isReady: false,
        title: settings.llmProvider === 'custom' ? t.noServer : t.unknownProvider(provider),
        text: t.standIn,
      }
  }
}

/** What a switch of something that a model does is good for now: `helper`, or why it does not act, or what happens without a model. */
export function noteOf(settings: DraftSettings, words: { helper: string; idle: string; withoutModel: string }): string {
  const { llmEnabled, llmTrouble } = settings
  if (!llmEnabled || llmTrouble === 'DISABLED') return words.idle
  return llmTrouble === null ? words.helper : words.withoutModel
}

/** In the index of the settings: what counts, in a word. */
export function aiSummary(settings: DraftSettings | null): string {
  const { summary } = ru.aiSettings
  if (!settings) return ''
  if (settings.llmTrouble === null) return summary.on
  return settings.llmTrouble === 'DISABLED' ? summary.off : summary.noModel
}

export function providerName(provider: string): string {
  return ru.aiSettings.providers[provider] ?? provider
}
