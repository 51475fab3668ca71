import type { SurpriseRow } from '#storage/contract-surprises.ts'
import { builder } from './builder.ts'
import { Channel } from './interaction-words.ts'
import { words } from './words.ts'

const SurpriseKind = words('SurpriseKind', 'What was not known.', {
  field: 'A field that our description of the marketplace’s answers does not have.',
  value: 'A word of a known list that is not one of those we know, as `field=word`.',
})

export const ContractSurprise = builder.objectRef<SurpriseRow>('ContractSurprise').implement({
  description: 'Something new in the marketplace’s answers. It breaks nothing: what is not known is left out.',
  fields: (t) => ({
    channel: t.expose('channel', { type: Channel, description: 'Where it was met.' }),
    kind: t.expose('kind', { type: SurpriseKind, description: 'What was not known.' }),
    name: t.exposeString('name', { description: 'Its name; `…` for those beyond the hundred that are kept.' }),
    count: t.exposeInt('count', { description: 'How often it stood in an answer; what is read twice counts twice.' }),
    firstSeenAt: t.expose('firstSeenAt', { type: 'DateTime', description: 'When it was met first.' }),
    lastSeenAt: t.expose('lastSeenAt', { type: 'DateTime', description: 'When it was met last.' }),
  }),
})
