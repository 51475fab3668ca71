import {
  BulkJobDocument,
  type BulkJobQuery,
  CancelBulkDocument,
  type CancelBulkMutation,
  StartBulkDocument,
  type StartBulkInput,
  type StartBulkMutation,
} from '#generated/graphql.ts'
import { client } from './client.ts'
import { type Outcome, outcomeOf } from './outcome.ts'

/** Does something to many items; the server goes on with it by itself. The same key again is the same job. */
export async function startBulk(input: StartBulkInput): Promise<Outcome<StartBulkMutation['startBulk']>> {
  const { data, error } = await client.value.mutation(StartBulkDocument, { input }).toPromise()
  return outcomeOf(data?.startBulk, error)
}

/** Begins nothing more of it. */
export async function cancelBulk(jobId: string): Promise<Outcome<CancelBulkMutation['cancelBulk']>> {
  const { data, error } = await client.value.mutation(CancelBulkDocument, { input: { jobId } }).toPromise()
  return outcomeOf(data?.cancelBulk, error)
}

/** How a job stands, item by item; null when the server cannot be asked or knows of none. */
export async function readBulk(id: string): Promise<BulkJobQuery['bulkJob']> {
  const { data } = await client.value.query(BulkJobDocument, { id }, { requestPolicy: 'network-only' }).toPromise()
  return data?.bulkJob ?? null
}
