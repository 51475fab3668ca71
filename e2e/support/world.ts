import { makeDatabase } from '@agentiq/server/testkit/database.ts'
import { type Product, startProduct } from '@agentiq/server/testkit/product.ts'
import { test as base, type ConsoleMessage, expect } from '@playwright/test'
import { Operator } from './operator.ts'
import { openShop, type Shop } from './shop.ts'

const secretKey = 'only for the stories, thirty-two characters and more'

/** What every story begins with: the running product, a shop with its buyers, and an operator who works there. */
export const test = base.extend<{ shop: Shop; operator: Operator; silence: undefined }, { product: Product }>({
  product: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter to know what a fixture needs.
    async ({}, use) => {
      const database = process.env.DATABASE_URL ? await makeDatabase(process.env.DATABASE_URL) : null
      const product = await startProduct(database ? { DATABASE_URL: database.url, SECRET_KEY: secretKey } : {})
      await use(product)
      await product.stop()
      await database?.drop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  shop: async ({ product }, use) => {
    const shop = await openShop(product)
    await use(shop)
    // Nobody looks any more, and its synchronisation would take time from the stories that follow.
    await shop.revokesKeys()
  },

  operator: async ({ page, shop, baseURL: _ }, use) => {
    await use(new Operator(page, shop))
  },

  // The console stays free of errors in every story.
  silence: [
    async ({ page }, use) => {
      const complaints: string[] = []
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error' && !isBrowserNoise(message)) complaints.push(message.text())
      })
      await use(undefined)
      expect(complaints).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }

/** What the browser itself reports is not ours to silence: what it cannot load offline, and a refused sign-in. */
function isBrowserNoise(message: ConsoleMessage): boolean {
  const text = message.text()
  if (/net::ERR_(INTERNET_DISCONNECTED|CONNECTION_|NETWORK_CHANGED|FAILED)/.test(text)) return true

  const isSignIn = new URL(message.location().url, 'http://unknown').pathname === '/api/auth/sign-in/email'
  return isSignIn && /^Failed to load resource: .* 401 \(/.test(text)
}
