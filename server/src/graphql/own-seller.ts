import { NotFound } from '#domain/errors.ts'
import { sellerIdsOf, type Viewer } from '#domain/viewer.ts'
import { idOf } from './ids.ts'

/** The seller that the caller named, or the only one the viewer has. Refuses with `NotFound` when it is not clear which. */
export function onlySellerOr(globalId: string | null, viewer: Viewer): string {
  if (globalId !== null) return idOf('Seller', globalId)
  const [only, other] = sellerIdsOf(viewer)
  if (!only || other) throw new NotFound('seller')
  return only
}
