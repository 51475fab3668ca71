import type { Call } from './call.ts'
import { bytesOf } from './chat-files.ts'
import { SECOND } from './clock.ts'
import { Refused } from './errors.ts'
import { json, type Reply } from './replies.ts'

export function downloadFile({ seller, param, now, knobs }: Call): Reply {
  const file = seller.files[param]
  if (!file || file.gone || knobs.filesGone) throw new Refused('chat', 400, 'invalid fileID')

  if (now < file.readyAt) {
    const seconds = Math.ceil((file.readyAt - now) / SECOND)
    return json({ moderationState: 'pending', retrySeconds: Math.min(30, seconds) }, 202)
  }
  if (file.refused || knobs.fileModerationRefuses) throw new Refused('chat-problem', 451, 'moderation error')

  return { status: 200, type: file.type, body: bytesOf(file, param) }
}
