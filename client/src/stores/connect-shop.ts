import { connectMarketplace } from '#api/connect-marketplace.ts'
import { useSession } from './session.ts'

/** Gives the server a key for the seller at work. What it allows is then known here too. */
export async function connectShop(token: string): ReturnType<typeof connectMarketplace> {
  const session = useSession()
  const outcome = await connectMarketplace({ token, sellerId: session.seller?.id ?? null })
  if (outcome.kind === 'accepted') await session.refresh()
  return outcome
}
