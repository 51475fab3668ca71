import type { ServerResponse } from 'node:http'

/** Answers with JSON that nobody may keep. */
export function sendJson(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  })
  response.end(text)
}

/** Refuses a request before it reaches the API, in the shape of an answer of the API. */
export function sendRefusal(
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
  facts: Record<string, string> = {},
): void {
  sendJson(response, status, { errors: [{ message, extensions: { code, ...facts } }] })
}
