import type { Channel } from '#generated/graphql.ts'

/** The pages of the WB cabinet where these items live; it has no address of a single one. */
const pages: Record<Channel, string> = {
  REVIEW: 'https://seller.wildberries.ru/communication/reviews',
  QUESTION: 'https://seller.wildberries.ru/communication/questions',
  CHAT: 'https://seller.wildberries.ru/communication/chats',
}

export const wbPageOf = (channel: Channel) => pages[channel]
