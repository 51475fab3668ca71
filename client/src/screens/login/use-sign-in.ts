import { nextTick, reactive, ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { SignInOutcome } from '#api/sign-in.ts'
import { type Credentials, type FieldProblems, wrongFields } from '#domain/credentials.ts'
import { wantedPlace } from '#domain/wanted-place.ts'
import { useSession } from '#stores/session.ts'
import { ru } from '#texts/ru.ts'

type Focusable = { focus: () => void } | null | undefined

/** The form of both doors: checked on submit, the first wrong field gets the focus. */
export function useSignIn(kind: 'login' | 'register', fields: () => Record<keyof Credentials, Focusable>) {
  const session = useSession()
  const router = useRouter()
  const route = useRoute()
  const credentials = reactive<Credentials>({ company: '', email: '', password: '' })
  const errors = reactive<FieldProblems>({})
  const formError = ref('')
  const busy = ref(false)

  async function submit() {
    if (busy.value) return
    show(wrongFields(credentials, kind))
    formError.value = ''
    if (Object.keys(errors).length > 0) return focusFirstWrong()

    busy.value = true
    const outcome = await knock()
    busy.value = false

    if (outcome.kind === 'accepted') await enter()
    else await explain(outcome)
  }

  function knock(): Promise<SignInOutcome> {
    const email = credentials.email.trim()
    if (kind === 'login') return session.login(email, credentials.password)
    return session.register(email, credentials.password, credentials.company.trim())
  }

  async function enter() {
    const wanted = session.seller?.connection && wantedPlace(route.query.next)
    await router.replace(wanted || '/')
  }

  async function explain(outcome: Exclude<SignInOutcome, { kind: 'accepted' }>) {
    if (outcome.kind === 'bad_input') show({ [outcome.field]: refused[outcome.field] })
    else if (outcome.kind === 'email_taken') show({ email: 'emailTaken' })
    else formError.value = sentence(outcome)

    await focusFirstWrong()
  }

  function show(found: FieldProblems) {
    for (const field of ['company', 'email', 'password'] as const) delete errors[field]
    Object.assign(errors, found)
  }

  async function focusFirstWrong() {
    await nextTick()
    const first = (['company', 'email', 'password'] as const).find((field) => errors[field])
    if (first) fields()[first]?.focus()
  }

  return { credentials, errors, formError, busy, submit }
}

const refused = { company: 'companyMissing', email: 'emailWrong', password: 'passwordShort' } as const

function sentence(outcome: SignInOutcome): string {
  switch (outcome.kind) {
    case 'wrong_credentials':
      return ru.login.errors.wrongCredentials
    case 'too_many':
      return ru.login.errors.tooMany(outcome.minutes)
    case 'unreachable':
      return ru.login.errors.unreachable
    default:
      return ru.login.errors.broken
  }
}
