/** What decides where an item stands in the inbox, besides its age. */
type Place = {
  needsResponse: boolean
  priority: string
  priorityRank: number
  priorityReason: string | null
  slaDueAt: Date | null
  /** Since when a reply of ours is on its way; null while none is, and where nothing waited for it. */
  answeringSince: Date | null
}

/** The place of what the marketplace has taken our reply to. */
export const processedPlace = {
  priority: 'low',
  priorityRank: 0,
  priorityReason: 'reply_pending',
  slaDueAt: null,
  answeringSince: null,
} as const

/** From the moment we take a reply, what waited for it waits no more and stays where it is; whatever else lies where it lay (ui §8.2). */
export function placeOnceQueued(known: Place, now: Date): Omit<Place, 'needsResponse'> {
  if (!standsOpen(known)) return processedPlace
  return { ...placeIn(known), answeringSince: known.answeringSince ?? now }
}

/**
 * What reading the marketplace finds out moves nothing while our reply is still on its way. Once the item waits again, or the
 * last reply has left or come to nothing, it stands where it is judged to stand.
 */
export function placeOnceRead<Row extends Omit<Place, 'answeringSince'>>(
  row: Row,
  known: Place | null,
  isReplyUntaken: boolean,
): Row & Pick<Place, 'answeringSince'> {
  if (!known?.answeringSince || row.needsResponse || !isReplyUntaken) return { ...row, answeringSince: null }
  return { ...row, ...placeIn(known), answeringSince: known.answeringSince }
}

/** Whether it stands among the unanswered: it waits for an answer, or its answer has not left yet. */
export function standsOpen({
  needsResponse,
  answeringSince,
}: Pick<Place, 'needsResponse' | 'answeringSince'>): boolean {
  return needsResponse || answeringSince !== null
}

function placeIn({ priority, priorityRank, priorityReason, slaDueAt }: Place) {
  return { priority, priorityRank, priorityReason, slaDueAt }
}
