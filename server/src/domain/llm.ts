/** Programs that write drafts: all of them speak the API of OpenAI. `custom` is the one that the server's owner has named. */
export const llmProviders = ['deepseek', 'openai', 'custom'] as const
export type LlmProvider = (typeof llmProviders)[number]

/**
 * Who writes drafts, as it is set; a provider may be a word that this program does not know (domain §9.5). `readsQuestions`: the model also
 * says what a question is about where the rules do not know (domain §6.2).
 */
export type LlmChoice = { provider: string; model: string; enabled: boolean; readsQuestions: boolean }

export const usualChoice: LlmChoice = {
  provider: 'deepseek',
  model: 'deepseek-chat',
  enabled: true,
  readsQuestions: false,
}

/** The choice that settings make, the first of them that says something about a point; what cannot be read says nothing. */
export function choiceOf(...settings: Partial<Record<keyof LlmChoice, unknown>>[]): LlmChoice {
  const texts = (name: 'provider' | 'model') => settings.map((each) => wordOf(each[name])).find((word) => word !== null)
  const switches = (name: 'enabled' | 'readsQuestions') =>
    settings.map((each) => switchOf(each[name])).find((on) => on !== null)
  return {
    provider: texts('provider') ?? usualChoice.provider,
    model: texts('model') ?? usualChoice.model,
    enabled: switches('enabled') ?? usualChoice.enabled,
    readsQuestions: switches('readsQuestions') ?? usualChoice.readsQuestions,
  }
}

/** On or off, as people write it; null for anything else. */
export function switchOf(value: unknown): boolean | null {
  const word = String(value ?? '')
    .trim()
    .toLowerCase()
  if (['1', 'true', 'yes', 'on'].includes(word)) return true
  return ['0', 'false', 'no', 'off'].includes(word) ? false : null
}

function wordOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

/** Where a provider is reached, and with which key of the server itself; null for one that this server does not know. */
export function addressOf(provider: string, own: { url: string; key: string } | null): ProviderAddress | null {
  if (provider === 'custom') return own && { baseUrl: own.url, ownKey: own.key }
  const baseUrl = addresses.get(provider)
  return baseUrl === undefined ? null : { baseUrl, ownKey: null }
}

/** `ownKey` is empty where no key is needed, and null where every seller brings one. */
export type ProviderAddress = { baseUrl: string; ownKey: string | null }

const addresses = new Map([
  ['deepseek', 'https://api.deepseek.com/v1'],
  ['openai', 'https://api.openai.com/v1'],
])
