import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql'
import { expect, test } from 'vitest'
import { printedSchema, schema } from '#graphql/schema.ts'

test('schema/schema.graphql is what the server serves; `pnpm codegen` prints it anew', () => {
  expect(readFileSync(join(import.meta.dirname, '../../schema/schema.graphql'), 'utf8')).toBe(printedSchema())
})

test('every type, field, argument and word of the API is described', () => {
  expect(types().flatMap(undescribed)).toEqual([])
})

test('what may be null says when', () => {
  const silent = types().flatMap((type) =>
    isObjectType(type)
      ? Object.values(type.getFields())
          .filter((field) => !String(field.type).endsWith('!') && !saysWhen.test(field.description ?? ''))
          .map((field) => `${type.name}.${field.name}`)
      : [],
  )
  expect(silent).toEqual([])
})

const saysWhen = /null|where (given|told)|if we know|marketplace names|does not tell/i

function types(): GraphQLNamedType[] {
  return Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
}

function undescribed(type: GraphQLNamedType): string[] {
  return [[type.name, type.description] as const, ...parts(type)].flatMap(([name, description]) =>
    description ? [] : [name],
  )
}

function parts(type: GraphQLNamedType): (readonly [string, string | null | undefined])[] {
  if (isEnumType(type)) return type.getValues().map((value) => [`${type.name}.${value.name}`, value.description])
  if (isInputObjectType(type))
    return Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field.description])
  if (!isObjectType(type) && !isInterfaceType(type)) return []
  return Object.values(type.getFields()).flatMap((field) => [
    [`${type.name}.${field.name}`, field.description] as const,
    ...field.args.map((argument) => [`${type.name}.${field.name}(${argument.name})`, argument.description] as const),
  ])
}
