import type { CheckedCall, ContractChange, ContractReport, ContractState } from '#domain/contract.ts'
import type { Db, Tx } from './db.ts'
import type { Prisma } from './generated/client.ts'

/** The last check of a seller. */
export type ContractCheckRow = { sellerId: string; at: Date; state: ContractState; calls: CheckedCall[] }

/** Sellers with a key that have no place in the timetable of checks yet, with their zones. */
export async function listUncheckedSellers(db: Db): Promise<{ sellerId: string; zone: string }[]> {
  return await db.query(uncheckedStatement, [])
}

/** Gives sellers their place. Whoever has one keeps it. */
export async function planCheck(db: Db, sellerId: string, dueAt: Date): Promise<void> {
  await db.prisma.contractCheck.createMany({ data: [{ sellerId, dueAt }], skipDuplicates: true })
}

/** What the journal has told of the seller, held until the transaction ends; null when this process no longer has the check. */
export async function lockTold(tx: Tx, sellerId: string, owner: string): Promise<string[] | null> {
  const [row] = await tx.$queryRaw<{ told: string[] }[]>`
    SELECT told FROM contract_check WHERE seller_id = ${sellerId}::uuid AND lease_owner = ${owner} FOR UPDATE`
  return row?.told ?? null
}

/** Ends a check: what it found is kept as the last report. */
export async function keepReport(
  tx: Tx,
  sellerId: string,
  { report, change, at, dueAt }: { report: ContractReport; change: ContractChange; at: Date; dueAt: Date },
): Promise<void> {
  const { state, calls } = report
  const json = (value: unknown) => value as Prisma.InputJsonValue
  const data = { state, at, dueAt, calls: json(calls), told: json(change.told), ...letGo }
  await tx.contractCheck.update({ where: { sellerId }, data })
}

/** Ends a check that could not be made: the last report stays. */
export async function skipCheck(db: Db, sellerId: string, owner: string, dueAt: Date): Promise<void> {
  await db.prisma.contractCheck.updateMany({ where: { sellerId, leaseOwner: owner }, data: { dueAt, ...letGo } })
}

const letGo = { leaseUntil: null, leaseOwner: null }

/** The zone of a seller. */
export async function zoneOf(db: Db, id: string): Promise<string> {
  return (await db.prisma.seller.findUniqueOrThrow({ where: { id }, select: { timeZone: true } })).timeZone
}

/** The last checks of these sellers, where there was one. */
export async function contractChecksOf(db: Db, sellerIds: string[]): Promise<Map<string, ContractCheckRow>> {
  const rows = await db.query<ContractCheckRow>(checksStatement, [sellerIds])
  return new Map(rows.map((row) => [row.sellerId, row]))
}

const uncheckedStatement = {
  name: 'contract_unchecked',
  text: `
    SELECT seller.id AS "sellerId", seller.time_zone AS zone
    FROM seller JOIN marketplace_connection AS key ON key.seller_id = seller.id AND key.state = 'accepted'
    WHERE NOT EXISTS (SELECT 1 FROM contract_check WHERE seller_id = seller.id)`,
}

const checksStatement = {
  name: 'contract_checks',
  text: `
    SELECT seller_id AS "sellerId", at, state, calls FROM contract_check
    WHERE seller_id = ANY($1::uuid[]) AND at IS NOT NULL AND state IS NOT NULL`,
}
