import { sellerIdsOf, type Viewer } from '#domain/viewer.ts'

/** The filter every read goes through: rows of the viewer's sellers, and no others. */
export function visibleTo(viewer: Viewer): { sellerId: { in: string[] } } {
  return { sellerId: { in: sellerIdsOf(viewer) } }
}
