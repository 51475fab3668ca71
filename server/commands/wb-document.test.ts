import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { top } from './steps.ts'

const rows = readFileSync(join(top, 'docs/WB.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [number, , tests, texts] = line
      .split('|')
      .slice(1)
      .map((cell) => cell.trim())
    return number && /^\d+$/.test(number) ? [{ number: Number(number), tests: tests ?? '', texts: texts ?? '' }] : []
  })

test('every failure mode of WB is provoked by tests that exist under their titles', () => {
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))

  for (const { number, tests } of rows) {
    const named = [...tests.matchAll(/`([^`]+\.test\.ts)`: \*(.+?)\*(?=<br>|$)/g)].map(([, file, title]) => ({
      file,
      title,
    }))
    expect(named.length, `mode ${number}`).toBeGreaterThan(0)
    for (const { file = '', title = '' } of named)
      expect(existsSync(join(top, file)) && titled(file, title), `${file}: ${title}`).toBe(true)
  }
})

test('what the operator reads stands in the catalogue of texts as the page says', () => {
  const folder = join(top, 'client/src/texts')
  const catalogue = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n')
  const told = rows.flatMap(({ texts }) => [...texts.matchAll(/«([^»]+)»/g)].flatMap(([, text]) => text ?? []))

  expect(told.length).toBeGreaterThan(15)
  expect(told.filter((text) => !catalogue.includes(text))).toEqual([])
})

function titled(file: string, title: string): boolean {
  const source = readFileSync(join(top, file), 'utf8')
  return ["'", '`', '"'].some((quote) => source.includes(`${quote}${title}${quote}`))
}
