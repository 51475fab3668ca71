import type { EditBlock } from './editing.ts'
import type { Finding } from './guardrails.ts'
import type { FilesRefusal } from './reply-file.ts'
import type { Role } from './viewer.ts'

/** A "no" that was foreseen. The message is for developers; people read a sentence made from the class and its facts. */
export class Refusal extends Error {}

/** An argument that cannot be used. */
export class BadInput extends Refusal {
  readonly field: string

  constructor(field: string, message: string) {
    super(message)
    this.field = field
  }
}

/** There is no such thing, or the viewer may not know of it. */
export class NotFound extends Refusal {
  constructor(what = 'thing') {
    super(`No such ${what}.`)
  }
}

/** The viewer may see it, but what he may do for the seller is not enough (domain §17.4). */
export class NotAllowed extends Refusal {
  readonly needs: Role

  constructor(needs: Role) {
    super(`Only a seller's ${needs} may do this.`)
    this.needs = needs
  }
}

export type ConflictReason =
  | 'already_answered'
  | 'reply_in_flight'
  | 'key_reused'
  | 'closed'
  | 'already_sent'
  | 'not_restartable'
  | 'not_replaceable'
  | 'not_waiting'
  | 'not_open'
  | 'rejected_question'
  | 'changed'
  | 'shortcut_taken'
  | 'needs_human'

/** The world has moved on: what was asked no longer fits. */
export class Conflict extends Refusal {
  readonly reason: ConflictReason

  constructor(reason: ConflictReason, message: string) {
    super(message)
    this.reason = reason
  }
}

/** The text has more Unicode code points than the channel allows (domain §2.1, §10.2). */
export class ReplyTooLong extends Refusal {
  readonly length: number
  readonly limit: number

  constructor(length: number, limit: number) {
    super(`The reply has ${length} characters; the channel allows ${limit}.`)
    this.length = length
    this.limit = limit
  }
}

/** The text breaks rules that know no exception (domain §10.3). */
export class GuardrailBlocked extends Refusal {
  readonly code = 'GUARDRAIL_BLOCKED'
  readonly violations: readonly Finding[]
  readonly warnings: readonly Finding[]
  /** In one line which rules are broken. */
  readonly summary: string
  /** The rules that the text was checked with. */
  readonly policyVersion: string

  constructor(findings: readonly Finding[], policyVersion: string) {
    const violations = findings.filter(({ severity }) => severity === 'block')
    const summary = [...new Set(violations.map(({ code }) => code))].join(', ')
    super(`The text breaks rules: ${summary}.`)
    this.violations = violations
    this.warnings = findings.filter(({ severity }) => severity === 'warn')
    this.summary = summary
    this.policyVersion = policyVersion
  }
}

export type WritingBlock =
  | 'already_answered'
  | 'in_flight'
  | 'rejected_question'
  | 'read_only_key'
  | 'no_chat_access'
  | 'no_feedbacks_access'
  | 'key_rejected'
  | 'no_key'
  | 'removed'

/** No answer can be written here now. */
export class WritingBlocked extends Refusal {
  readonly reason: WritingBlock

  constructor(reason: WritingBlock) {
    super(`No answer can be written here: ${reason}.`)
    this.reason = reason
  }
}

/** The files cannot go with the message (WB contract §9.3). */
export class FilesRefused extends Refusal {
  readonly reason: FilesRefusal

  constructor(reason: FilesRefusal) {
    super(`The files cannot be sent: ${reason}.`)
    this.reason = reason
  }
}

/** The answer that stands there cannot be edited (domain §11.6). */
export class EditBlocked extends Refusal {
  readonly reason: EditBlock

  constructor(reason: EditBlock) {
    super(`The answer cannot be edited: ${reason}.`)
    this.reason = reason
  }
}

/** The buyer has written since the operator last saw the item: she should look before the answer goes (ui §8.2). */
export class BuyerWroteMeanwhile extends Refusal {
  constructor() {
    super('The buyer has written again since the item was seen.')
  }
}

/** The seller has no key to the marketplace. */
export class NotConnected extends Refusal {
  constructor() {
    super('The seller has no key to the marketplace yet.')
  }
}

/** Asked again too early (domain §16.5). */
export class TooSoon extends Refusal {
  readonly retryAt: Date

  constructor(retryAt: Date) {
    super(`Not before ${retryAt.toISOString()}.`)
    this.retryAt = retryAt
  }
}

export type KeyRefusal = 'malformed' | 'expired' | 'test_key' | 'no_feedbacks' | 'rejected'

/** The marketplace's key cannot be used (WB contract §2.3). */
export class KeyRefused extends Refusal {
  readonly reason: KeyRefusal
  readonly expiredAt: Date | null

  constructor(reason: KeyRefusal, expiredAt: Date | null = null) {
    super(`The key cannot be used: ${reason}.`)
    this.reason = reason
    this.expiredAt = expiredAt
  }
}

/** The marketplace did not answer; nothing was saved. */
export class MarketplaceUnreachable extends Refusal {
  constructor() {
    super('The marketplace does not answer.')
  }
}

/** The key opens another shop than the one connected. */
export class OtherShop extends Refusal {
  /** The one connected; what the other is called we are not told. */
  readonly shopName: string

  constructor(shopName: string) {
    super('The key belongs to another shop.')
    this.shopName = shopName
  }
}

/** Another seller of ours works with the shop that the key opens. Whose it is, is nobody else's business. */
export class ShopTaken extends Refusal {
  constructor() {
    super('The shop is connected elsewhere.')
  }
}
