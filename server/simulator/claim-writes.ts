import type { Call } from './call.ts'
import { DAY, inMoscowWithoutOffset } from './clock.ts'
import { Refused } from './errors.ts'
import type { Claim } from './model.ts'
import { having, type Reply } from './replies.ts'

/** What the seller decided, and what becomes of the claim, the thing and the money. */
type Decision = Pick<Claim, 'status' | 'status_ex' | 'actions'> & { archived: boolean; says: string }

const REJECTED = { status: 1, status_ex: 1, archived: true, actions: ['autorefund1', 'approve1'] }

/** A refusal may be thought over; a return to the shop waits until the thing has come. */
const decisions: Record<string, Decision> = {
  approve1: {
    status: 2,
    status_ex: 8,
    archived: true,
    actions: [],
    says: 'Продавец одобрил вашу заявку. Верните товар.',
  },
  approve2: {
    status: 2,
    status_ex: 10,
    archived: true,
    actions: [],
    says: 'Продавец одобрил вашу заявку и заберёт товар.',
  },
  autorefund1: { status: 2, status_ex: 5, archived: true, actions: [], says: 'Деньги вернутся, товар остаётся у вас.' },
  reject1: { ...REJECTED, says: 'Брак не обнаружен.' },
  reject2: { ...REJECTED, says: 'Добавьте фото или видео.' },
  reject3: { ...REJECTED, says: 'Обратитесь в сервисный центр.' },
  rejectcustom: { ...REJECTED, says: '' },
  approvecc1: {
    status: 2,
    status_ex: 0,
    archived: false,
    actions: ['confirmreturngoodcc1', 'rejectcustom'],
    says: 'Продавец ждёт товар в своём магазине.',
  },
  confirmreturngoodcc1: { status: 2, status_ex: 10, archived: true, actions: [], says: 'Продавец принял товар.' },
}

/** Money moves here: only what the claim offers at this moment can be done, and only once. */
export function answerClaim(call: Call): Reply {
  const { id, action, comment } = readDecision(call.body)
  const stored = call.seller.claims.find(({ claim, made }) => claim.id === id && call.now - made <= 14 * DAY)
  if (!stored) throw invalid('The claim was not found.')
  const decision = stored.claim.actions.includes(action) ? decisions[action] : undefined
  if (!decision) throw invalid(`The action ${action} is not available for this claim.`)
  assertComment(action, comment)

  const { archived, says, ...state } = decision
  Object.assign(stored, { archived })
  Object.assign(stored.claim, {
    ...state,
    actions: [...state.actions],
    wb_comment: comment ?? says,
    dt_update: inMoscowWithoutOffset(call.now),
  })
  return having({ effect: 'applied', subject: id, text: comment ? `${action}: ${comment}` : action }, { status: 200 })
}

function assertComment(action: string, comment: string | undefined): void {
  if (action === 'rejectcustom' && comment === undefined) throw invalid('The Comment field is required.')
  if (comment === undefined) return
  if (action !== 'rejectcustom' && action !== 'approvecc1') {
    throw invalid(`The Comment field does not belong to the action ${action}.`)
  }
  const length = [...comment].length
  if (length < 10 || length > 1000) throw invalid('The Comment field must have from 10 to 1000 characters.')
}

function readDecision(body: Buffer): { id: string; action: string; comment: string | undefined } {
  const { id, action, comment } = fieldsOf(body)
  if (typeof id !== 'string' || id === '') throw invalid('The Id field is required.')
  if (typeof action !== 'string' || action === '') throw invalid('The Action field is required.')
  if (comment !== undefined && comment !== null && typeof comment !== 'string') {
    throw invalid('The Comment field must be a string.')
  }
  return { id, action, comment: comment ?? undefined }
}

function fieldsOf(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    if (value !== null && typeof value === 'object') return { ...value }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw invalid('A non-empty request body is required.')
}

const invalid = (details: string) => new Refused('claim', 400, `Input model is not valid; Details: ${details}`)
