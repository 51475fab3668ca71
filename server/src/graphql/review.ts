import type { Photo as ExtraPhoto, Video as ExtraVideo, InteractionExtra } from '#domain/extra.ts'
import type { InteractionRow } from '#storage/interaction-row.ts'
import { asInt } from './as-int.ts'
import { builder } from './builder.ts'
import type { Context } from './context.ts'
import { reviewKey } from './loaders.ts'
import { Interaction } from './refs.ts'

type ReviewShape = { interaction: InteractionRow; extra: InteractionExtra }

export const ReviewFacts = builder.objectRef<ReviewShape>('ReviewFacts').implement({
  description: 'What only reviews have.',
  fields: (t) => ({
    pros: t.string({
      nullable: true,
      description: 'What the buyer liked; null when nothing was written there.',
      resolve: ({ extra }) => extra.pros,
    }),
    cons: t.string({
      nullable: true,
      description: 'What the buyer did not like; null when nothing was written there.',
      resolve: ({ extra }) => extra.cons,
    }),
    body: t.string({
      nullable: true,
      description: 'What the buyer wrote without pros and cons; null when nothing was written there.',
      resolve: ({ extra }) => extra.body,
    }),
    tags: t.stringList({
      description: 'Ready-made words that the buyer chose.',
      resolve: ({ extra }) => extra.tags ?? [],
    }),
    matchingSize: t.string({
      nullable: true,
      description: 'Whether the size fitted, in the marketplace’s words; null where not told.',
      resolve: ({ extra }) => extra.matchingSize,
    }),
    photos: t.field({
      type: [Photo],
      description: 'Pictures of the buyer.',
      resolve: ({ extra }) => extra.photos ?? [],
    }),
    video: t.field({
      type: Video,
      nullable: true,
      description: 'Video of the buyer; null when there is none.',
      resolve: ({ extra }) => extra.video,
    }),
    orderStatus: t.string({
      nullable: true,
      description: 'What became of the order, in the marketplace’s words; null where not told.',
      resolve: ({ extra }) => extra.orderStatus,
    }),
    supplements: t.field({
      type: Interaction,
      nullable: true,
      description: 'The review that this one supplements, if we know it.',
      resolve: async ({ interaction, extra }, _args, context) =>
        await relative(interaction, extra.parentFeedbackId, context),
    }),
    supplementedBy: t.field({
      type: Interaction,
      nullable: true,
      description: 'The review that supplements this one, if we know it.',
      resolve: async ({ interaction, extra }, _args, context) =>
        await relative(interaction, extra.childFeedbackId, context),
    }),
  }),
})

const Photo = builder.objectRef<ExtraPhoto>('Photo').implement({
  description: 'A picture.',
  fields: (t) => ({
    fullSize: t.exposeString('fullSize', { description: 'Where the picture can be seen.' }),
    miniSize: t.string({
      description: 'Where a small copy can be seen.',
      resolve: ({ miniSize, fullSize }) => miniSize ?? fullSize,
    }),
  }),
})

const Video = builder.objectRef<ExtraVideo>('Video').implement({
  description: 'A video.',
  fields: (t) => ({
    preview: t.exposeString('previewImage', {
      nullable: true,
      description: 'Where a still of it can be seen, where told.',
    }),
    link: t.exposeString('link', { nullable: true, description: 'Where it can be seen, where told.' }),
    durationSeconds: t.int({
      nullable: true,
      description: 'How long it is, where told in a number that `Int` can hold.',
      resolve: ({ durationSec }) => asInt(durationSec),
    }),
  }),
})

/** Null for anything but a review. */
export async function reviewFactsOf(
  interaction: InteractionRow,
  _args: object,
  { load }: Context,
): Promise<ReviewShape | null> {
  if (interaction.channel !== 'review') return null
  return { interaction, extra: (await load.extra(interaction.id)) ?? {} }
}

async function relative(
  interaction: InteractionRow,
  externalId: string | null | undefined,
  { load }: Context,
): Promise<InteractionRow | null> {
  return externalId ? await load.review(reviewKey(interaction, externalId)) : null
}
