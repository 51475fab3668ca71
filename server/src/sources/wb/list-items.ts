import type { IncomingItem } from '#domain/incoming.ts'
import type { ListAnswer } from './list-page.ts'
import { countOf, type Fields, idOf, listOf, readEach, textOf } from './payload.ts'
import type { Expected } from './shape.ts'
import { surprisesIn } from './surprises.ts'

/** How an item of a list is read, and what it may look like. */
type Reading = { toItem: (fields: Fields) => IncomingItem | null; shape: Expected }

/** What one answer of a list says: its items, how many could not be read, and the counts where WB gives them. */
export function listAnswerOf(data: Fields, name: 'feedbacks' | 'questions', { toItem, shape }: Reading): ListAnswer {
  const given = listOf(data[name])
  return {
    ...readEach(given, toItem),
    countUnanswered: countOf(data.countUnanswered),
    countArchive: countOf(data.countArchive),
    surprises: surprisesIn(given, shape),
  }
}

/** The product as reviews and questions name it. */
export function productIn(details: Fields): Pick<IncomingItem, 'nmId' | 'productArticle' | 'productName'> {
  return {
    nmId: idOf(details.nmId),
    productArticle: textOf(details.supplierArticle),
    productName: textOf(details.productName),
  }
}
