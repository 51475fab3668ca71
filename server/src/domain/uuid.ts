/** Whether a text is a UUID of any version, so that it can be asked of the database. */
export function isUuid(text: string): boolean {
  return pattern.test(text)
}

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
