import type { Finding } from './guardrails.ts'
import { findingLabels } from './phrases/finding-labels.ts'

/** What a person reads of something found in a text (domain §10.3). Our own app has sentences of its own; others show this one. */
export function findingMessage({
  severity,
  phrase,
  category,
}: Pick<Finding, 'severity' | 'phrase' | 'category'>): string {
  const label = findingLabels[category]
  if (phrase === '') return label
  return severity === 'block' ? `Запрещённая фраза: «${phrase}» (${label})` : `Нежелательная фраза: «${phrase}»`
}
