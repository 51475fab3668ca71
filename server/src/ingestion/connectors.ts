import type { Deps } from '#deps.ts'
import type { ContractReport } from '#domain/contract.ts'
import { openConnectors } from '#sources/all.ts'
import type { Connector } from '#sources/connector.ts'
import type { Aside } from '#sources/rate-budget.ts'
import { checkContract } from '#sources/wb/contract-check.ts'
import { openConnection } from '#storage/connections.ts'

/** The seller's connectors, one for each channel that the key opens; none without a key. Keys are opened in this file only. */
export async function connectorsOf(
  deps: Pick<Deps, 'config' | 'db' | 'clock' | 'log' | 'seal' | 'buckets'>,
  sellerId: string,
  aside?: Aside,
): Promise<Connector[]> {
  const connection = await openConnection(deps, sellerId)
  return connection ? openConnectors(deps, connection, aside) : []
}

/** How the marketplace's answers to the seller compare with what we expect; null without a key. */
export async function contractOf(
  deps: Pick<Deps, 'config' | 'db' | 'clock' | 'seal' | 'buckets'>,
  sellerId: string,
  aside?: Aside,
): Promise<ContractReport | null> {
  const connection = await openConnection(deps, sellerId)
  return connection && (await checkContract({ ...deps, aside }, connection))
}
