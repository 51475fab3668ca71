import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedOutputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLUnionType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isUnionType,
} from 'graphql'

type Field = GraphQLField<unknown, unknown>

/** Where a field takes ids: names of arguments, or of an argument and its fields. */
export function idsTakenBy(field: Field): string[] {
  return field.args.flatMap(({ name, type }) => idsIn(name, type))
}

/**
 * A call of any field of the schema, made from its types alone: every id it takes is `id`, everything else is left out or made
 * up, and everything it returns is asked for, a few levels deep. Throws when it meets a type that it cannot make up.
 */
export function callFor(operation: 'query' | 'mutation' | 'subscription', field: Field, id: string): string {
  return `${operation} { ${fieldWith(field, id)}${selectionOf(field.type, 2)} }`
}

function idsIn(name: string, type: GraphQLInputType): string[] {
  const named = getNamedType(type)
  if (named.name === 'ID') return [name]
  return isInputObjectType(named)
    ? Object.values(named.getFields()).flatMap((field) => idsIn(`${name}.${field.name}`, field.type))
    : []
}

function fieldWith(field: Field, id: string): string {
  const given = field.args.filter((argument) => isRequiredArgument(argument) || takesId(argument.type))
  const written = given.map(({ name, type }) => `${name}: ${literalOf(type, id)}`)
  return `${field.name}${written.length > 0 ? `(${written.join(', ')})` : ''}`
}

function takesId(type: GraphQLInputType): boolean {
  return idsIn('', type).length > 0
}

function literalOf(type: GraphQLInputType, id: string): string {
  if (isNonNullType(type)) return literalOf(type.ofType as GraphQLInputType, id)
  if (isListType(type)) return `[${literalOf(type.ofType as GraphQLInputType, id)}]`
  if (isEnumType(type)) return String(type.getValues()[0]?.name)
  if (isInputObjectType(type)) {
    const given = Object.values(type.getFields()).filter((field) => isRequiredInputField(field) || takesId(field.type))
    return `{ ${given.map((field) => `${field.name}: ${literalOf(field.type, id)}`).join(', ')} }`
  }
  const made = madeUp[type.name]
  if (!made) throw new Error(`Nobody has said what a made up ${type.name} looks like; add it to testkit/call-for.ts.`)
  return made(id)
}

const madeUp: Partial<Record<string, (id: string) => string>> = {
  ID: (id) => JSON.stringify(id),
  // Looks like a key, and is a text as good as any other.
  String: () => '"7f0c2a52-4a4f-4d5a-9a3e-2f6f6c1c8f10"',
  Int: () => '1',
  Float: () => '1',
  Boolean: () => 'true',
  DateTime: () => '"2026-11-22T10:00:00.000Z"',
}

function selectionOf(type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type)
  if (isLeafType(named)) return ''
  return ` { __typename ${fieldsOf(named, depth)} }`
}

function fieldsOf(type: GraphQLNamedOutputType, depth: number): string {
  if (isUnionType(type))
    return type
      .getTypes()
      .map((member) => memberOf(type, member, depth))
      .join(' ')
  if (!isObjectType(type) && !isInterfaceType(type)) return ''

  return Object.values(type.getFields())
    .filter((field) => !field.args.some(isRequiredArgument))
    .filter((field) => depth > 0 || isLeafType(getNamedType(field.type)))
    .map((field) => `${field.name}${selectionOf(field.type, depth - 1)}`)
    .join(' ')
}

/** Members of a union may have fields of one name and different types: such a field is asked for under another name. */
function memberOf(union: GraphQLUnionType, member: GraphQLObjectType, depth: number): string {
  const fields = Object.values(member.getFields()).map((field) => {
    const isAmbiguous = union
      .getTypes()
      .some((other) => String(other.getFields()[field.name]?.type ?? field.type) !== String(field.type))
    return `${isAmbiguous ? `${member.name}_${field.name}: ` : ''}${field.name}${selectionOf(field.type, depth - 1)}`
  })
  return `... on ${member.name} { ${fields.join(' ')} }`
}
