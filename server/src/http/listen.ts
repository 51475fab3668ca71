import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The port cannot be used. Its message is one plain sentence for the person who starts the app. */
export class PortUnusable extends Error {}

/** Opens the door. Returns the port, which matters when 0 was asked for. */
export async function listen(server: Server, port: number, host: string): Promise<number> {
  return await new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(new PortUnusable(sentenceFor(cause, port, host), { cause })),
    )
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
}

function sentenceFor({ code, message }: NodeJS.ErrnoException, port: number, host: string): string {
  if (code === 'EADDRINUSE') return `Port ${port} is in use by another program; stop it, or set PORT to a free one.`
  if (code === 'EACCES') return `Port ${port} may not be used by this account; set PORT to 1024 or more.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `This machine has no address ${host}; set HOST to one it has.`
  return `Port ${port} on ${host} cannot be used: ${message}.`
}
