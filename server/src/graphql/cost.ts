import { complexityFromQuery } from '@pothos/plugin-complexity'
import { type DocumentNode, type GraphQLSchema, Kind, type OperationDefinitionNode } from 'graphql'
import { mostExpensive } from './builder.ts'
import { TooExpensive } from './user-errors.ts'

type Asked = { document: DocumentNode; operation: OperationDefinitionNode; variables: Record<string, unknown> }

/** Refuses a subscription by its cost before it begins; queries and mutations are counted when they run. */
export function assertAffordable(schema: GraphQLSchema, { document, operation, variables }: Asked): void {
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)
  const { complexity } = complexityFromQuery(
    { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] },
    { schema, variables },
  )
  if (complexity > mostExpensive) throw new TooExpensive(complexity, mostExpensive)
}
