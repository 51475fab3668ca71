import { apiKey } from '@better-auth/api-key'
import { hash, verify } from '@node-rs/argon2'
import { type BetterAuthPlugin, betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import type { Deps } from '#deps.ts'
import { ensureWorkspace } from '#storage/sellers.ts'
import { addressHeader } from './address.ts'
import { signInHooks, triesOfAccount } from './sign-in-throttle.ts'

/** Signing up, in and out, sessions and partners' keys, under `/api/auth`. */
export type Auth = ReturnType<typeof createAuth>

type AuthDeps = Pick<Deps, 'config' | 'db' | 'clock' | 'log'>

export function createAuth({ config, db, clock, log }: AuthDeps, secretKey: string) {
  const isHttps = config.publicUrl.startsWith('https:')

  return betterAuth({
    appName: 'AgentIQ',
    baseURL: config.publicUrl,
    basePath: '/api/auth',
    secret: secretKey,
    database: prismaAdapter(db.prisma, { provider: 'postgresql' }),
    // Which page may ask is decided at the door, for these requests and all others.
    trustedOrigins: (request) => [request?.headers.get('origin')].filter((origin) => typeof origin === 'string'),
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 8,
      maxPasswordLength: 128,
      disableSignUp: config.registration === 'closed',
      password: { hash: (password) => hash(password, argon), verify: (given) => verify(given.hash, given.password) },
    },
    session: { expiresIn: 30 * DAY, updateAge: DAY },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 100,
      customRules: {
        // A whole office may share an address. Who guesses at one account is slowed by the count of that account.
        '/sign-in/email': { window: 60, max: 20 },
        '/sign-up/email': { window: 60, max: 10 },
        '/get-session': false,
        // No path of its own: rows are kept for the longest window named here, and those of accounts are among them.
        '/account': triesOfAccount,
      },
    },
    advanced: {
      cookiePrefix,
      useSecureCookies: isHttps,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', secure: isHttps },
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    hooks: signInHooks({ db, clock, secretKey }),
    databaseHooks: {
      // Signing up signs in as well. A process killed between the two leaves a person without a shop until the next sign-in.
      session: {
        create: {
          before: async ({ userId }, context) =>
            await ensureWorkspace(db, { name: shopName(context?.body), ownerId: userId }),
        },
      },
    },
    plugins: [apiKeys],
    telemetry: { enabled: false },
    logger: { log: (level, message) => log[level === 'error' ? 'error' : 'debug']({ part: 'auth' }, message) },
  })
}

/** The person whose rights a partner's key carries; null for a key that does not work. */
export async function ownerOfKey(auth: Auth, key: string): Promise<string | null> {
  const { verifyApiKey } = auth.api as unknown as KeyApi
  const { valid, key: found } = await verifyApiKey({ body: { key } })
  return valid && found ? found.referenceId : null
}

type KeyApi = {
  verifyApiKey(input: { body: { key: string } }): Promise<{ valid: boolean; key: { referenceId: string } | null }>
}

// The plugin is typed against another patch version of better-call, which `exactOptionalPropertyTypes` tells apart. A key is
// looked up at most once in ten seconds, so its own count of requests would mean nothing.
const apiKeys = apiKey({ defaultPrefix: 'aiq_', rateLimit: { enabled: false } }) as unknown as BetterAuthPlugin

/** What cookies of ours begin with. */
export const cookiePrefix = 'agentiq'

const DAY = 24 * 60 * 60

// Argon2id, which is the package's default, in OWASP's second profile: 19 MiB and two passes, about 30 ms.
const argon = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The sign-up may name the shop; it can be told later. */
function shopName(body: unknown): string {
  const company = typeof body === 'object' && body !== null && 'company' in body ? body.company : null
  return (typeof company === 'string' && company.trim().slice(0, 100)) || 'Моя компания'
}
