import type { AnyVariables, OperationResult, TypedDocumentNode } from '@urql/core'
import { client } from './client.ts'

/**
 * Asks the server after something has happened. Of a question that is under way already urql waits for the answer instead, and that
 * may know nothing of it: then it is asked once more.
 */
export async function askFreshly<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<OperationResult<Data, Variables>> {
  const asked = Symbol('asked')
  const ask = () => client.value.query(document, variables, { requestPolicy: 'network-only', asked }).toPromise()
  const told = await ask()
  return told.operation.context.asked === asked ? told : await ask()
}
