import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { type DocumentNode, type ExecutionResult, execute, GraphQLError, getOperationAST, parse } from 'graphql'
import { processRegularResult } from 'graphql-yoga'
import type { Deps } from '#deps.ts'
import type { Viewer } from '#domain/viewer.ts'
import { createContext } from '#graphql/context.ts'
import { type Engine, limits } from './engine.ts'

/**
 * The short way for a plain question of somebody signed in: JSON in, JSON out, the same limits, context, execution and masking,
 * without building web requests and responses around them. Whatever is not plain is left to yoga, untouched: the answer is false.
 */
export type FastLane = (request: IncomingMessage, response: ServerResponse, viewer: Viewer | null) => Promise<boolean>

export function createFastLane(deps: Deps, engine: Engine): FastLane {
  const { schema, maskError, yoga } = engine
  const documents = new Map<string, DocumentNode>()

  function documentOf(query: string): DocumentNode | null {
    const known = documents.get(query)
    if (known) return known
    const document = validDocument(engine, query)
    if (!document) return null

    if (documents.size >= mostDocuments) documents.clear()
    if (query.length <= longestRemembered) documents.set(query, document)
    return document
  }

  async function answer(question: Question, document: DocumentNode, viewer: Viewer): Promise<ExecutionResult> {
    const { operationName, variables: variableValues } = question
    const contextValue = createContext(deps, viewer)
    const result = await execute({ schema, document, operationName, variableValues, contextValue })
    return result.errors ? { ...result, errors: result.errors.map(maskError) } : result
  }

  return async (request, response, viewer) => {
    const mediaType = plainMediaType(request)
    if (!viewer || !mediaType) return false

    const body = await bodyOf(request)
    const question = questionIn(body)
    const document = question && documentOf(question.query)
    const operation = document && getOperationAST(document, question?.operationName)
    if (!operation || operation.operation === 'subscription') {
      // Read already, so it is handed on as `body`, where yoga looks first.
      Object.assign(request, { body: Readable.from([body]) })
      return false
    }

    const result = await answer(question, document, viewer)
    if (result.errors) await sendErrors(response, processRegularResult(result, yoga.fetchAPI, mediaType))
    else send(response, 200, mediaType, JSON.stringify(result))
    return true
  }
}

const mostDocuments = 500
const longestRemembered = 20_000

type Question = { query: string; operationName: string | null; variables: Record<string, unknown> }

/** The media type of the answer if the request is as plain as an app's; null for everything else. */
function plainMediaType({ method, url, headers }: IncomingMessage): string | null {
  const isPlain =
    method === 'POST' &&
    url === '/graphql' &&
    headers['content-length'] !== undefined &&
    headers['content-encoding'] === undefined &&
    /^application\/json(; ?charset=utf-8)?$/i.test(headers['content-type'] ?? '')
  return isPlain ? (mediaTypes.get(headers.accept?.split(',')[0]?.trim() ?? '*/*') ?? null) : null
}

const mediaTypes = new Map([
  ['*/*', 'application/json'],
  ['application/json', 'application/json'],
  ['application/graphql-response+json', 'application/graphql-response+json'],
])

function bodyOf(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.once('end', () => resolve(Buffer.concat(chunks)))
    request.once('error', reject)
  })
}

/** The question if it has the usual parts and nothing else. */
function questionIn(body: Buffer): Question | null {
  const { query, operationName = null, variables, ...others } = jsonIn(body)
  if (typeof query !== 'string' || Object.keys(others).length > 0) return null
  if (operationName !== null && typeof operationName !== 'string') return null
  if (variables === undefined || variables === null) return { query, operationName, variables: {} }
  return isObject(variables) ? { query, operationName, variables } : null
}

function jsonIn(body: Buffer): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(body.toString())
    return isObject(json) ? json : {}
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Null for what is wrong or too much: yoga meets it again and tells the caller. */
function validDocument({ schema, validate }: Engine, query: string): DocumentNode | null {
  try {
    // Not by the engine's parser: it would remember the error without the status that yoga gives it.
    const document = parse(query, { maxTokens: limits.maxTokens.n })
    return validate(schema, document).length === 0 ? document : null
  } catch (error) {
    if (error instanceof GraphQLError) return null
    throw error
  }
}

async function sendErrors(response: ServerResponse, answer: Response): Promise<void> {
  send(response, answer.status, answer.headers.get('content-type') ?? 'application/json', await answer.text())
}

function send(response: ServerResponse, status: number, mediaType: string, json: string): void {
  const type = mediaType.includes('charset') ? mediaType : `${mediaType}; charset=utf-8`
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(json) })
  response.end(json)
}
