import { computed, shallowRef } from 'vue'
import { serverNow } from '#stores/clock.ts'
import { useConnection } from '#stores/connection.ts'
import { type DraftSettings, useDraftSettings } from '#stores/draft-settings.ts'
import { useSession } from '#stores/session.ts'
import { failures, refusalText } from '#texts/refusals.ts'
import { ru } from '#texts/ru.ts'
import { showToast } from '#ui/toasts.ts'

type Switches = Partial<Pick<DraftSettings, 'tone' | 'preparesAhead' | 'llmEnabled' | 'llmReadsQuestions'>>

/** Switches that are kept as soon as they are pressed; one that could not be kept goes back (ui 7.11). */
export function useAiSettings() {
  const store = useDraftSettings()
  const session = useSession()
  const connection = useConnection()
  /** Pressed, and not answered yet. */
  const pressed = shallowRef<Switches>({})

  const shown = computed(() => store.settings && { ...store.settings, ...pressed.value })
  /** Why nothing can be changed now; null when it can. */
  const obstacle = computed(() => {
    if (session.seller?.role !== 'OWNER') return ru.aiSettings.onlyOwner
    return connection.online ? null : ru.settings.offline
  })

  async function press(change: Switches) {
    pressed.value = { ...pressed.value, ...change }
    const outcome = await store.change(change)
    const answered = Object.keys(change)
    pressed.value = Object.fromEntries(Object.entries(pressed.value).filter(([name]) => !answered.includes(name)))
    switch (outcome.kind) {
      case 'accepted':
        return void showToast({ text: ru.aiSettings.saved })
      case 'refused':
        return void showToast({ text: refusalText(outcome.refusal, serverNow()), tone: 'error' })
      case 'unreachable':
        return explain()
      case 'broken':
        return void showToast({ text: failures.broken(outcome.incident), tone: 'error' })
    }
  }

  function explain() {
    showToast({ text: obstacle.value ?? ru.settings.offline })
  }

  return { shown, state: computed(() => store.state), obstacle, press, explain, retry: store.read }
}
