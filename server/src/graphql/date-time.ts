import { GraphQLError } from 'graphql'
import { parseInstant } from '#domain/time.ts'
import { builder } from './builder.ts'

builder.scalarType('DateTime', {
  description: 'An instant, ISO 8601 in UTC with milliseconds: `2026-11-22T10:00:00.000Z`.',
  serialize: (date) => date.toISOString(),
  parseValue: (value) => {
    const date = parseInstant(value)
    if (!date)
      throw new GraphQLError('A DateTime is written as 2026-11-22T10:00:00.000Z.', {
        extensions: { code: 'BAD_INPUT' },
      })
    return date
  },
})
