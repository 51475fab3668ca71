/** Looks for a new version now. When there is one, the prompt of the frame asks about it. */
export async function checkForUpdate(): Promise<'found' | 'none' | 'unreachable'> {
  const registration = await navigator.serviceWorker?.getRegistration()
  if (!registration) return 'none'

  try {
    await registration.update()
  } catch {
    return 'unreachable'
  }
  return registration.installing || registration.waiting ? 'found' : 'none'
}
