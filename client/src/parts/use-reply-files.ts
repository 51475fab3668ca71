import { filesRefusalOf, fileTypeOf } from '@agentiq/server/rules'
import { uuidv7 } from 'uuidv7'
import { type Ref, ref } from 'vue'
import type { OutboxFile } from '#domain/outbox-item.ts'
import { useDrafts } from '#stores/drafts.ts'
import { filesRefusals } from '#texts/refusals.ts'
import { ru } from '#texts/ru.ts'
import { announce } from '#ui/announcer.ts'

/** What a chooser of files offers first. What a file is, its contents tell. */
export const acceptedFiles = 'image/jpeg,image/png,application/pdf'

/** Files that go with the message being written: judged before they are kept, and on the device before they are shown. */
export function useReplyFiles(files: Ref<readonly OutboxFile[]>, put: (files: OutboxFile[]) => void) {
  const drafts = useDrafts()
  /** Why the last files were not taken, a line for each. */
  const troubles = ref<readonly string[]>([])

  async function add(chosen: readonly File[]): Promise<void> {
    troubles.value = []
    for (const file of chosen) {
      const problem = await addOne(file)
      if (problem) troubles.value = [...troubles.value, ru.interaction.files.refused(file.name, problem)]
    }
  }

  /** Null when it was taken, or the reason in words. */
  async function addOne(file: File): Promise<string | null> {
    const refusal = filesRefusalOf([...files.value, { size: file.size }])
    if (refusal) return filesRefusals[shouted(refusal)]

    const bytes = await file.arrayBuffer().catch(() => null)
    if (!bytes) return ru.interaction.files.unreadable
    const type = fileTypeOf(new Uint8Array(bytes, 0, Math.min(16, bytes.byteLength)))
    if (!type) return filesRefusals.UNKNOWN_TYPE

    const key = uuidv7()
    try {
      await drafts.keepFile(key, bytes)
    } catch (error) {
      console.error(error)
      return ru.interaction.files.notKept
    }
    put([...files.value, { key, name: file.name, type, size: file.size, id: null }])
    announce(ru.interaction.files.added(file.name))
    return null
  }

  function remove(key: string): void {
    const left = files.value.find((file) => file.key === key)
    troubles.value = []
    put(files.value.filter((file) => file !== left))
    if (left) announce(ru.interaction.files.removed(left.name))
  }

  return { troubles, add, remove }
}

const shouted = <Word extends string>(word: Word) => word.toUpperCase() as Uppercase<Word>
