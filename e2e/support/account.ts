import { request } from 'node:http'
import type { BrowserContext } from '@playwright/test'
import type { Shop } from './shop.ts'

/**
 * An account without the page: how people register is a story of its own. One address may register only so often a
 * minute, so every operator comes from another one where the system has several (Linux).
 */
export async function signUp(context: BrowserContext, { appUrl, email, password }: Shop): Promise<void> {
  const account = { email, password, name: 'Моя компания', company: 'Моя компания' }
  const cookies = await post(`${appUrl}/api/auth/sign-up/email`, account)

  await context.addCookies(
    cookies.map((cookie) => {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      return { name, value, url: appUrl }
    }),
  )
}

/** Gives back the cookies. */
function post(url: string, body: object): Promise<string[]> {
  const { port, pathname, origin } = new URL(url)
  const localAddress = process.platform === 'linux' ? `127.0.${byte()}.${1 + byte()}` : undefined
  const headers = { origin, 'content-type': 'application/json', 'x-agentiq-client': 'web' }

  return new Promise((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port, path: pathname, method: 'POST', headers, localAddress },
      (response) => {
        response.resume()
        if (response.statusCode === 200) resolve(response.headers['set-cookie'] ?? [])
        else reject(new Error(`${url} answered ${response.statusCode}`))
      },
    )
    asked.on('error', reject)
    asked.end(JSON.stringify(body))
  })
}

const byte = () => Math.floor(Math.random() * 250)
