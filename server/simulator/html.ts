/** Small pieces of the page for people. */
export function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}

export const code = (value: string) => `<code>${escaped(value)}</code>`

export const list = (items: string[], kind = '') =>
  `<ul class="list ${kind}">${items.map((item) => `<li>${item}</li>`).join('\n')}</ul>`

export const mark = (value: string, kind = '') => `<span class="mark ${kind}">${escaped(value)}</span>`

export const marks = (...values: string[]) => `<div class="marks">${values.join('')}</div>`

export function pairs(of: Record<string, string>): string {
  const rows = Object.entries(of).map(([name, meaning]) => `<dt>${code(name)}</dt><dd>${escaped(meaning)}</dd>`)
  return rows.length > 0 ? `<dl class="pairs">${rows.join('\n')}</dl>` : ''
}

/** A call as somebody would type it. */
export function curl(origin: string, name: string, body?: object): string {
  const [method = 'GET', path = ''] = name.split(' ')
  const how = method === 'GET' ? '' : ` -X ${method}`
  const sent = body ? ` -d '${JSON.stringify(body)}'` : ''
  return `<pre>${escaped(`curl${how} '${origin}${path}'${sent}`)}</pre>`
}
