/** The journal's words. An event happened and stays true; a consumer that does not know a type ignores it. */
export type EventType =
  | 'ingested'
  | 'updated'
  | 'classified'
  | 'reply_queued'
  | 'reply_cancelled'
  | 'reply_sending'
  | 'reply_unknown'
  | 'reply_sent'
  | 'reply_edited'
  | 'reply_manual'
  | 'draft_accepted'
  | 'draft_edited'
  | 'reply_confirmed'
  | 'reply_rejected'
  | 'reply_failed'
  | 'guardrail_blocked'
  | 'closed'
  | 'reopened'
  | 'priority_changed'
  | 'sla_due_soon'
  | 'sla_overdue'
  | 'sla_targets_changed'
  | 'alert_raised'
  | 'alert_resolved'
  | 'linked'
  | 'link_verdict'
  | 'escalated'
  | 'chat_proposed'
  | 'draft_requested'
  | 'draft_cancelled'
  | 'draft_generated'
  | 'draft_cache_hit'
  | 'draft_failed'
  | 'draft_shown'
  | 'draft_settings_changed'
  | 'note_added'
  | 'note_deleted'
  | 'template_applied'
  | 'templates_changed'
  | 'rules_changed'
  | 'bulk_changed'
  | 'connected'
  | 'key_expiring'
  | 'key_expired'
  | 'key_rejected'
  | 'sync_changed'
  | 'contract_changed'

/** An event about to be recorded. Details hold facts and ids, never secrets or buyers' words. */
export type NewEvent = {
  type: EventType
  interactionId?: string
  channel?: string
  /** A person's id; `system` when absent. */
  actor?: string
  details?: Record<string, unknown>
}

/** An event as recorded. `seq` grows by one within its seller, in the order of commits. */
export type RecordedEvent = {
  sellerId: string
  seq: number
  type: string
  interactionId: string | null
  channel: string | null
  actor: string
  details: Record<string, unknown>
  createdAt: Date
}
