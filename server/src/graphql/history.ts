import type { HistoryRow } from '#storage/histories.ts'
import { builder } from './builder.ts'
import { JournalEventType } from './live.ts'
import { User } from './refs.ts'
import { ReplyKind } from './reply-words.ts'

export const HistoryStep = builder.objectRef<HistoryRow>('HistoryStep').implement({
  description: 'Something that changed how it stands with an item.',
  fields: (t) => ({
    type: t.expose('type', { type: JournalEventType, description: 'What happened.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When it was recorded.' }),
    replyKind: t.expose('replyKind', {
      type: ReplyKind,
      nullable: true,
      description:
        'What the reply does that it is about: a question is CLOSED by a rejection once the marketplace has taken that, and hidden when it is REPLY_CONFIRMED. Null for what is about no reply.',
    }),
    author: t.field({
      type: User,
      nullable: true,
      description:
        'Who did it, and who wrote a reply that left; null for what no person did, and for people who no longer work here.',
      resolve: async ({ actor }, _args, { load }) => (actor === 'system' ? null : await load.user(actor)),
    }),
  }),
})
