import { computed, ref } from 'vue'
import { shortcutAt, templatesFor, textFor, withWords } from '#domain/template-choice.ts'
import type { LiveInteractionFragment, TemplateFieldsFragment } from '#generated/graphql.ts'
import { useSession } from '#stores/session.ts'
import { useTemplates as useKeptTemplates } from '#stores/templates.ts'

type Field = {
  text: () => string
  caret: () => number
  /** Puts a text into the field, remembers the template, and selects a part of it. */
  put: (text: string, selection: { start: number; end: number }, templateId: string) => void
}

/** Templates for the item that is answered: by the sheet, or by a shortcut in the field. */
export function useTemplates(item: () => LiveInteractionFragment, field: Field) {
  const kept = useKeptTemplates()
  const session = useSession()
  const choosing = ref(false)
  /** A shortcut that she does not mean as one: where its slash stands. */
  const dismissed = ref<number | null>(null)
  const step = ref(0)

  const offered = computed(() => templatesFor(kept.templates, item()))
  const typed = computed(() => {
    const shortcut = shortcutAt(field.text(), field.caret())
    return shortcut?.start === dismissed.value ? null : shortcut
  })
  const suggested = computed(() =>
    typed.value === null ? [] : templatesFor(kept.templates, item(), typed.value.typed).slice(0, 5),
  )
  /** There is nothing that a shortcut could stand for, as far as the server has told. */
  const hasNone = computed(() => typed.value !== null && kept.state === 'ready' && offered.value.length === 0)
  const active = computed(() => suggested.value[step.value % Math.max(1, suggested.value.length)] ?? null)

  const wordsOf = (template: TemplateFieldsFragment) => textFor(template, item(), session.seller?.name ?? null)

  /** In the place of the shortcut, or where the caret is. */
  function insert(template: TemplateFieldsFragment) {
    const place = typed.value ?? { start: field.caret(), end: field.caret() }
    const { text, selection } = withWords(field.text(), place, wordsOf(template))
    choosing.value = false
    step.value = 0
    field.put(text, selection, template.id)
  }

  /** A key in the field while templates are suggested. True: it was meant for them. */
  function press({ key }: KeyboardEvent): boolean {
    if (typed.value && hasNone.value && key === 'Escape') {
      dismissed.value = typed.value.start
      return true
    }
    if (!active.value || !typed.value) return false
    switch (key) {
      case 'ArrowDown':
        step.value += 1
        return true
      case 'ArrowUp':
        step.value += suggested.value.length - 1
        return true
      case 'Enter':
      case 'Tab':
        insert(active.value)
        return true
      case 'Escape':
        dismissed.value = typed.value.start
        return true
      default:
        step.value = 0
        return false
    }
  }

  return { choosing, offered, typed, suggested, hasNone, active, wordsOf, insert, press }
}
