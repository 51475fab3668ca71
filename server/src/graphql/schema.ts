import { lexicographicSortSchema, printSchema } from 'graphql'
import { builder } from './builder.ts'
import './bulk.ts'
import './close-interaction.ts'
import './draft.ts'
import './draft-settings.ts'
import './edit-reply.ts'
import './reject-question.ts'
import './connect-marketplace.ts'
import './date-time.ts'
import './errors.ts'
import './escalation.ts'
import './force-full-sync.ts'
import './guardrail-phrases.ts'
import './inbox.ts'
import './interaction.ts'
import './live.ts'
import './message.ts'
import './node.ts'
import './note.ts'
import './reopen-interaction.ts'
import './reply.ts'
import './send-reply.ts'
import './reply-template.ts'
import './restart-reply.ts'
import './retry-reply.ts'
import './seller.ts'
import './set-priority.ts'
import './sla-target.ts'
import './sync.ts'
import './sync-channel.ts'
import './sync-now.ts'
import './viewer.ts'

/** The whole API. */
export const schema = builder.toSchema()

/** The contract as people read it: `schema/schema.graphql`. */
export function printedSchema(): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`
}
