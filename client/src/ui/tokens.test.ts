import { expect, test } from 'vitest'
import css from './tokens.css?raw'

const [forLight = '', forDark = ''] = css.split(/^:root\[data-theme=.dark.\]/m)
const light = tokensIn(forLight)
const dark = { ...light, ...tokensIn(forDark) }
const themes = { light, dark }

/** The words that stand on each ground, and the contrast WCAG asks for (ui 4.2). */
const TEXT = 4.5
const GRAPHIC = 3
const grounds = ['canvas', 'surface', 'surface-raised', 'selected', 'thread', 'bubble-in', 'bubble-out']
const inks = ['text', 'text-2', 'text-3', 'link', 'danger', 'ok', 'warn', 'queue']
const tinted = ['danger', 'ok', 'warn', 'queue'].map((ink) => [ink, `${ink}-bg`] as const)
const filled = [
  ['on-accent', 'accent'],
  ['on-accent', 'accent-press'],
  ['on-danger', 'danger-fill'],
  ['on-warn', 'warn-fill'],
  ['on-ok', 'ok-fill'],
  ['on-wb', 'wb-brand'],
  ['on-toast', 'toast'],
  ['toast-link', 'toast'],
  ['text-2', 'surface-sunken'],
  ['text-3', 'surface-sunken'],
  ['text-3', 'hover'],
] as const

test.each(Object.keys(themes))('words are legible on every ground of the %s theme', (theme) => {
  const pairs = [...grounds.flatMap((ground) => inks.map((ink) => [ink, ground] as const)), ...tinted, ...filled]

  expect(pairs.filter(([ink, ground]) => ratio(theme, ink, ground) < TEXT)).toEqual([])
})

test.each(Object.keys(themes))('borders, focus and marks stand out in the %s theme', (theme) => {
  const marks = ['line-strong', 'focus', 'accent', 'star', 'chart-review', 'chart-question', 'chart-chat']
  const pairs = ['canvas', 'surface', 'selected'].flatMap((ground) => marks.map((mark) => [mark, ground] as const))

  expect(pairs.filter(([mark, ground]) => ratio(theme, mark, ground) < GRAPHIC)).toEqual([])
})

test.each([
  ['light', 'text', 'bubble-out', 14.59],
  ['light', 'text-2', 'bubble-out', 5.74],
  ['light', 'text-3', 'bubble-out', 4.72],
  ['light', 'line-strong', 'selected', 3.35],
  ['light', 'on-accent', 'accent', 5.37],
  ['light', 'on-danger', 'danger-fill', 5.8],
  ['light', 'on-warn', 'warn-fill', 8.99],
  ['dark', 'text', 'bubble-out', 9.38],
  ['dark', 'link', 'bubble-out', 5.36],
  ['dark', 'on-accent', 'accent', 7.99],
  ['dark', 'on-danger', 'danger-fill', 7.86],
])('in the %s theme %s on %s has the contrast it was chosen for', (theme, ink, ground, expected) => {
  expect(ratio(theme, ink, ground)).toBeCloseTo(expected, 1)
})

function ratio(theme: string, ink: string, ground: string): number {
  const tokens = themes[theme as keyof typeof themes]
  const [bright, dim] = [luminance(tokens[ink]), luminance(tokens[ground])].sort((a, b) => b - a) as [number, number]
  return (bright + 0.05) / (dim + 0.05)
}

function luminance(colour: string | undefined): number {
  if (!colour) throw new Error('A pair names a token that does not exist')

  const [red, green, blue] = [1, 3, 5].map((at) => channel(Number.parseInt(colour.slice(at, at + 2), 16) / 255)) as [
    number,
    number,
    number,
  ]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const channel = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)

function tokensIn(source: string): Record<string, string> {
  return Object.fromEntries(
    [...source.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
  )
}
