import type {
  Channel,
  ChatStatus,
  CloseReason,
  Priority,
  ReplySource,
  Sentiment,
  Source,
  Status,
  WbSyncState,
} from '#domain/interaction.ts'
import type { ReplyKind, ReplyState } from '#domain/reply.ts'
import type { ReplyFile } from '#domain/reply-file.ts'

/** An interaction as lists and cards read it: its own columns, its thread, its newest reply and what the seller's key opens. */
export type InteractionRow = {
  id: string
  sellerId: string
  marketplace: string
  channel: Channel
  externalId: string
  orderId: string | null
  nmId: string | null
  productArticle: string | null
  productName: string | null
  text: string | null
  rating: number | null
  status: Status
  needsResponse: boolean
  closeReason: CloseReason | null
  priority: Priority
  priorityRank: number
  priorityReason: string | null
  intent: string | null
  sentiment: Sentiment | null
  needsEscalation: boolean
  escalationReason: string | null
  slaTargetMinutes: number | null
  slaDueAt: Date | null
  answeringSince: Date | null
  firstResponseAt: Date | null
  closedAt: Date | null
  source: Source
  customerName: string | null
  /** The marketplace names the buyer by a stable id. */
  isNamedCustomer: boolean
  lastReplySource: ReplySource | null
  wbSyncState: WbSyncState
  isAutoResponse: boolean
  answerEditableUntil: Date | null
  editUsed: boolean
  occurredAt: Date
  createdAt: Date
  updatedAt: Date
  version: number
  brand: string | null
  size: string | null
  color: string | null
  photoCount: number
  /** The marketplace no longer shows it. */
  isRemoved: boolean
  /** Until when it waits for the buyer to write in a chat; null when it does not. */
  awaitsChatUntil: Date | null
  /** Null for reviews and questions. */
  chatStatus: ChatStatus | null
  unreadCount: number
  /** Buyer or seller have said something in the chat that we have read. */
  hasSpoken: boolean
  keyState: 'accepted' | 'rejected' | 'expired' | null
  keyReadOnly: boolean | null
  keyOpensFeedbacks: boolean | null
  keyOpensChats: boolean | null
} & PrefixedReply

/** A reply of ours as lists and cards read it. */
export type ReplyRow = {
  id: string
  interactionId: string
  key: string
  text: string
  kind: ReplyKind
  state: ReplyState
  lastError: string | null
  dueAt: Date | null
  knownBy: Date | null
  attempts: number
  createdBy: string | null
  createdAt: Date
  sentAt: Date | null
  acceptedAt: Date | null
  moderatedAt: Date | null
  confirmedAt: Date | null
  failedAt: Date | null
  dismissedAt: Date | null
  files: ReplyFile[]
  lostFileCount: number
}

type PrefixedReply = { replyId: string | null } & {
  [Name in Exclude<keyof ReplyRow, 'id' | 'interactionId'> as `reply${Capitalize<Name>}`]: ReplyRow[Name]
}

/** The newest reply that came with an interaction. */
export function lastReplyOf(row: InteractionRow): ReplyRow | null {
  if (row.replyId === null) return null
  return {
    id: row.replyId,
    interactionId: row.id,
    key: row.replyKey,
    text: row.replyText,
    kind: row.replyKind,
    state: row.replyState,
    lastError: row.replyLastError,
    dueAt: row.replyDueAt,
    knownBy: row.replyKnownBy,
    attempts: row.replyAttempts,
    createdBy: row.replyCreatedBy,
    createdAt: row.replyCreatedAt,
    sentAt: row.replySentAt,
    acceptedAt: row.replyAcceptedAt,
    moderatedAt: row.replyModeratedAt,
    confirmedAt: row.replyConfirmedAt,
    failedAt: row.replyFailedAt,
    dismissedAt: row.replyDismissedAt,
    files: row.replyFiles,
    lostFileCount: row.replyLostFileCount,
  }
}

/** Reads whole rows from `source`, which yields rows of `interaction` in the right order and number. */
export function selectRows(source: string, order: string): string {
  return `
    SELECT ${columns}
    FROM (${source}) AS i
    LEFT JOIN chat_thread AS t ON t.interaction_id = i.id
    LEFT JOIN escalation AS e ON e.interaction_id = i.id AND e.chat_id IS NULL
    LEFT JOIN marketplace_connection AS c ON c.seller_id = i.seller_id
    LEFT JOIN LATERAL (
      SELECT * FROM reply_outbox WHERE interaction_id = i.id ORDER BY created_at DESC, id DESC LIMIT 1
    ) AS r ON true
    ${order}`
}

/** The columns of a reply, as `ReplyRow` names them. */
export const replyColumns = `
  id, interaction_id AS "interactionId", idempotency_key AS key, text, kind, state, last_error AS "lastError", due_at AS "dueAt",
  known_by AS "knownBy", attempts, created_by AS "createdBy", created_at AS "createdAt", sent_at AS "sentAt", accepted_at AS "acceptedAt", moderated_at AS "moderatedAt", confirmed_at AS "confirmedAt",
  failed_at AS "failedAt", dismissed_at AS "dismissedAt", files, lost_file_count AS "lostFileCount"`

const columns = `
  i.id, i.seller_id AS "sellerId", i.marketplace, i.channel, i.external_id AS "externalId", i.order_id AS "orderId", i.nm_id AS "nmId",
  i.product_article AS "productArticle", i.product_name AS "productName", i.text, i.rating, i.status,
  i.needs_response AS "needsResponse", i.close_reason AS "closeReason", i.priority, i.priority_rank AS "priorityRank",
  i.priority_reason AS "priorityReason", i.intent, i.sentiment, i.needs_escalation AS "needsEscalation",
  i.escalation_reason AS "escalationReason", i.sla_target_minutes AS "slaTargetMinutes", i.sla_due_at AS "slaDueAt",
  i.answering_since AS "answeringSince", i.first_response_at AS "firstResponseAt", i.closed_at AS "closedAt", i.source, i.customer_name AS "customerName",
  i.customer_id IS NOT NULL AND i.customer_id_kind = 'wb_customer' AS "isNamedCustomer",
  i.last_reply_source AS "lastReplySource", i.wb_sync_state AS "wbSyncState", i.is_auto_response AS "isAutoResponse",
  i.answer_editable_until AS "answerEditableUntil", i.edit_used AS "editUsed", i.occurred_at AS "occurredAt",
  i.created_at AS "createdAt", i.updated_at AS "updatedAt", i.version,
  i.extra ->> 'brand' AS brand, i.extra ->> 'size' AS size, i.extra ->> 'color' AS color,
  CASE jsonb_typeof(i.extra -> 'photos') WHEN 'array' THEN jsonb_array_length(i.extra -> 'photos') ELSE 0 END AS "photoCount",
  (i.extra -> 'removedAt') IS NOT NULL AS "isRemoved",
  e.waits_until AS "awaitsChatUntil",
  t.chat_status AS "chatStatus", coalesce(t.unread_count, 0) AS "unreadCount",
  t.last_message_at IS NOT NULL AS "hasSpoken",
  c.state AS "keyState", c.read_only AS "keyReadOnly", c.opens_feedbacks AS "keyOpensFeedbacks", c.opens_chats AS "keyOpensChats",
  r.id AS "replyId", r.idempotency_key AS "replyKey", r.text AS "replyText", r.kind AS "replyKind", r.state AS "replyState",
  r.last_error AS "replyLastError", r.due_at AS "replyDueAt", r.known_by AS "replyKnownBy", r.attempts AS "replyAttempts", r.created_by AS "replyCreatedBy",
  r.created_at AS "replyCreatedAt", r.sent_at AS "replySentAt", r.accepted_at AS "replyAcceptedAt", r.moderated_at AS "replyModeratedAt", r.confirmed_at AS "replyConfirmedAt",
  r.failed_at AS "replyFailedAt",
  r.dismissed_at AS "replyDismissedAt", r.files AS "replyFiles", r.lost_file_count AS "replyLostFileCount"`
