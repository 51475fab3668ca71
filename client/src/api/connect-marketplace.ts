import {
  ConnectMarketplaceDocument,
  type ConnectMarketplaceInput,
  type ConnectMarketplaceMutation,
} from '#generated/graphql.ts'
import { client } from './client.ts'
import { type Outcome, outcomeOf } from './outcome.ts'

/** Gives the server a marketplace key to try and to keep. */
export async function connectMarketplace(
  input: ConnectMarketplaceInput,
): Promise<Outcome<ConnectMarketplaceMutation['connectMarketplace']>> {
  const { data, error } = await client.value.mutation(ConnectMarketplaceDocument, { input }).toPromise()
  return outcomeOf(data?.connectMarketplace, error)
}
