import { cadenceOf } from '#domain/cadence.ts'
import { type Channel as ChannelWord, channels } from '#domain/interaction.ts'
import { expiryWarning } from '#domain/key-life.ts'
import type { ChannelSyncState } from '#domain/seller-sync.ts'
import type { ConnectionRow, SellerRow } from '#storage/sellers.ts'
import { builder } from './builder.ts'
import type { Context } from './context.ts'
import { Channel } from './interaction-words.ts'
import { words } from './words.ts'

type ConnectionShape = ConnectionRow & { states: ChannelSyncState[] }

export const MarketplaceConnection = builder.objectRef<ConnectionShape>('MarketplaceConnection').implement({
  description: 'The key with which we work for a seller. The key itself never leaves the server.',
  fields: (t) => ({
    tokenMask: t.exposeString('tokenMask', { description: 'First and last characters of the key.' }),
    tokenType: t.expose('tokenType', {
      type: TokenType,
      description: 'What kind of key it is: decides how often the marketplace may be asked.',
    }),
    state: t.expose('state', { type: ConnectionState, description: 'Whether the marketplace accepts it.' }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it runs out; null when the key does not tell.',
    }),
    expiryWarning: t.int({
      nullable: true,
      description:
        '14, 7, 3 or 1 once no more than so many days are left; null before, after its end, or when the key does not tell.',
      resolve: (connection, _args, { now }) => expiryWarning(connection, now),
    }),
    connectedAt: t.expose('connectedAt', { type: 'DateTime', description: 'When it was given.' }),
    canReply: t.boolean({
      description: 'Whether the key may write: false for a read-only key.',
      resolve: ({ readOnly }) => !readOnly,
    }),
    channels: t.field({
      type: [ChannelConnection],
      description: 'What the key opens: reviews, questions and chats, in this order.',
      resolve: (connection) => channels.map((channel) => ({ channel, connection })),
    }),
  }),
})

const TokenType = words('TokenType', 'Kinds of keys.', {
  personal: 'For the seller’s own programs.',
  service: 'For a service of the marketplace’s catalogue.',
  base: 'For any other service; may ask very rarely.',
  test: 'For the sandbox only.',
})

const ConnectionState = words('ConnectionState', 'Whether a key is accepted.', {
  accepted: 'The marketplace accepts it.',
  rejected: 'The marketplace refused it; another one is needed.',
  expired: 'It has run out; another one is needed.',
})

const ChannelConnection = builder
  .objectRef<{ channel: ChannelWord; connection: ConnectionShape }>('ChannelConnection')
  .implement({
    description: 'One channel as the key opens it.',
    fields: (t) => ({
      channel: t.expose('channel', { type: Channel, description: 'The channel.' }),
      access: t.field({
        type: ChannelAccess,
        description: 'Whether the key opens it.',
        resolve: ({ channel, connection }) => accessOf(channel, connection),
      }),
      intervalSeconds: t.int({
        description: 'How often this channel is looked at with this key, in seconds.',
        resolve: ({ channel, connection }, _args, { deps }) =>
          Math.round(cadenceOf(channel, connection.tokenType, deps.config) / 1000),
      }),
    }),
  })

const ChannelAccess = words('ChannelAccess', 'Whether a key opens a channel.', {
  granted: 'It does.',
  denied: 'It does not.',
  unreachable: 'It should, but the channel has not answered yet.',
})

/** A seller's key; null until one was given. */
export async function connectionOf(
  { id }: SellerRow,
  _args: object,
  { load }: Context,
): Promise<ConnectionShape | null> {
  const [connection, states] = await Promise.all([load.connection(id), load.syncStates(id)])
  return connection && { ...connection, states: states ?? [] }
}

function accessOf(
  channel: ChannelWord,
  { opensFeedbacks, opensChats, states }: ConnectionShape,
): 'granted' | 'denied' | 'unreachable' {
  if (!(channel === 'chat' ? opensChats : opensFeedbacks)) return 'denied'
  const state = states.find((each) => each.channel === channel)
  return state?.lastSuccessAt === null && outage.has(state.problem) ? 'unreachable' : 'granted'
}

const outage: ReadonlySet<ChannelSyncState['problem']> = new Set(['network', 'marketplace'])
