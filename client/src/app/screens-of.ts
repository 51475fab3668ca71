import { type ComputedRef, computed } from 'vue'
import { useSession } from '#stores/session.ts'

/**
 * Whose screens are shown: a key with which they are made anew for whoever signs in after somebody else, for what stands in their fields is
 * the other one's. They stay while nobody is known, and the sign-in stays itself while it lets somebody in.
 */
export function useScreensOf(isSignIn: () => boolean): ComputedRef<string> {
  const session = useSession()
  const known = computed<string | null>((former) => session.viewer?.user.id ?? former ?? null)
  return computed(() => (isSignIn() ? 'nobody' : (known.value ?? 'nobody')))
}
