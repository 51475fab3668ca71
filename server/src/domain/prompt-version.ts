import { fingerprint } from './guardrail-policy.ts'
import * as texts from './phrases/draft-prompt.ts'

/** Changes with every word that a model is told: a draft of another version is not used again. */
export const promptVersion = fingerprint(JSON.stringify(texts))
