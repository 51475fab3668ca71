import type { StoredChat, StoredEvent } from './seller.ts'

/** The chats of one seller and everything said in them, in one stream and chat by chat. */
export type ChatBook = {
  size(): number
  chats(): StoredChat[]
  find(chatID: string): StoredChat | undefined
  /** The chat that a sign belongs to at this moment. */
  signedWith(replySign: string): StoredChat | undefined
  open(chat: StoredChat): void
  /** The stream, oldest first. */
  events(): readonly StoredEvent[]
  eventsOf(chatID: string): readonly StoredEvent[]
  say(said: StoredEvent): void
  /** The place in the stream of the first event at this millisecond or later. */
  firstAt(addTimestamp: number): number
}

export function createChatBook(chats: StoredChat[] = [], stream: StoredEvent[] = []): ChatBook {
  const known = new Map(chats.map((chat) => [chat.chatID, { chat, events: [] as StoredEvent[] }]))
  for (const said of stream) known.get(said.event.chatID)?.events.push(said)

  return {
    size: () => known.size,
    chats: () => Array.from(known.values(), ({ chat }) => chat),
    find: (chatID) => known.get(chatID)?.chat,
    signedWith: (replySign) => {
      for (const { chat } of known.values()) if (chat.replySign === replySign) return chat
      return undefined
    },
    open: (chat) => void known.set(chat.chatID, { chat, events: [] }),
    events: () => stream,
    eventsOf: (chatID) => known.get(chatID)?.events ?? [],
    say: (said) => {
      insert(stream, said)
      insert(known.get(said.event.chatID)?.events ?? [], said)
    },
    firstAt: (addTimestamp) => firstPlace(stream, (event) => event.addTimestamp >= addTimestamp),
  }
}

// Events stay in the order of their time; of two in one millisecond the one told first stays first.
function insert(events: StoredEvent[], said: StoredEvent): void {
  events.splice(
    firstPlace(events, (event) => event.addTimestamp > said.event.addTimestamp),
    0,
    said,
  )
}

function firstPlace(events: StoredEvent[], isBeyond: (event: StoredEvent['event']) => boolean): number {
  let low = 0
  let high = events.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const said = events[middle]
    if (said && isBeyond(said.event)) high = middle
    else low = middle + 1
  }
  return low
}
