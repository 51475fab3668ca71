import { type AnyVariables, createRequest, type TypedDocumentNode } from '@urql/core'

/** A number that changes when an operation asks for other fields: what was kept of its answers is then of no use. */
export function shapeOf<Data, Variables extends AnyVariables>(document: TypedDocumentNode<Data, Variables>): number {
  return createRequest(document, {} as Variables).key
}
