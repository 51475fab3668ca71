import type { AlertRow } from '#storage/alerts.ts'
import { builder } from './builder.ts'
import { encodeId } from './ids.ts'
import { words } from './words.ts'

const AlertCode = words('AlertCode', 'What needs a person.', {
  contract_broken:
    "The marketplace's answers have changed so that some cannot be read; the report of the check names them.",
  mass_defect:
    'Three buyers or more have had trouble with a product within seven days, answered or not; high from eleven on.',
  sla_overdue_questions: 'Questions wait although their deadline is over.',
  sla_overdue_reviews: 'Reviews wait although their deadline is over.',
  sla_overdue_chats: 'Chats wait although their deadline is over.',
  sla_due_soon_questions: 'Questions wait whose deadline is within the hour.',
  reply_failures: 'More than five replies failed within an hour.',
  reply_failed: 'Replies did not get through, or could not be confirmed, and nobody has dealt with them.',
  reply_rejected: 'Moderation of the marketplace refused replies, and nobody has dealt with them.',
})

const AlertSeverity = words('AlertSeverity', 'How grave something is.', {
  critical: 'Work stands still.',
  high: 'Buyers suffer by it.',
  medium: 'It should be looked at.',
  low: 'It is good to know.',
})

export const Alert = builder.objectRef<AlertRow>('Alert').implement({
  description:
    'Something in the running of a shop that a person has to look at. It ends by itself when it is dealt with.',
  fields: (t) => ({
    id: t.id({ description: 'Opaque; the same as long as it lasts.', resolve: ({ id }) => encodeId('Alert', id) }),
    code: t.expose('code', { type: AlertCode, description: 'What it is about.' }),
    severity: t.expose('severity', { type: AlertSeverity, description: 'How grave it is.' }),
    count: t.exposeInt('count', {
      description: 'How many replies, interactions, products or calls to the marketplace it is about.',
    }),
    firstSeenAt: t.expose('firstSeenAt', { type: 'DateTime', description: 'Since when.' }),
  }),
})
