import type { Intent } from './interaction.ts'

type Family = 'size_fit' | 'stock_delivery' | 'spec' | 'safety' | 'post_purchase'

const families: Readonly<Record<Intent, Family | null>> = {
  sizing_fit: 'size_fit',
  availability_delivery: 'stock_delivery',
  availability: 'stock_delivery',
  delivery_status: 'stock_delivery',
  delivery_delay: 'stock_delivery',
  spec_compatibility: 'spec',
  product_spec: 'spec',
  compatibility: 'spec',
  usage_howto: 'spec',
  compliance_safety: 'safety',
  post_purchase_issue: 'post_purchase',
  defect_not_working: 'post_purchase',
  wrong_item: 'post_purchase',
  quality_complaint: 'post_purchase',
  refund_exchange: 'post_purchase',
  general_question: null,
  other: null,
  thanks: null,
  pre_purchase: null,
  cancel_request: null,
}

/** Which problem an intent belongs to; null says nothing, so that two of them have nothing in common (domain §7.3). */
export function familyOf(intent: Intent): Family | null {
  // A row may hold an intent that is younger than this code.
  return families[intent] ?? null
}

/** Intents of buyers who have trouble with what they bought. */
export const postPurchaseIntents: readonly Intent[] = (Object.keys(families) as Intent[]).filter(
  // The table's own keys are exactly the intents.
  (intent) => families[intent] === 'post_purchase',
)

export function haveSameProblem(one: Intent | null, other: Intent | null): boolean {
  const family = one && familyOf(one)
  return family !== null && family === (other && familyOf(other))
}
