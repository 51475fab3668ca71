import { expect, test } from 'vitest'
import { closingIn, type KeptAction, nextToGo, subjectOf, wishFor, withAction } from './kept-action.ts'

let made = 0
function action(
  name: KeptAction['input']['action'],
  ids: string[],
  change: Partial<KeptAction> & Pick<Partial<KeptAction['input']>, 'priority'> = {},
): KeptAction {
  made += 1
  const { priority, ...rest } = change
  const items = ids.map((interactionId) => ({ interactionId, version: 1 }))
  const input = { action: name, items, ...(priority !== undefined && { priority }) }
  return {
    key: `key-${made}`,
    input,
    userId: 'me',
    createdAt: made,
    hasLeft: false,
    subjects: ids.map(subject),
    ...rest,
  }
}

const subject = (id: string) =>
  subjectOf({ id, channel: 'REVIEW', needsResponse: true, priority: 'NORMAL', slaDueAt: null })

const idsIn = (actions: KeptAction[]) =>
  actions.map(({ input }) => [input.action, input.items.map(({ interactionId }) => interactionId)])

test('of an item the last wish counts, and the others of the earlier one stay in it', () => {
  const first = action('SET_PRIORITY', ['a', 'b'], { priority: 'HIGH' })
  const second = action('SET_PRIORITY', ['b'], { priority: 'LOW' })
  const waiting = withAction([first], second)

  expect(idsIn(waiting)).toEqual([
    ['SET_PRIORITY', ['a']],
    ['SET_PRIORITY', ['b']],
  ])
  expect(waiting[0]?.key).toBe(first.key)
  expect(wishFor(waiting, 'b')).toMatchObject({ priority: 'LOW' })
  expect(wishFor(waiting, 'c')).toBeNull()
})

test('an action of which nothing is left goes', () => {
  expect(idsIn(withAction([action('SET_PRIORITY', ['a'])], action('CLOSE', ['a'])))).toEqual([['CLOSE', ['a']]])
})

test('to close an item and bring it back is to do nothing', () => {
  const closed = action('CLOSE', ['a', 'b'])

  expect(idsIn(withAction([closed], action('REOPEN', ['a'])))).toEqual([['CLOSE', ['b']]])
  expect(idsIn(withAction([closed], action('REOPEN', ['a', 'b', 'c'])))).toEqual([['REOPEN', ['c']]])
})

test('what may be with the server, and texts that were approved, stay as they are', () => {
  const left = action('SET_PRIORITY', ['a'], { hasLeft: true })
  const texts = action('SEND', ['a'])

  expect(idsIn(withAction([left, texts], action('CLOSE', ['a'])))).toEqual([
    ['SET_PRIORITY', ['a']],
    ['SEND', ['a']],
    ['CLOSE', ['a']],
  ])
  expect(withAction([left], texts)).toEqual([left, texts])
})

test('what is about to be closed waits for nobody, and what was taken out of it does', () => {
  const waiting = withAction([action('CLOSE', ['a', 'b'])], action('SET_PRIORITY', ['b']))

  expect(closingIn(waiting)).toMatchObject([
    { interactionId: 'a', channel: 'REVIEW', counted: { needsResponse: true } },
  ])
})

test('the oldest goes first, and nobody’s but her own', () => {
  const [older, newer] = [action('CLOSE', ['a']), action('CLOSE', ['b'])]

  expect(nextToGo([newer, older], 'me')).toBe(older)
  expect(nextToGo([newer, older], 'somebody else')).toBeUndefined()
  expect(nextToGo([newer, older], null)).toBeUndefined()
})
