import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { client, forgetEverythingRead } from '#api/client.ts'
import { onReach } from '#api/reach.ts'
import { type SignInOutcome, signIn, signOut, signUp } from '#api/sign-in.ts'
import { type SellerFieldsFragment, ViewerDocument, type ViewerQuery } from '#generated/graphql.ts'
import { forget, forgetAll, remember, remembered } from '#offline/remembered.ts'

export type Viewer = NonNullable<ViewerQuery['viewer']>
export type Seller = SellerFieldsFragment

/** `expired`: the device still shows what it has, but the server does not know us any more. */
type SessionState = 'unknown' | 'signed_out' | 'signed_in' | 'expired'

/** Who leaves, and whether she has chosen to: if only somebody else has signed in here, what she has written waits for her. */
export type Leaving = { userId: string; how: 'signed_out' | 'replaced' }

const VIEWER = 'viewer'

export const useSession = defineStore('session', () => {
  const viewer = shallowRef(remembered<Viewer>(VIEWER))
  const state = ref<SessionState>(viewer.value ? 'signed_in' : 'unknown')
  /** Whether the server has told about the viewer during this visit. */
  const confirmed = ref(false)
  const seller = computed<Seller | null>(() => viewer.value?.sellers[0] ?? null)
  const beforeLeaving = new Set<(leaving: Leaving) => Promise<void>>()
  let following: { unsubscribe: () => void } | null = null

  onReach((reach) => {
    if (reach.kind === 'signed_out' && state.value === 'signed_in') state.value = 'expired'
  })

  /** Asks the server who we are. A device that cannot ask goes on with what it remembers. */
  async function refresh(): Promise<void> {
    const { data } = await client.value.query(ViewerDocument, {}, { requestPolicy: 'network-only' }).toPromise()
    if (!data) {
      if (state.value === 'unknown') state.value = 'signed_out'
      return
    }

    if (data.viewer && viewer.value && viewer.value.user.id !== data.viewer.user.id) await forgetAccount('replaced')
    confirmed.value = true
    if (data.viewer) enter(data.viewer)
    else state.value = viewer.value ? 'expired' : 'signed_out'
  }

  function enter(known: Viewer) {
    keep(known)
    state.value = 'signed_in'
    following ??= client.value
      .query(ViewerDocument, {}, { requestPolicy: 'cache-only' })
      .subscribe(({ data }) => data?.viewer && keep(data.viewer))
  }

  function keep(known: Viewer) {
    viewer.value = known
    remember(VIEWER, known)
  }

  async function login(email: string, password: string): Promise<SignInOutcome> {
    return entered(await signIn(email, password), email)
  }

  async function register(email: string, password: string, company: string): Promise<SignInOutcome> {
    return entered(await signUp(email, password, company), email)
  }

  async function entered(outcome: SignInOutcome, email: string): Promise<SignInOutcome> {
    if (outcome.kind !== 'accepted') return outcome

    // The server keeps addresses in small letters, and a password manager may not.
    if (viewer.value && viewer.value.user.email.toLowerCase() !== email.trim().toLowerCase())
      await forgetAccount('replaced')
    await refresh()
    return state.value === 'signed_in' ? outcome : { kind: 'broken' }
  }

  /** Leaves, and takes everything of this account off the device. */
  async function leave(): Promise<SignInOutcome> {
    const outcome = await signOut()
    if (outcome.kind === 'unreachable' || outcome.kind === 'broken') return outcome

    await forgetAccount('signed_out')
    state.value = 'signed_out'
    return { kind: 'accepted' }
  }

  async function forgetAccount(how: Leaving['how']) {
    const userId = viewer.value?.user.id ?? ''
    for (const cleanUp of beforeLeaving) await cleanUp({ userId, how })

    following?.unsubscribe()
    following = null
    viewer.value = null
    confirmed.value = false
    forget(VIEWER)
    forgetAll('seq.')
    forgetAll('account.')
    await forgetEverythingRead()
  }

  /** Whose words may go to the server; null as well where another tab has signed in as somebody else since: the cookie is that one's. */
  function writerId(): string | null {
    const id = viewer.value?.user.id ?? null
    // A browser that keeps nothing knows nothing of other tabs.
    const inOtherTabs = remembered<Viewer>(VIEWER)?.user.id ?? id
    return inOtherTabs === id ? id : null
  }

  /** Whoever keeps something of the account on the device says here how to remove it. */
  function onLeaving(cleanUp: (leaving: Leaving) => Promise<void>) {
    beforeLeaving.add(cleanUp)
  }

  return { viewer, seller, state, confirmed, refresh, login, register, leave, onLeaving, writerId }
})
