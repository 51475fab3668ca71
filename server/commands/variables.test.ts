import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { top } from './steps.ts'

// Whoever looks for a variable finds the same ones in the code, in README's table and in .env.example.

const read = (file: string) => readFileSync(join(top, file), 'utf8')
const namesIn = (text: string, pattern: RegExp) =>
  [...new Set([...text.matchAll(pattern)].map(([, name]) => name))].sort()

const docs = read('server/src/config.ts').match(/^ {2}\/\*\*.*$/gm) ?? []
const inConfig = namesIn(docs.join('\n'), /`([A-Z]+(?:_[A-Z]+)*)`/g)

test('README lists the variables of the configuration', () => {
  const rows = read('README.md').match(/^\| `[A-Z_]+`.*$/gm) ?? []
  expect(namesIn(rows.map((row) => row.split('|')[1]).join(), /`([A-Z_]+)`/g)).toEqual(inConfig)
})

test('.env.example shows each of them', () => {
  expect(namesIn(read('.env.example'), /^#([A-Z_]+)=/gm)).toEqual(inConfig)
})
