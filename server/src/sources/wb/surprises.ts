import { counted, type Surprise } from '#domain/surprise.ts'
import { fieldsOf } from './payload.ts'
import { type Expected, misfitsIn } from './shape.ts'

/**
 * What is in these objects, however deep, and not in our description of them: unknown fields and unknown words of lists. Of everything
 * else in them nothing is told, and what is missing or of another kind is no surprise but a matter for whoever reads it.
 */
export function surprisesIn(values: readonly unknown[], shape: Expected): Surprise[] {
  return counted(
    values.flatMap((value) => {
      if (!fieldsOf(value)) return []
      return [...misfitsIn(value, shape)].flatMap(({ severity, path, word }) =>
        severity === 'new' ? [surprise(path, word)] : [],
      )
    }),
  )
}

const longest = 80

function surprise(path: string, word?: string): Surprise {
  const name = word === undefined ? path : `${path}=${word}`
  return { kind: word === undefined ? 'field' : 'value', name: name.slice(0, longest), count: 1 }
}
