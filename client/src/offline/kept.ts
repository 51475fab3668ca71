/** How much this app keeps on the device, with its own files; null when the browser does not tell. */
export async function keptBytes(): Promise<number | null> {
  const estimate = await navigator.storage?.estimate?.()
  return estimate?.usage ?? null
}
