import type { Knobs } from './knobs.ts'

type Tree = Record<string, unknown>

/** An item as a seller with odd knobs gets it: fields of the future, fields that are not there, values nobody knows. */
export function dressed<Item extends object>(item: Item, knobs: Knobs): Item {
  const { missingField, unknownValue, nullLists, extraFields } = knobs
  if (!missingField && !unknownValue && !nullLists && !extraFields) return item

  const changed: Tree = { ...structuredClone(item), ...(extraFields ? { futureField: { since: 2027 } } : {}) }
  if (nullLists) emptyListsToNull(changed)
  if (unknownValue) atField(changed, unknownValue.split('.'), setUnheardOf)
  if (missingField) atField(changed, missingField.split('.'), leaveOut)
  // It is odd on purpose: what is left of its type is what the caller has to cope with.
  return changed as Item
}

/** A list as it comes: where the seller is set so, an empty one is null. */
export const listed = <Item>(items: Item[], { nullLists }: Knobs): Item[] | null =>
  nullLists && items.length === 0 ? null : items

function setUnheardOf(holder: Tree, name: string): void {
  if (holder[name] !== null && holder[name] !== undefined) holder[name] = 'unheardOf'
}

function leaveOut(holder: Tree, name: string): void {
  delete holder[name]
}

/** Goes down to a field, through lists too, and changes it wherever it is found. */
function atField(value: unknown, path: string[], change: (holder: Tree, name: string) => void): void {
  const [name, ...deeper] = path
  if (Array.isArray(value)) {
    for (const one of value) atField(one, path, change)
    return
  }
  if (name === undefined || !isTree(value)) return
  if (deeper.length === 0) change(value, name)
  else atField(value[name], deeper, change)
}

function emptyListsToNull(holder: Tree): void {
  for (const [name, value] of Object.entries(holder)) {
    if (Array.isArray(value) && value.length === 0) holder[name] = null
    if (isTree(value)) emptyListsToNull(value)
  }
  nullAttachments(holder.message)
}

/** The lists of a message may be absent; here they are there, as null. */
function nullAttachments(message: unknown): void {
  if (!isTree(message)) return
  message.attachments ??= null
  if (!isTree(message.attachments)) return
  message.attachments.images ??= null
  message.attachments.files ??= null
}

function isTree(value: unknown): value is Tree {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
