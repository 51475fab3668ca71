import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'

/** Not in the standard, so not in the types. */
type InstallPrompt = Event & { prompt: () => Promise<void>; userChoice: Promise<{ outcome: 'accepted' | 'dismissed' }> }

/** Whether the app can be put on the home screen from here, and how. */
export const useInstallation = defineStore('installation', () => {
  const offered = shallowRef<InstallPrompt | null>(null)
  const installed = ref(matchMedia('(display-mode: standalone)').matches)

  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    offered.value = event as InstallPrompt
  })
  window.addEventListener('appinstalled', () => {
    installed.value = true
    offered.value = null
  })

  const way = computed(() => {
    if (installed.value) return 'installed'
    if (offered.value) return 'prompt'
    return isApplePhone() ? 'by_hand' : 'none'
  })

  async function install() {
    await offered.value?.prompt()
    offered.value = null
  }

  return { way, install }
})

const isApplePhone = () => /iPhone|iPad|iPod/.test(navigator.userAgent)
