import { GraphQLError } from 'graphql'

/** A mistake of the caller outside of any mutation's union. `code` is what programs look at; the message is for developers. */
class UserError extends GraphQLError {
  constructor(code: string, message: string, facts: Record<string, unknown> = {}) {
    super(message, { extensions: { code, ...facts } })
  }
}

/** Nobody is signed in, or no longer. */
export class SignInFirst extends UserError {
  constructor() {
    super('UNAUTHENTICATED', 'Sign in, or send an API key.')
  }
}

/** The operation could cost more than one request may. */
export class TooExpensive extends UserError {
  constructor(cost: number, limit: number) {
    super(
      'TOO_EXPENSIVE',
      `The operation may cost ${cost}; one request may cost ${limit}. Ask for smaller pages or fewer lists.`,
      { cost, limit },
    )
  }
}

/** An argument of a query that cannot be used. */
export class BadArgument extends UserError {
  constructor(field: string, message: string) {
    super('BAD_INPUT', message, { field })
  }
}

/** There is more to do than the server can take: what had to wait for too long was not done. With its key it may be asked again. */
export class Busy extends UserError {
  constructor() {
    super('BUSY', 'The server is too busy and did not do this. Ask again in some seconds, with the same key.')
  }
}
