import { afterAll, beforeAll, expect, test } from 'vitest'
import { askPlainly, simulatorForTests, type TestSimulator } from './caller.ts'
import { contract } from './contract.ts'
import { acts } from './control.ts'
import { knobTable } from './knob-table.ts'
import { methodTexts } from './method-texts.ts'
import { mishaps } from './trouble.ts'

let simulator: TestSimulator
let page: string

beforeAll(async () => {
  simulator = await simulatorForTests({ seed: 'empty' })
  page = await (await fetch(simulator.url)).text()
})

afterAll(() => simulator.close())

test('the page tells about every method with its codes', () => {
  for (const { method, path, answers } of contract) {
    const [, about = ''] = page.split(`<code>${method} ${path}</code>`)
    const own = about.slice(0, about.indexOf('</li>'))
    for (const { status } of answers) expect(own).toContain(`>${status}<`)
    expect(own).toContain(methodTexts[`${method} ${path}`])
  }
})

test('the page tells about every knob, its usual value and its choices', () => {
  for (const [name, knob] of Object.entries(knobTable)) {
    const [, about = ''] = page.split(`<code>${name}</code></h3>`)
    const own = about.slice(0, about.indexOf('</li>'))
    expect(own).toContain(knob.meaning)
    expect(own).toContain(`обычно ${knob.usual === '' ? 'пусто' : knob.usual}`)
    for (const choice of 'choices' in knob ? knob.choices : []) expect(own).toContain(`>${choice}<`)
  }
})

test('the page tells about every control call with an example, and every way of losing an answer', () => {
  for (const { name } of acts) {
    const [method = '', path = ''] = name.split(' ')
    expect(page).toContain(`<code>${name}</code>`)
    expect(page).toContain(`curl${method === 'GET' ? '' : ` -X ${method}`} '${simulator.url}${path}`)
  }
  for (const [name, meaning] of Object.entries(mishaps)) {
    expect(page).toContain(`<code>${name}</code></dt><dd>${meaning}`)
  }
})

test('the page asks nobody else for anything, and believes no name it is called by', async () => {
  const { text } = await askPlainly(simulator.url, 'GET', { Host: 'x"><script>alert(1)</script>' }, '')

  expect(page).not.toMatch(/<(script|link|img)|@import|url\(/)
  expect(text).not.toContain('<script>')
})
