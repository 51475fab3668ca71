import { fingerprint } from './guardrail-policy.ts'
import * as texts from './phrases/draft-prompt.ts'
import { findingLabels } from './phrases/finding-labels.ts'

/** Every word that a model is told. */
export const promptTexts = { ...texts, findingLabels }

/** Changes with every one of them: a draft of another version is not used again. */
export const promptVersion = fingerprint(JSON.stringify(promptTexts))
