import { ref } from 'vue'
import { cleanKey, looksLikeKey } from '#domain/key.ts'
import { checksOf, type KeyCheck } from '#domain/key-checks.ts'
import { serverNow } from '#stores/clock.ts'
import { connectShop } from '#stores/connect-shop.ts'
import type { Seller } from '#stores/session.ts'
import { failures, refusalText } from '#texts/refusals.ts'
import { ru } from '#texts/ru.ts'

type Connecting =
  | { kind: 'entering' }
  | { kind: 'checking' }
  | { kind: 'connected'; checks: KeyCheck[]; seller: Seller }

type Refusal = Extract<Awaited<ReturnType<typeof connectShop>>, { kind: 'refused' }>['refusal']

/** Other refusals say themselves what to do. */
function fixOf(refusal: Refusal): string {
  if (refusal.__typename === 'KeyRefused') return ru.connect.fixes[refusal.keyRefusal]
  return refusal.__typename === 'TooSoon' ? ru.connect.fixes.WAIT : ''
}

/** One key on its way to the server. It lives in this field only and is forgotten as soon as it was taken. */
export function useConnect() {
  const state = ref<Connecting>({ kind: 'entering' })
  const key = ref('')
  const error = ref('')
  const fix = ref('')

  function take(pasted: string) {
    key.value = cleanKey(pasted)
    complain('')
  }

  async function connect() {
    if (state.value.kind === 'checking') return
    key.value = cleanKey(key.value)
    complain('')
    if (!looksLikeKey(key.value)) return complain(ru.connect.errors.malformed, ru.connect.fixes.MALFORMED)

    state.value = { kind: 'checking' }
    const outcome = await connectShop(key.value)
    state.value = { kind: 'entering' }

    switch (outcome.kind) {
      case 'accepted':
        return connected(outcome.answer.seller)
      case 'refused':
        return complain(refusalText(outcome.refusal, serverNow()), fixOf(outcome.refusal))
      case 'unreachable':
        return complain(ru.connect.errors.unreachable)
      case 'broken':
        return complain(failures.broken(outcome.incident))
    }
  }

  function complain(what: string, remedy = '') {
    error.value = what
    fix.value = remedy
  }

  function connected(seller: Seller) {
    key.value = ''
    if (seller.connection) state.value = { kind: 'connected', checks: checksOf(seller.connection), seller }
  }

  function startAgain() {
    state.value = { kind: 'entering' }
    complain('')
  }

  return { state, key, error, fix, take, connect, startAgain }
}
