import type { Deps } from '#deps.ts'
import type { Viewer } from '#domain/viewer.ts'
import { createLoaders, type Loaders } from './loaders.ts'

/** What a resolver is given. */
export type Context = {
  deps: Deps
  /** Who asks; null when nobody is signed in. */
  viewer: Viewer | null
  /** One instant for the whole operation, so that its figures agree. */
  now: Date
  /** Reads that are made together; they see only what the viewer may see. */
  load: Loaders
}

/** The context of fields that need somebody signed in. */
export type SignedInContext = Context & { viewer: Viewer }

/** The context of one operation, or of one event of a subscription. */
export function createContext(deps: Deps, viewer: Viewer | null): Context {
  return { deps, viewer, now: deps.clock.now(), load: createLoaders(deps, viewer) }
}

/** Does something and then forgets what was read before: the fields behind a mutation show how things stand after it. */
export async function changing<Result>(
  context: SignedInContext,
  action: (context: SignedInContext) => Promise<Result>,
): Promise<Result> {
  const result = await action(context)
  context.load = createLoaders(context.deps, context.viewer)
  return result
}
