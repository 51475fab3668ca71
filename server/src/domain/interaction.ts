export const channels = ['review', 'question', 'chat'] as const
export type Channel = (typeof channels)[number]

/** `responded`: an answer is known, or has just been sent by us. `closed`: none is owed and none is counted. */
export const statuses = ['open', 'responded', 'closed'] as const
export type Status = (typeof statuses)[number]

const closeReasons = ['no_text', 'wb_archived', 'rejected', 'manual', 'inactive', 'spam'] as const
export type CloseReason = (typeof closeReasons)[number]

/** Our last reply as WB shows it. */
const wbSyncStates = ['none', 'pending', 'confirmed', 'unconfirmed', 'rejected', 'failed'] as const
export type WbSyncState = (typeof wbSyncStates)[number]

const chatStatuses = ['waiting', 'client_replied', 'responded', 'auto_response', 'closed'] as const
export type ChatStatus = (typeof chatStatuses)[number]

const displayStatuses = [...chatStatuses, 'pending', 'failed'] as const
export type DisplayStatus = (typeof displayStatuses)[number]

export const priorities = ['low', 'normal', 'high', 'urgent'] as const
export type Priority = (typeof priorities)[number]

const priorityReasons = [
  'intent',
  'rating_negative',
  'rating_neutral',
  'rating_positive',
  'no_rating',
  'hidden_complaint',
  'escalation',
  'aged_8h',
  'aged_24h',
  'sla_near_breach',
  'buyer_insists',
  'model',
  'answered',
  'reply_pending',
  'manual',
] as const
export type PriorityReason = (typeof priorityReasons)[number]

export const questionIntents = [
  'compliance_safety',
  'post_purchase_issue',
  'availability_delivery',
  'spec_compatibility',
  'sizing_fit',
  'general_question',
] as const
export type QuestionIntent = (typeof questionIntents)[number]

/** What reviews and chats are about. */
export const reviewIntents = [
  'defect_not_working',
  'wrong_item',
  'refund_exchange',
  'cancel_request',
  'delivery_delay',
  'delivery_status',
  'quality_complaint',
  'sizing_fit',
  'availability',
  'compatibility',
  'pre_purchase',
  'usage_howto',
  'product_spec',
  'thanks',
  'other',
] as const
export type ReviewIntent = (typeof reviewIntents)[number]

export type Intent = QuestionIntent | ReviewIntent

const intentMethods = ['rule_based', 'llm', 'manual'] as const
export type IntentMethod = (typeof intentMethods)[number]

const sentiments = ['positive', 'neutral', 'negative'] as const
export type Sentiment = (typeof sentiments)[number]

const escalationReasons = [
  'medical',
  'legal',
  'counterfeit',
  'threat',
  'personal_data',
  'repeat',
  'mass_defect',
] as const
export type EscalationReason = (typeof escalationReasons)[number]

export const sources = ['wb_api', 'wbcon_fallback', 'demo'] as const
export type Source = (typeof sources)[number]

const replySources = ['agentiq', 'auto_response', 'wb_cabinet'] as const
export type ReplySource = (typeof replySources)[number]

/** Whether our rejection of a question is on its way: nothing is owed any more, and buyers see the question still (domain §2.4). */
export function isBeingRejected({
  closeReason,
  wbSyncState,
}: {
  closeReason: CloseReason | null
  wbSyncState: WbSyncState
}): boolean {
  return closeReason === 'rejected' && wbSyncState === 'pending'
}

/** What a list or a card says about an interaction. `chatStatus` is null for reviews and questions. */
export function displayStatusOf(interaction: {
  status: Status
  closeReason: CloseReason | null
  wbSyncState: WbSyncState
  isAutoResponse: boolean
  chatStatus: ChatStatus | null
}): DisplayStatus {
  const { status, wbSyncState, isAutoResponse, chatStatus } = interaction

  switch (status) {
    case 'closed':
      return isBeingRejected(interaction) ? 'pending' : 'closed'
    case 'responded':
      if (wbSyncState === 'pending') return 'pending'
      return isAutoResponse || chatStatus === 'auto_response' ? 'auto_response' : 'responded'
    case 'open':
      if (wbSyncState === 'failed') return 'failed'
      return chatStatus === 'client_replied' ? 'client_replied' : 'waiting'
  }
}
