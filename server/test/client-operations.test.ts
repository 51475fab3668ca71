import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type TypeNode,
  visit,
} from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../testkit/ask.ts'
import { type GivenSeller, givenSeller } from '../testkit/given.ts'
import { startApp, type TestApp } from '../testkit/start-app.ts'

const client = join(import.meta.dirname, '../../client/src')
const definitions = readdirSync(client, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.graphql'))
  .flatMap((file) => parse(readFileSync(join(client, file), 'utf8')).definitions)
const fragments = definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION)
const operations = definitions
  .filter((one) => one.kind === Kind.OPERATION_DEFINITION)
  .map((operation) => [String(operation.name?.value), operation] as const)

let app: TestApp
let seller: GivenSeller

beforeAll(async () => {
  app = await startApp()
  seller = await givenSeller(app)
})
afterAll(async () => await app.close())

test.each(operations)('what the app asks as %s is within the limits', (_, operation) => {
  const { schema, parse, validate } = app.door.engine

  expect(validate(schema, parse(documentOf(operation)))).toEqual([])
})

test.each(operations.filter(([, { operation }]) => operation !== 'subscription'))(
  'what the app asks as %s is answered, with the largest pages',
  async (_, operation) => {
    const { errors } = await ask(app, seller, documentOf(operation), largest(operation))

    expect(errors).toEqual([])
  },
)

/** An operation with the fragments that it uses, as the app sends it. */
function documentOf(operation: OperationDefinitionNode): string {
  const used = new Set<FragmentDefinitionNode>()
  function follow(node: OperationDefinitionNode | FragmentDefinitionNode): void {
    visit(node, {
      FragmentSpread({ name }) {
        const fragment = fragments.find((one) => one.name.value === name.value)
        if (!fragment || used.has(fragment)) return
        used.add(fragment)
        follow(fragment)
      },
    })
  }
  follow(operation)
  return [operation, ...used].map(print).join('\n')
}

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
