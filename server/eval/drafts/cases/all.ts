import type { DraftCase } from '../case.ts'
import { chats } from './chats.ts'
import { complaints } from './complaints.ts'
import { praise } from './praise.ts'
import { questions } from './questions.ts'

/** Everything that is evaluated. */
export const draftCases: readonly DraftCase[] = [...complaints, ...praise, ...questions, ...chats]
