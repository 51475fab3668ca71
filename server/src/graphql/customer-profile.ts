import type { CustomerProfile as Profile } from '#domain/customer-profile.ts'
import { builder } from './builder.ts'
import { Channel } from './interaction-words.ts'
import { words } from './words.ts'

const RatingTrend = words('RatingTrend', 'Where a buyer’s last ratings go.', {
  improving: 'The later ones are better by a star or more.',
  declining: 'The later ones are worse by a star or more.',
  stable: 'Neither.',
  neutral: 'There are too few to say.',
})

const CustomerChannelCount = builder.objectRef<Profile['channels'][number]>('CustomerChannelCount').implement({
  description: 'How much a buyer wrote in one channel.',
  fields: (t) => ({
    channel: t.expose('channel', { type: Channel, description: 'The channel.' }),
    total: t.exposeInt('total', { description: 'How many items there are.' }),
  }),
})

export const CustomerProfile = builder.objectRef<Profile>('CustomerProfile').implement({
  description: 'What is known of a buyer whom the marketplace names by a stable id. Never made from a name.',
  fields: (t) => ({
    name: t.exposeString('name', { nullable: true, description: 'The name last told; null where none was.' }),
    channels: t.expose('channels', {
      type: [CustomerChannelCount],
      description: 'How much the buyer wrote, by channel.',
    }),
    averageRating: t.exposeFloat('averageRating', {
      nullable: true,
      description: 'The mean of all stars, 1 to 5; null when there are none.',
    }),
    lastRatings: t.intList({
      description: 'The last five ratings, oldest first.',
      resolve: ({ lastRatings }) => lastRatings,
    }),
    trend: t.expose('trend', { type: RatingTrend, description: 'Where they go.' }),
    isRepeatComplainer: t.exposeBoolean('isRepeatComplainer', {
      description: 'Whether three reviews or more have one or two stars.',
    }),
    firstAt: t.expose('firstAt', { type: 'DateTime', description: 'When the buyer first wrote.' }),
    lastAt: t.expose('lastAt', { type: 'DateTime', description: 'When the buyer last wrote.' }),
  }),
})
