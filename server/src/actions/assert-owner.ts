import { NotAllowed, NotFound } from '#domain/errors.ts'
import { roleOf, type Viewer } from '#domain/viewer.ts'

/** Lets only owners of the seller go on (domain §17.4). Refuses with `NotFound`, `NotAllowed`. */
export function assertOwner(viewer: Viewer, sellerId: string): void {
  const role = roleOf(viewer, sellerId)
  if (role === null) throw new NotFound('seller')
  if (role !== 'owner') throw new NotAllowed('owner')
}
