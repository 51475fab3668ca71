import type { Channel } from './interaction.ts'

type SubjectFacts = {
  channel: Channel
  rating: number | null
  customerName: string | null
  productName: string | null
}

/** One line that says what this is: «Отзыв 5★ · товар», «Вопрос · товар», «Чат · имя · товар» (domain §3.1). */
export function subjectOf({ channel, rating, customerName, productName }: SubjectFacts): string {
  return [...kindOf[channel](rating, customerName), productName].filter(Boolean).join(' · ')
}

const kindOf: Record<Channel, (rating: number | null, customerName: string | null) => (string | null)[]> = {
  review: (rating) => [rating === null ? 'Отзыв' : `Отзыв ${rating}★`],
  question: () => ['Вопрос'],
  chat: (_, customerName) => ['Чат', customerName],
}
