import type { Message as ConversationMessage } from '#domain/conversation.ts'
import type { SeenSync } from '#domain/seller-sync.ts'
import type { BulkJobRow } from '#storage/bulk.ts'
import type { DraftRow } from '#storage/drafts.ts'
import type { InteractionRow, ReplyRow } from '#storage/interaction-row.ts'
import type { NoteRow } from '#storage/notes.ts'
import type { SyncRunRow } from '#storage/run-history.ts'
import type { SellerRow } from '#storage/sellers.ts'
import type { TemplateRow } from '#storage/templates.ts'
import type { UserRow } from '#storage/viewers.ts'
import { builder } from './builder.ts'

// Nouns that speak of each other meet here; each is described in its own file.
export const Interaction = builder.objectRef<InteractionRow>('Interaction')
export const Reply = builder.objectRef<ReplyRow>('Reply')
export const Message = builder.objectRef<ConversationMessage<ReplyRow>>('Message')
export const Draft = builder.objectRef<DraftRow>('Draft')
export const Note = builder.objectRef<NoteRow>('Note')
export const ReplyTemplate = builder.objectRef<TemplateRow>('ReplyTemplate')
export const BulkJob = builder.objectRef<BulkJobRow>('BulkJob')
export const Seller = builder.objectRef<SellerRow>('Seller')
export const SellerSync = builder.objectRef<SeenSync>('SellerSync')
export const SyncRun = builder.objectRef<SyncRunRow>('SyncRun')
export const User = builder.objectRef<UserRow>('User')
