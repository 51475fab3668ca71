import sdl from '@schema/schema.graphql?raw'
import { buildSchema, isObjectType, isUnionType } from 'graphql'
import { expect, test } from 'vitest'
import { keys, possibleTypes } from './cache.ts'

const schema = buildSchema(sdl)
const roots = new Set(['Query', 'Mutation', 'Subscription'])
const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'))

test('every type of the contract is found by its id or lives inside another', () => {
  const withoutId = types.filter((type) => isObjectType(type) && !type.getFields().id && !roots.has(type.name))

  expect(Object.keys(keys).sort()).toEqual(withoutId.map(({ name }) => name).sort())
})

test.each(Object.entries(possibleTypes))('%s stands for the types that the contract says', (name, members) => {
  const type = schema.getType(name)
  const inContract = isUnionType(type) ? type.getTypes() : schema.getPossibleTypes(type as never)

  expect([...members].sort()).toEqual(inContract.map((one) => one.name).sort())
})
