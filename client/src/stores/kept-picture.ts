import { onScopeDispose, type Ref, ref, watch } from 'vue'
import type { OutboxFile } from '#domain/outbox-item.ts'
import { readFile } from '#offline/files.ts'

/** An address of a picture that waits on this device; null for other files, and for what the device has no more. */
export function useKeptPicture(file: () => Pick<OutboxFile, 'key' | 'type'>): Readonly<Ref<string | null>> {
  const address = ref<string | null>(null)
  let isGone = false

  watch(
    () => file().key,
    async (key) => {
      forget()
      const { type } = file()
      if (type === 'application/pdf') return
      const bytes = await readFile(key).catch(() => undefined)
      if (bytes && key === file().key && !isGone) address.value = URL.createObjectURL(new Blob([bytes], { type }))
    },
    { immediate: true },
  )

  onScopeDispose(() => {
    isGone = true
    forget()
  })

  function forget() {
    if (address.value !== null) URL.revokeObjectURL(address.value)
    address.value = null
  }

  return address
}
