import type { FileType } from './file-type.ts'

/**
 * How the buyer will read the name: the last part of a path, without signs that no name has, and with the ending of what the file
 * is. Whether the marketplace goes by the contents or by the name it does not say.
 */
export function fileNameOf(given: string, type: FileType): string {
  const plain = (given.toWellFormed().split(/[/\\]/).at(-1) ?? '').replace(/[\p{Cc}\p{Cf}"]/gu, '').trim()
  const [, stem = '', ending = ''] = /^(.*?)(\.[^.]{1,5})?$/s.exec(plain) ?? []
  const isRight = endings[type].includes(ending.toLowerCase())
  const name = [...(isRight ? stem : plain)].slice(0, 100).join('').trim() || 'file'
  return `${name}${isRight ? ending : endings[type][0]}`
}

const endings: Record<FileType, readonly [string, ...string[]]> = {
  'image/jpeg': ['.jpg', '.jpeg'],
  'image/png': ['.png'],
  'application/pdf': ['.pdf'],
}
