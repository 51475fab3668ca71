import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Seals keys before they are stored and opens them where a connector is made. */
export type Seal = {
  seal(plain: string, belongsTo: string): string
  /** Throws `BrokenSeal` when the text was changed, belongs to something else, or was sealed with another key. */
  open(sealed: string, belongsTo: string): string
}

export class BrokenSeal extends Error {}

/** AES-256-GCM under a key derived from `SECRET_KEY`. What a secret belongs to is sealed with it, so it cannot be moved. */
export function createSeal(secretKey: string): Seal {
  const key = Buffer.from(hkdfSync('sha256', secretKey, 'agentiq', 'seal', 32))

  return {
    seal(plain, belongsTo) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(belongsTo))
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return [
        version,
        nonce.toString('base64url'),
        body.toString('base64url'),
        cipher.getAuthTag().toString('base64url'),
      ].join('.')
    },
    open(sealed, belongsTo) {
      const [, nonce = '', body = '', tag = ''] = sealed.split('.')
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url')).setAAD(
          Buffer.from(belongsTo),
        )
        decipher.setAuthTag(Buffer.from(tag, 'base64url'))
        return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8')
      } catch (cause) {
        throw new BrokenSeal('A sealed key cannot be opened with this SECRET_KEY.', { cause })
      }
    },
  }
}

const version = 'v1'
