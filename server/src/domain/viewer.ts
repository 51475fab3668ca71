/** What a person may do for a seller (domain §17.4). */
export type Role = 'owner' | 'manager' | 'operator'

/** Who is asking: a person signed in, or a partner's key that carries that person's rights. */
export type Viewer = {
  kind: 'operator' | 'partner'
  userId: string
  name: string
  email: string
  /** Every seller the viewer may see, oldest membership first. */
  sellers: { sellerId: string; role: Role }[]
}

/** Ids of the sellers the viewer may see. */
export function sellerIdsOf(viewer: Viewer): string[] {
  return viewer.sellers.map(({ sellerId }) => sellerId)
}

/** What the viewer may do for this seller; null if he may not even see it. */
export function roleOf(viewer: Viewer, sellerId: string): Role | null {
  return viewer.sellers.find((mine) => mine.sellerId === sellerId)?.role ?? null
}

/** Whether two viewers see the same things, so that one answer can serve both. */
export function sightOf(viewer: Viewer): string {
  return viewer.sellers
    .map(({ sellerId, role }) => `${sellerId}:${role}`)
    .sort()
    .join(',')
}
