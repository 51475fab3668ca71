import { type Viewer as AskingViewer, sellerIdsOf } from '#domain/viewer.ts'
import { builder } from './builder.ts'
import type { Context } from './context.ts'
import { sellerById } from './found.ts'
import { encodeId, idDescription } from './ids.ts'
import { Seller, User } from './refs.ts'

const Viewer = builder.objectRef<AskingViewer>('Viewer').implement({
  description: 'Who is asking: a person signed in, or a partner’s key that carries that person’s rights.',
  fields: (t) => ({
    user: t.field({
      type: User,
      description: 'The person.',
      resolve: ({ userId, name, email }) => ({ id: userId, name, email }),
    }),
    sellers: t.field({
      type: [Seller],
      description: 'Sellers the viewer works for, oldest first.',
      resolve: async (viewer, _args, context) => await sellersOf(viewer, context),
    }),
  }),
})

User.implement({
  description: 'A person who can sign in.',
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    // Not `builder.node`: its id is a promise, one for each author in a list.
    id: t.id({ description: idDescription, resolve: ({ id }) => encodeId('User', id) }),
    name: t.exposeString('name', { description: 'What the person is called.' }),
    email: t.exposeString('email', { description: 'The address the person signs in with.' }),
  }),
})

builder.queryField('viewer', (t) =>
  t.field({
    type: Viewer,
    nullable: true,
    description: 'Who is asking; null when nobody is signed in.',
    resolve: (_root, _args, { viewer }) => viewer,
  }),
)

builder.queryField('sellers', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: [Seller],
    description: 'Sellers the viewer works for, oldest first.',
    resolve: async (_root, _args, context) => await sellersOf(context.viewer, context),
  }),
)

builder.queryField('serverTime', (t) =>
  t.field({
    type: 'DateTime',
    description: 'The server’s clock, to compare deadlines with.',
    resolve: (_root, _args, { now }) => now,
  }),
)

async function sellersOf(viewer: AskingViewer, context: Context) {
  return await Promise.all(sellerIdsOf(viewer).map((id) => sellerById(context, id)))
}
