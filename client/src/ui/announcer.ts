import { ref } from 'vue'

/** Nothing is read out while somebody types. */
const SILENCE_MS = 3_000

export const politeWords = ref('')
export const assertiveWords = ref('')

let lastKey = 0
let waiting: { words: string; urgent: boolean }[] = []
let planned = false

if (typeof document !== 'undefined') document.addEventListener('keydown', noteTyping, { passive: true })

function noteTyping({ target }: KeyboardEvent) {
  if (target instanceof HTMLElement && target.matches('input, textarea')) lastKey = Date.now()
}

/** Says something to those who listen to the page. `urgent` is for failures and refusals. */
export function announce(words: string, { urgent = false } = {}): void {
  waiting.push({ words, urgent })
  plan()
}

function plan() {
  if (planned) return
  planned = true
  setTimeout(speak, wait())
}

function speak() {
  planned = false
  if (wait() > 50) return plan()

  politeWords.value = wordsOf(false)
  assertiveWords.value = wordsOf(true)
  waiting = []
}

const wait = () => Math.max(50, lastKey + SILENCE_MS - Date.now())

const wordsOf = (urgent: boolean) =>
  waiting
    .filter((one) => one.urgent === urgent)
    .map(({ words }) => words)
    .join('. ')
