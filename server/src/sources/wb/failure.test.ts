import { expect, test } from 'vitest'
import { OutcomeUnknown, RefusedBySource } from '#sources/errors.ts'
import { failureOf, parsedBody } from './failure.ts'
import { unwrapped } from './wrapper.ts'

// One answer of each family (WB contract §4.2), in its own words.
const families = {
  A: {
    title: 'unauthorized',
    detail: 'token problem; token is malformed',
    code: '07e4668e--a53a3d31f8b0',
    requestId: 'a-1',
    origin: 'ag-marketplace',
    status: 401,
    statusText: 'Unauthorized',
  },
  B: { data: null, error: true, errorText: 'Плохой формат dateFrom', additionalErrors: null, requestId: 'b-1' },
  C: { title: 'bad request', requestId: 'c-1', origin: 'fbapi', detail: 'content-type header not specified' },
  D: {
    status: 400,
    title: 'Bad Request',
    origin: 'proxy-chats',
    detail: 'A24FA09844E: attachment too big. Max size: 5MiB',
    requestId: 'd-1',
    error: 'Bad Request',
  },
  E: { status: 400, title: 'Bad Request', detail: 'invalid request body', requestId: 'e-1', origin: 'pin-open-api' },
  F: { title: 'Invalid query params', detail: 'missing field `is_archive`', requestId: 'f-1' },
}

test.each([
  ['A', 401, families.A, 'auth', 'token problem; token is malformed', 'a-1'],
  ['B', 400, families.B, 'invalid', 'Плохой формат dateFrom', 'b-1'],
  ['C', 400, families.C, 'invalid', 'content-type header not specified', 'c-1'],
  ['D', 400, families.D, 'invalid', 'A24FA09844E: attachment too big. Max size: 5MiB', 'd-1'],
  ['E', 400, families.E, 'invalid', 'invalid request body', 'e-1'],
  ['F', 400, families.F, 'invalid', 'missing field `is_archive`', 'f-1'],
])('family %s is read: what it says, what follows, and its number', (_, status, body, reason, message, requestId) => {
  const failure = failed(status, JSON.stringify(body))
  expect(failure).toBeInstanceOf(RefusedBySource)
  expect(failure).toMatchObject({ reason, requestId, message: `WB answered ${status}: ${message}` })
})

test.each([
  ['errorText before all', { errorText: 'один', detail: 'два', error: 'три', title: 'четыре' }, 'один'],
  ['then detail', { errorText: '', detail: 'два', error: 'три', title: 'четыре' }, 'два'],
  ['then error, when it is a text', { errorText: ' ', detail: null, error: 'три', title: 'четыре' }, 'три'],
  ['then title', { detail: 5, error: true, title: 'четыре' }, 'четыре'],
])('what people read is the first that says something: %s', (_, body, message) => {
  expect(failed(422, JSON.stringify(body))?.message).toBe(`WB answered 422: ${message}`)
})

test.each([
  ['a page of a web site', 413, '<html>Request Entity Too Large</html>', '<html>Request Entity Too Large</html>'],
  ['half of a body', 400, '{"title":"Bad Requ', '{"title":"Bad Requ'],
  ['a long raw text, cut to 500', 404, 'я'.repeat(900), 'я'.repeat(500)],
  ['a long field, cut to 500', 404, JSON.stringify({ detail: 'я'.repeat(900) }), 'я'.repeat(500)],
  ['an array', 400, '["нет"]', '["нет"]'],
  ['nothing', 403, '', ''],
  ['null', 409, 'null', 'null'],
])('a refusal may come with %s', (_, status, text, message) => {
  expect(failed(status, text)).toBeInstanceOf(RefusedBySource)
  expect(failed(status, text)?.message).toBe(`WB answered ${status}: ${message}`)
})

test.each([200, 204, 202])(
  '%d with a body that makes no sense is no refusal: the caller asks what it wanted',
  (status) => {
    for (const text of ['', '<html></html>', '{"data":', '[]', 'null']) expect(failed(status, text)).toBeNull()
  },
)

test.each([
  ['error: true', { data: {}, error: true, errorText: 'Something went wrong' }],
  ['a list of additional errors', { data: {}, error: false, additionalErrors: ['нет'] }],
  ['additional errors by name', { data: {}, error: false, additionalErrors: { id: 'нет' } }],
  ['an additional error in words', { data: {}, error: false, additionalErrors: 'нет' }],
])('200 with %s is a failure', (_, body) => {
  expect(failed(200, JSON.stringify(body))).toMatchObject({ reason: 'invalid', status: 200 })
})

test.each([
  ['no errors', { data: {}, error: false, errorText: '', additionalErrors: null }],
  ['an empty list of them', { data: {}, error: false, additionalErrors: [] }],
  ['an empty object of them', { data: {}, error: false, additionalErrors: {} }],
])('200 with %s is none', (_, body) => {
  expect(failed(200, JSON.stringify(body))).toBeNull()
})

test.each([
  [402, 'payment'],
  [403, 'scope'],
  [404, 'not_found'],
  [409, 'conflict'],
  [422, 'invalid'],
  [451, 'moderation'],
])('the status decides, whatever the words say: %d', (status, reason) => {
  const texts = ['token expired', 'token scope not allowed', 'Не найден отзыв', 'base token without secret']
  for (const detail of texts) expect(failed(status, JSON.stringify({ detail }))).toMatchObject({ reason })
})

test('401 is about the key, unless the key says itself that it does not open this', () => {
  for (const detail of ['token expired', 'token scope not allowed']) {
    const text = JSON.stringify({ title: 'unauthorized', detail })
    expect(failed(401, text)).toMatchObject({ reason: 'auth' })
    expect(failed(401, text, { isOpened: false })).toMatchObject({ reason: 'scope' })
  }
})

test.each([408, 500, 502, 503, 504, 302])('after %d nobody knows', (status) => {
  expect(failed(status, '<html></html>')).toBeInstanceOf(OutcomeUnknown)
})

test('a number in the header serves where the body has none', () => {
  expect(failed(502, '<html></html>', {}, { 'X-Request-Id': 'h-1' })).toMatchObject({ requestId: 'h-1' })
  expect(failed(401, JSON.stringify(families.A), {}, { 'X-Request-Id': 'h-1' })).toMatchObject({ requestId: 'a-1' })
})

test('an answer without its wrapper has said nothing', () => {
  expect(unwrapped({ data: { feedbacks: [] } }, 'data')).toEqual({ feedbacks: [] })
  for (const body of [{}, { data: null }, { data: [] }, [], null, 'ok'])
    expect(() => unwrapped(body, 'data')).toThrow(OutcomeUnknown)
})

function failed(status: number, text: string, { isOpened = true } = {}, headers: Record<string, string> = {}) {
  // The header calls everything JSON: it is not asked.
  const all = new Headers({ 'content-type': 'application/json', ...headers })
  return failureOf({ status, headers: all, text, body: parsedBody(text) }, { retryAt: null, isOpened })
}
