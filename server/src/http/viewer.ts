import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { fromNodeHeaders } from 'better-auth/node'
import type { Deps } from '#deps.ts'
import type { Viewer } from '#domain/viewer.ts'
import { findViewer } from '#storage/viewers.ts'
import { type Auth, cookiePrefix, ownerOfKey } from './auth.ts'

/** Who asks, and how they proved it. `cookies` renew a session that is about to end. */
type Identity = { viewer: Viewer | null; by: 'cookie' | 'key' | 'nothing'; cookies: string[] }

/** Knows who is behind a request. */
export type Viewers = {
  identify(request: IncomingMessage): Promise<Identity>
  /**
   * Who is behind a socket; a key given apart from the headers comes first. A socket cannot take a cookie, so it does not renew the
   * session: the renewed one would be lost.
   */
  viewerOf(request: IncomingMessage, apiKey?: string | null): Promise<Viewer | null>
  /** Forgets everybody: somebody signed out, or a key was revoked. */
  forget(): void
}

const rememberedMs = 10_000
const rememberedAtMost = 10_000

/** Remembers who somebody is for ten seconds: asking the database each time would cost more than a card. */
export function createViewers({ db }: Pick<Deps, 'db'>, auth: Auth): Viewers {
  let viewers = new Map<string, { viewer: Viewer | null; until: number }>()

  async function remembered(proof: string, find: () => Promise<Viewer | null>): Promise<Viewer | null> {
    const earlier = viewers.get(proof)
    if (earlier && earlier.until > performance.now()) return earlier.viewer

    // Whoever is forgotten while we ask must not be remembered by the answer.
    const rememberedBy = viewers
    const viewer = await find()
    if (rememberedBy.size >= rememberedAtMost) rememberedBy.clear()
    rememberedBy.set(proof, { viewer, until: performance.now() + rememberedMs })
    return viewer
  }

  async function byKey(key: string): Promise<Viewer | null> {
    const owner = await ownerOfKey(auth, key)
    return owner === null ? null : await findViewer(db, owner, 'partner')
  }

  async function bySession(request: IncomingMessage, cookies: string[] | null): Promise<Viewer | null> {
    const { headers, response } = await auth.api.getSession({
      headers: fromNodeHeaders(request.headers),
      query: { disableRefresh: cookies === null },
      returnHeaders: true,
    })
    cookies?.push(...headers.getSetCookie())
    return response ? await findViewer(db, response.user.id, 'operator') : null
  }

  async function identify(request: IncomingMessage): Promise<Identity> {
    const cookies: string[] = []
    return { ...(await known(request, keyIn(request), cookies)), cookies }
  }

  async function known(
    request: IncomingMessage,
    key: string | null,
    cookies: string[] | null,
  ): Promise<Pick<Identity, 'viewer' | 'by'>> {
    if (key !== null) return { viewer: await remembered(proofOf(key), () => byKey(key)), by: 'key' }

    const session = sessionIn(request)
    if (session === null) return { viewer: null, by: 'nothing' }
    return { viewer: await remembered(proofOf(session), () => bySession(request, cookies)), by: 'cookie' }
  }

  return {
    identify,
    viewerOf: async (request, apiKey) => (await known(request, apiKey ?? keyIn(request), null)).viewer,
    forget() {
      viewers = new Map()
    },
  }
}

function keyIn({ headers }: IncomingMessage): string | null {
  const [, bearer] = /^bearer\s+(\S+)$/i.exec(headers.authorization ?? '') ?? []
  return [headers['x-api-key']].flat()[0]?.trim() || (bearer ?? null)
}

const sessionPattern = new RegExp(`(?:^|;\\s*)((?:__Secure-)?${cookiePrefix}\\.session_token=[^;]+)`)

function sessionIn({ headers }: IncomingMessage): string | null {
  return sessionPattern.exec(headers.cookie ?? '')?.[1] ?? null
}

// The memory of a process is no place for keys and sessions that still work.
function proofOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64')
}
