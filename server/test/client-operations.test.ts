import { Kind, type OperationDefinitionNode, type TypeNode } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../testkit/ask.ts'
import { clientOperations, withFragments } from '../testkit/client-documents.ts'
import { type GivenSeller, givenSeller } from '../testkit/given.ts'
import { startApp, type TestApp } from '../testkit/start-app.ts'

let app: TestApp
let seller: GivenSeller

beforeAll(async () => {
  app = await startApp()
  seller = await givenSeller(app)
})
afterAll(async () => await app.close())

test.each(clientOperations)('what the app asks as %s is within the limits', (_, operation) => {
  const { schema, parse, validate } = app.door.engine

  expect(validate(schema, parse(withFragments(operation)))).toEqual([])
})

test.each(clientOperations.filter(([, { operation }]) => operation !== 'subscription'))(
  'what the app asks as %s is answered, with the largest pages',
  async (_, operation) => {
    const { errors } = await ask(app, seller, withFragments(operation), largest(operation))

    expect(errors).toEqual([])
  },
)

function largest({ variableDefinitions = [] }: OperationDefinitionNode): Record<string, unknown> {
  const required = variableDefinitions.filter(({ type }) => type.kind === Kind.NON_NULL_TYPE)
  return Object.fromEntries(
    required.map(({ variable, type }) => [variable.name.value, madeUp(variable.name.value, nameOf(type))]),
  )
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type)
}

function madeUp(variable: string, type: string): unknown {
  if (variable === 'after') return Buffer.from(`["urgency",3,null,null,0,"${seller.sellerId}"]`).toString('base64url')
  const known: Record<string, unknown> = {
    Int: 100,
    InboxSection: 'URGENT',
    SyncNowInput: {},
    ConnectMarketplaceInput: { token: 'no key' },
    SendReplyInput: { interactionId: 'x', text: 'x', key: 'x' },
    CancelReplyInput: { replyId: 'x' },
    DismissReplyInput: { replyId: 'x' },
    RestartReplyInput: { replyId: 'x', undoSeconds: 10 },
    RetryReplyInput: { replyId: 'x' },
    SetGuardrailPhrasesInput: { category: 'PROMISE', phrases: ['x'] },
    EditReplyInput: { interactionId: 'x', text: 'x', key: 'x' },
    RejectQuestionInput: { interactionId: 'x', key: 'x' },
    CloseInteractionInput: { interactionId: 'x' },
    ReopenInteractionInput: { interactionId: 'x' },
    SetPriorityInput: { interactionId: 'x', priority: 'LOW' },
    AddNoteInput: { interactionId: 'x', text: 'x', key: 'x' },
    DeleteNoteInput: { noteId: 'x' },
    CreateTemplateInput: { sellerId: 'x', template },
    UpdateTemplateInput: { templateId: 'x', template },
    DeleteTemplateInput: { templateId: 'x' },
    InteractionFilter: {
      search: 'xx',
      product: 'xx',
      ratings: [1],
      priorities: ['LOW'],
      hasPhotos: true,
      hasDraft: true,
    },
    StartBulkInput: { key: 'x', action: 'CLOSE', items: [{ interactionId: 'x', version: 1 }] },
    CancelBulkInput: { jobId: 'x' },
    SetDraftSettingsInput: { llmModel: 'x' },
    SetSlaTargetInput: { channel: 'CHAT', intent: 'OTHER' },
    ResetSlaTargetsInput: { sellerId: 'x' },
    GenerateDraftInput: { interactionId: 'x' },
    CancelDraftInput: { interactionId: 'x' },
    ShowDraftInput: { draftId: 'x' },
    JudgeLinkInput: { linkId: 'x', verdict: 'CORRECT' },
    EscalateInput: { interactionId: 'x' },
    DeclineChatInput: { interactionId: 'x', chatId: 'x' },
    WithdrawEscalationInput: { interactionId: 'x' },
  }
  return known[type] ?? 'x'
}

const template = { title: 'x', shortcut: 'x', text: 'x', channels: ['CHAT'] }
