import SchemaBuilder from '@pothos/core'
import ComplexityPlugin from '@pothos/plugin-complexity'
import ErrorsPlugin from '@pothos/plugin-errors'
import RelayPlugin from '@pothos/plugin-relay'
import ScopeAuthPlugin from '@pothos/plugin-scope-auth'
import type { Context, SignedInContext } from './context.ts'
import { encodeId, idDescription } from './ids.ts'
import { SignInFirst, TooExpensive } from './user-errors.ts'

/** The app asks for three pages with everything a list shows: of a hundred items each, that is 26,000. */
export const mostExpensive = 40_000

// Whoever is not signed in has nothing to read but whether that is so.
const mostExpensiveForStrangers = 2000

/** What the API is made of. A noun's file adds its types, queries and mutations to it. */
export const builder = new SchemaBuilder<{
  Context: Context
  DefaultFieldNullability: false
  DefaultEdgesNullability: { list: false; items: false }
  DefaultNodeNullability: false
  Scalars: { DateTime: { Input: Date; Output: Date }; ID: { Input: string; Output: string } }
  AuthScopes: { signedIn: boolean }
  AuthContexts: { signedIn: SignedInContext }
}>({
  plugins: [ErrorsPlugin, ScopeAuthPlugin, RelayPlugin, ComplexityPlugin],
  defaultFieldNullability: false,
  scopeAuth: {
    authScopes: ({ viewer }) => ({ signedIn: viewer !== null }),
    unauthorizedError: () => new SignInFirst(),
  },
  errors: {
    directResult: true,
    defaultUnionOptions: {
      description: 'What came of it, or why not.',
      name: ({ fieldName }) => `${fieldName.charAt(0).toUpperCase()}${fieldName.slice(1)}Result`,
    },
  },
  complexity: {
    defaultComplexity: 1,
    defaultListMultiplier: 5,
    limit: ({ viewer }) => ({ complexity: viewer ? mostExpensive : mostExpensiveForStrangers }),
    complexityError: (_kind, { complexity, maxComplexity = mostExpensive }) =>
      new TooExpensive(complexity, maxComplexity),
  },
  relay: {
    encodeGlobalID: (type, id) => encodeId(type, String(id)),
    idFieldOptions: { description: idDescription },
    nodeTypeOptions: { description: 'Anything with an opaque id that `node` can find again.' },
    // Our own `node` answers a malformed id with null, as it does every other id that leads nowhere.
    nodeQueryOptions: false,
    nodesQueryOptions: false,
    pageInfoTypeOptions: { description: 'Where a page lies in its list.' },
    pageInfoFieldOptions: { description: 'Where this page lies in the list.' },
    hasNextPageFieldOptions: { description: 'Whether there is more after this page.' },
    hasPreviousPageFieldOptions: { description: 'Whether there is something before this page.' },
    startCursorFieldOptions: { description: 'Cursor of the first item; null on an empty page.' },
    endCursorFieldOptions: { description: 'Cursor of the last item, for `after`; null on an empty page.' },
    edgesFieldOptions: { description: 'The page, in order.', nullable: { list: false, items: false } },
    nodeFieldOptions: { description: 'The item.', nullable: false },
    cursorFieldOptions: {
      description: 'The place of this item, for `after`. Stays valid when the item moves or is gone.',
    },
  },
})

builder.queryType({ description: 'What can be asked. Nothing here changes anything.' })
builder.mutationType({ description: 'What can be done. Every foreseen no is a member of the result.' })
builder.subscriptionType({ description: 'What can be followed, over the graphql-transport-ws protocol.' })
