export type Credentials = { company: string; email: string; password: string }

/** What is wrong with each field, as a name of its sentence. */
export type FieldProblem =
  | 'companyMissing'
  | 'emailMissing'
  | 'emailWrong'
  | 'emailTaken'
  | 'passwordMissing'
  | 'passwordShort'
export type FieldProblems = { [Field in keyof Credentials]?: FieldProblem }

export const SHORTEST_PASSWORD = 8

/** Only what is plainly wrong: the server has the last word. */
export function wrongFields({ company, email, password }: Credentials, form: 'login' | 'register'): FieldProblems {
  const problems: FieldProblems = {}
  if (form === 'register' && company.trim() === '') problems.company = 'companyMissing'
  if (email.trim() === '') problems.email = 'emailMissing'
  else if (!/^\S+@\S+\.\S+$/.test(email.trim())) problems.email = 'emailWrong'
  if (password === '') problems.password = 'passwordMissing'
  else if (form === 'register' && password.length < SHORTEST_PASSWORD) problems.password = 'passwordShort'
  return problems
}
