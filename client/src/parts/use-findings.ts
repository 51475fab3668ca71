import { type Finding, isBlank, isBlocked } from '@agentiq/server/rules'
import { computed, onBeforeUnmount, type Ref, shallowRef, watch } from 'vue'
import { byGravity, withServers } from '#domain/findings.ts'
import type { Refused } from '#domain/outbox-item.ts'
import { unfilledPlaces } from '#domain/reply-text.ts'
import { type Answered, type TextBeside, useReplyRules } from '#stores/reply-rules.ts'
import { ru } from '#texts/ru.ts'
import { announce } from '#ui/announcer.ts'

/** After so long a pause in the typing the text is checked (ui 7.6.6). */
const PAUSE_MS = 300

/** What the rules say of the text that is being written: with and without a network, and what the server said of it before. */
export function useFindings(
  text: Readonly<Ref<string>>,
  refused: Readonly<Ref<Refused | null>>,
  answered: () => Answered,
  beside: () => readonly TextBeside[] = () => [],
  /** Whether what is being typed is no text yet: it stands for one. */
  isShortcut: () => boolean = () => false,
) {
  const rules = useReplyRules()
  const found = shallowRef<readonly Finding[]>([])
  /** Places without their words, once somebody wanted to send them. */
  const unfilled = shallowRef<string[]>([])
  let planned: ReturnType<typeof setTimeout> | undefined

  const findings = computed(() => byGravity(withServers(found.value, text.value, refused.value?.findings ?? [])))
  const violations = computed(() => findings.value.filter(({ severity }) => severity === 'block').length)

  watch(text, () => {
    clearTimeout(planned)
    if (unfilled.value.length > 0) unfilled.value = unfilledPlaces(text.value)
    if (isBlank(text.value)) return look()

    // That there is nothing is over with the first letter.
    found.value = found.value.filter(({ code }) => code !== 'empty')
    planned = setTimeout(look, PAUSE_MS)
  })
  // The buyer's words may come after hers: a proposed text stands in the field before its item has been read.
  watch([() => rules.guardrails, isShortcut, () => answered().text, () => answered().intent], look)
  onBeforeUnmount(() => clearTimeout(planned))

  /** As it is while somebody writes: an empty field is no mistake before somebody wants to send it. */
  function look() {
    const before = violations.value
    const all = isBlank(text.value) ? [] : rules.check(text.value, answered(), beside())
    found.value = isShortcut() ? all.filter(({ code }) => !tooLittle.has(code)) : all
    if (violations.value > before) announce(ru.interaction.findings.fix(violations.value))
  }

  /** Now, because it is to be sent. */
  function checkToSend(): { mayGo: boolean; isEmpty: boolean } {
    clearTimeout(planned)
    found.value = rules.check(text.value, answered(), beside())
    unfilled.value = unfilledPlaces(text.value)
    return {
      mayGo: !isBlocked(found.value) && unfilled.value.length === 0,
      isEmpty: found.value.some(({ code }) => code === 'empty'),
    }
  }

  return { findings, violations, unfilled, look, checkToSend }
}

const tooLittle: ReadonlySet<string> = new Set(['under_limit', 'too_short'])
