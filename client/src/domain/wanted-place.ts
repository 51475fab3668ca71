/** Where somebody was going when she was led to the sign-in, as the address tells it; null when it names no place of this app. */
export function wantedPlace(next: unknown): string | null {
  return typeof next === 'string' && /^\/(?!\/)/.test(next) ? next : null
}
