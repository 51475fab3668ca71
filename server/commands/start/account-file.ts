import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The account that a newcomer signs in with. Made like anybody's, through the app's own door. */
export type DemoAccount = {
  email: string
  password: string
  /** Which shop of the simulator is its own. */
  shop: string
  /** The launcher's own session: with it the next start need not sign in again. */
  session: string | null
}

const nameOf = (folder: string) => join(folder, 'demo-account.json')

/** The account of a data folder, if it has one. A file that makes no sense is set aside, and `complain` is told. */
export function rememberedAccount(folder: string, complain: (sentence: string) => void): DemoAccount | null {
  const file = nameOf(folder)
  if (!existsSync(file)) return null
  const account = accountFrom(readFileSync(file, 'utf8'))
  if (account) return account

  renameSync(file, `${file}.broken`)
  complain(`${file} made no sense; it is now called demo-account.json.broken.`)
  return null
}

/** Written beside and moved over, readable by its owner only. */
export function remember(folder: string, account: DemoAccount): void {
  const file = nameOf(folder)
  const beside = `${file}.${process.pid}.tmp`
  writeFileSync(beside, `${JSON.stringify(account, null, 2)}\n`, { mode: 0o600 })
  renameSync(beside, file)
}

function accountFrom(text: string): DemoAccount | null {
  const value = parsed(text)
  if (typeof value !== 'object' || value === null) return null
  const { email, password, shop, session } = value as Record<string, unknown>
  if (!isFilled(email) || !isFilled(password) || !isFilled(shop)) return null
  return { email, password, shop, session: isFilled(session) ? session : null }
}

const isFilled = (value: unknown): value is string => typeof value === 'string' && value !== ''

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
