import { BadInput } from './errors.ts'
import { isVariable, unfilledIn } from './template.ts'

/** What is to be kept of a template, blanks and capitals of its shortcut aside. Refuses with `BadInput`. */
export function checkedTemplate<Fields extends TemplateFields>(fields: Fields): Fields {
  const title = fields.title.trim().toWellFormed()
  const shortcut = fields.shortcut.trim().replace(/^\//, '').toLowerCase()
  const text = fields.text.trim().toWellFormed()
  if (title === '' || title.length > mostTitle || title.includes('\u0000'))
    throw new BadInput('title', `A title has 1 to ${mostTitle} characters.`)
  if (!shortcutPattern.test(shortcut)) throw new BadInput('shortcut', 'A shortcut is one word of letters and digits.')
  if (text === '' || text.length > mostText || text.includes('\u0000'))
    throw new BadInput('text', `A text has 1 to ${mostText} characters.`)
  if (unfilledIn(text).some(({ name }) => !isVariable(name))) throw new BadInput('text', 'There is no such variable.')
  if (fields.channels.length === 0) throw new BadInput('channels', 'A template is offered in at least one channel.')
  assertRange(fields)
  return { ...fields, title, shortcut, text, channels: [...new Set(fields.channels)] }
}

export type TemplateFields = {
  title: string
  shortcut: string
  text: string
  channels: string[]
  ratingMin: number | null
  ratingMax: number | null
}

const mostTitle = 80
const mostText = 5000
const shortcutPattern = /^[\p{L}\p{Nd}_-]{1,32}$/u

function assertRange({ ratingMin, ratingMax }: TemplateFields): void {
  for (const [field, rating] of Object.entries({ ratingMin, ratingMax })) {
    if (rating !== null && !(rating >= 1 && rating <= 5)) throw new BadInput(field, 'A rating is 1 to 5.')
  }
  if (ratingMin !== null && ratingMax !== null && ratingMin > ratingMax)
    throw new BadInput('ratingMax', 'The highest rating is below the lowest.')
}
