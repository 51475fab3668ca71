import { randomUUID } from 'node:crypto'
import type { App } from '#app.ts'
import type { InteractionExtra } from '#domain/extra.ts'
import type { Channel, Priority } from '#domain/interaction.ts'
import { PRIORITY_RANK } from '#domain/sla.ts'
import { encodeId } from '#graphql/ids.ts'
import type { Prisma } from '#storage/generated/client.ts'

type RunningApp = Pick<App, 'deps' | 'door'>

/** An operator with a shop of her own, signed in. */
export type GivenSeller = {
  cookie: string
  email: string
  userId: string
  sellerId: string
  /** The shop's id as the API writes it. */
  id: string
  isConnected(key?: Partial<GivenKey>): Promise<void>
  receives: { [Name in Channel]: (item?: Partial<GivenItem>) => Promise<Received> }
}

export type Received = { uuid: string; id: string }

type GivenKey = { readOnly: boolean; opensChats: boolean; opensFeedbacks: boolean; state: string; tokenType: string }
type GivenItem = Omit<Prisma.InteractionUncheckedCreateInput, 'extra' | 'priority'> & {
  priority: Priority
  extra: InteractionExtra
}

export const password = 'correct horse battery'

/** A new account, made by the sign-in itself but past its throttle. */
export async function givenSeller(app: RunningApp): Promise<GivenSeller> {
  const email = `${randomUUID()}@example.com`
  const { headers, response } = await app.door.auth.api.signUpEmail({
    body: { email, password, name: 'Анна' },
    returnHeaders: true,
  })
  const { sellerId } = await app.deps.db.prisma.teamMembership.findFirstOrThrow({ where: { userId: response.user.id } })
  const receive =
    (channel: Channel) =>
    async (item: Partial<GivenItem> = {}) =>
      await insert(app, sellerId, channel, item)

  return {
    cookie: headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; '),
    email,
    userId: response.user.id,
    sellerId,
    id: encodeId('Seller', sellerId),
    receives: { review: receive('review'), question: receive('question'), chat: receive('chat') },
    isConnected: async (key) => await connect(app, sellerId, key),
  }
}

async function connect({ deps: { db } }: RunningApp, sellerId: string, key: Partial<GivenKey> = {}): Promise<void> {
  const facts = {
    tokenType: 'personal',
    opensFeedbacks: true,
    opensChats: true,
    readOnly: false,
    state: 'accepted',
    ...key,
  }
  await db.prisma.marketplaceConnection.upsert({
    where: { sellerId },
    create: { sellerId, marketplaceSellerId: randomUUID(), sealedToken: 'sealed', tokenMask: 'eyJh••••3f9c', ...facts },
    update: facts,
  })
}

async function insert(
  { deps: { db, clock } }: RunningApp,
  sellerId: string,
  channel: Channel,
  item: Partial<GivenItem>,
): Promise<Received> {
  const { priority = 'normal', status = 'open', extra = {}, ...rest } = item
  const { id } = await db.prisma.interaction.create({
    data: {
      sellerId,
      channel,
      externalId: randomUUID(),
      status,
      needsResponse: status === 'open',
      priority,
      priorityRank: PRIORITY_RANK[priority],
      occurredAt: clock.now(),
      text: 'Порвался шов',
      rating: channel === 'review' ? 2 : null,
      nmId: '146168367',
      extra,
      ...rest,
    },
  })
  if (channel === 'chat') {
    await db.prisma.chatThread.create({
      data: { sellerId, interactionId: id, chatExternalId: randomUUID(), chatStatus: 'waiting', unreadCount: 1 },
    })
  }
  return { uuid: id, id: encodeId('Interaction', id) }
}
