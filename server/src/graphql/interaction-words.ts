import { words } from './words.ts'

export const Channel = words('Channel', 'Where a buyer wrote.', {
  review: 'A public rating with or without words.',
  question: 'A public question on a product page.',
  chat: 'A private conversation that the buyer began.',
})

export const InteractionStatus = words('InteractionStatus', 'Whose turn it is.', {
  open: 'The seller owes the buyer an answer.',
  responded: 'An answer is known, or has just been sent by us.',
  closed: 'No answer is owed and none is counted.',
})

export const DisplayStatus = words('DisplayStatus', 'The status as one word for people.', {
  waiting: 'Waits for the first answer.',
  client_replied: 'The buyer wrote again after an answer.',
  responded: 'Answered.',
  auto_response: 'Answered without an operator.',
  pending: 'Sent; the marketplace does not show it yet.',
  failed: 'Our answer did not get through; it still waits.',
  closed: 'Closed without an answer.',
})

export const CloseReason = words('CloseReason', 'Why an item is closed.', {
  no_text: 'A rating without words or pictures.',
  wb_archived: 'The marketplace put it aside without an answer.',
  rejected: 'A question rejected by the seller.',
  manual: 'An operator found that no answer is needed.',
  inactive: 'An answered chat in which nothing was said for ten days.',
  spam: 'An operator found it to be spam.',
})

export const Priority = words('Priority', 'How urgent an answer is.', {
  urgent: 'Before everything else.',
  high: 'Soon.',
  normal: 'In its turn.',
  low: 'When there is time.',
})

export const PriorityReason = words('PriorityReason', 'Which rule set the priority.', {
  intent: 'What the buyer wants.',
  rating_negative: 'One or two stars.',
  rating_neutral: 'Three stars.',
  rating_positive: 'Four or five stars.',
  hidden_complaint: 'A complaint in a good review.',
  no_rating: 'A review without stars.',
  escalation: 'A person must look.',
  aged_8h: 'It has waited for more than eight hours.',
  aged_24h: 'It has waited for more than a day.',
  sla_near_breach: 'Its deadline is near.',
  buyer_insists: 'The buyer writes again and again.',
  model: 'A language model found it more urgent than the rules do, from what the buyer wrote.',
  answered: 'It is answered.',
  reply_pending: 'Our answer is on its way.',
  manual: 'An operator set it.',
  other: 'A rule that this version of the API has no word for.',
})

export const Intent = words('Intent', 'What the buyer wants, as far as we can tell.', {
  defect_not_working: 'Broken, or does not work.',
  wrong_item: 'Another thing came than was ordered.',
  refund_exchange: 'Money back, or an exchange.',
  cancel_request: 'Cancel the order.',
  delivery_delay: 'It is late.',
  delivery_status: 'Where it is.',
  quality_complaint: 'The quality disappoints.',
  sizing_fit: 'Which size fits, or that it does not.',
  availability: 'Whether it can be had.',
  availability_delivery: 'Whether it can be had and when it comes.',
  compatibility: 'Whether it goes with something else.',
  spec_compatibility: 'Properties, and whether it goes with something else.',
  compliance_safety: 'Certificates, safety, whether it is genuine.',
  post_purchase_issue: 'Trouble after buying.',
  pre_purchase: 'Asks before buying.',
  usage_howto: 'How to use it.',
  product_spec: 'Properties of the product.',
  thanks: 'Thanks.',
  general_question: 'A question of another kind.',
  other: 'Something else.',
})

export const Sentiment = words('Sentiment', 'How the buyer feels.', {
  positive: 'Content.',
  neutral: 'Neither content nor angry.',
  negative: 'Angry or disappointed.',
})

export const SlaState = words('SlaState', 'Where the deadline stands at the moment of the answer.', {
  answered: 'Nothing is owed.',
  none: 'There is no deadline.',
  overdue: 'The deadline has passed.',
  due_soon: 'At most an hour is left.',
  ok: 'More than an hour is left.',
})

export const EscalationReason = words('EscalationReason', 'Why a person must look.', {
  medical: 'Somebody was hurt or fell ill.',
  legal: 'Courts, police or authorities are spoken of.',
  counterfeit: 'The product is said to be a fake.',
  threat: 'Somebody threatens.',
  personal_data: 'The text holds personal data.',
  repeat: 'The buyer has written three messages without an answer, or waits for more than 72 hours.',
  mass_defect: 'Three buyers or more have had trouble with the product within seven days.',
  other: 'A reason that this version of the API has no word for.',
})

export const Source = words('Source', 'Where data came from.', {
  wb_api: 'The marketplace itself.',
  wbcon_fallback: 'An analytics service; figures are estimates.',
  demo: 'Sample data of a workspace without a key.',
})

export const WbSyncState = words('WbSyncState', 'Our last reply as the marketplace shows it.', {
  none: 'No reply of ours.',
  pending: 'Sent; not shown yet.',
  confirmed: 'Shown.',
  unconfirmed: 'It should have been shown by now and is not.',
  rejected: 'Moderation refused it.',
  failed: 'It did not get through.',
})

export const ReplySource = words('ReplySource', 'Who gave an answer.', {
  agentiq: 'An operator, here.',
  auto_response: 'The program, without an operator.',
  wb_cabinet: 'Somebody in the cabinet of the marketplace.',
})
