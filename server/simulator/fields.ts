/** Reads what somebody sent us, field by field, and says plainly what is missing. */
export type Fields = Record<string, unknown>

export class BadField extends Error {}

export function asFields(value: unknown, what: string): Fields {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return { ...value }
  throw new BadField(`${what} must be an object`)
}

export function text(fields: Fields, name: string): string {
  const value = fields[name]
  if (typeof value === 'string' && value !== '') return value
  throw new BadField(`"${name}" must be a text`)
}

export function textOr<Otherwise>(fields: Fields, name: string, otherwise: Otherwise): string | Otherwise {
  const value = fields[name]
  if (value === undefined || value === null) return otherwise
  if (typeof value === 'string') return value
  throw new BadField(`"${name}" must be a text`)
}

export function numberOr<Otherwise>(fields: Fields, name: string, otherwise: Otherwise): number | Otherwise {
  const value = fields[name]
  if (value === undefined || value === null) return otherwise
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new BadField(`"${name}" must be a number`)
}

export function wholeOr<Otherwise>(fields: Fields, name: string, otherwise: Otherwise, most = Number.MAX_SAFE_INTEGER) {
  const value = numberOr(fields, name, otherwise)
  if (value === otherwise || (Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most)) return value
  throw new BadField(`"${name}" must be a whole number from 0 to ${most}`)
}

export function shareOr(fields: Fields, name: string, otherwise: number): number {
  const value = numberOr(fields, name, otherwise)
  if (value >= 0 && value <= 1) return value
  throw new BadField(`"${name}" must be a number from 0 to 1`)
}

/** Nothing else may be said: a misspelt wish must not pass for a fulfilled one. */
export function only(fields: Fields, names: readonly string[], where: string): void {
  const strange = Object.keys(fields).find((name) => !names.includes(name))
  if (strange === undefined) return
  const known = names.length > 0 ? `it takes ${names.join(', ')}` : 'it takes nothing'
  throw new BadField(`"${strange}" does not belong to ${where}; ${known}`)
}

export function flag(fields: Fields, name: string): boolean {
  const value = fields[name]
  if (value === undefined || typeof value === 'boolean') return value ?? false
  throw new BadField(`"${name}" must be true or false`)
}

export function listOr<Otherwise>(fields: Fields, name: string, otherwise: Otherwise): unknown[] | Otherwise {
  const value = fields[name]
  if (value === undefined || value === null) return otherwise
  if (Array.isArray(value)) return value
  throw new BadField(`"${name}" must be a list`)
}

export function instantOr<Otherwise>(fields: Fields, name: string, otherwise: Otherwise): number | Otherwise {
  const value = fields[name]
  if (value === undefined || value === null) return otherwise
  const at = typeof value === 'number' ? value : Date.parse(String(value))
  if (!Number.isFinite(at)) throw new BadField(`"${name}" must be a date or milliseconds`)
  return at
}
