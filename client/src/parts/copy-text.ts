import { ru } from '#texts/ru.ts'
import { showToast } from '#ui/toasts.ts'

/** Puts a text where it can be pasted from, and says so. */
export async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text)
  showToast({ text: ru.frame.copied })
}
