import { createHmac } from 'node:crypto'
import { after, DAY } from '#domain/time.ts'
import type { Db } from './db.ts'

/** An account and the address of whoever tries to sign in to it. */
type Place = { email: string; address: string }

const rememberedFor = 90 * DAY

/**
 * The name under which a place is kept. A digest under our own key: addresses are so few that any other could be undone by trying
 * them all.
 */
export function placeKey({ email, address }: Place, secretKey: string): string {
  return createHmac('sha256', secretKey)
    .update(JSON.stringify([email.trim().toLowerCase(), address]))
    .digest('base64url')
}

/** Whether somebody has signed in from there within the last ninety days. */
export async function isKnownPlace(db: Db, key: string, now: Date): Promise<boolean> {
  const place = await db.prisma.signInPlace.findUnique({ where: { key } })
  return place !== null && place.seenAt > after(now, -rememberedFor)
}

/** Keeps the place for ninety days, and forgets those that were not seen for as long. */
export async function rememberPlace(db: Db, key: string, seenAt: Date): Promise<void> {
  await db.prisma.signInPlace.upsert({ where: { key }, create: { key, seenAt }, update: { seenAt } })
  await db.prisma.signInPlace.deleteMany({ where: { seenAt: { lte: after(seenAt, -rememberedFor) } } })
}
