import { reactive } from 'vue'

export type Toast = {
  id: number
  text: string
  tone: 'plain' | 'error'
  action?: { label: string; run: () => void }
  /** Nobody asked for it: it waits while the operator has seconds to act. */
  unasked: boolean
  /** Milliseconds; an error stays until it is closed. */
  stays: number
}

type NewToast = {
  text: string
  tone?: Toast['tone']
  action?: Toast['action'] | undefined
  unasked?: boolean
  stays?: number
}

/** The first is on the screen, the others wait for their turn. */
export const toasts = reactive<Toast[]>([])

let nextId = 1

export function showToast({ text, tone = 'plain', action, unasked = false, stays }: NewToast): number {
  const id = nextId++
  toasts.push({ id, text, tone, unasked, ...(action && { action }), stays: stays ?? patienceFor(tone, action) })
  return id
}

export function hideToast(id: number): void {
  const index = toasts.findIndex((toast) => toast.id === id)
  if (index >= 0) toasts.splice(index, 1)
}

function patienceFor(tone: Toast['tone'], action: unknown) {
  if (tone === 'error') return Number.POSITIVE_INFINITY
  return action ? 8_000 : 5_000
}
