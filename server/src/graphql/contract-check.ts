import { type Finding, findingsOf } from '#domain/contract.ts'
import type { ContractCheckRow } from '#storage/contract-checks.ts'
import { builder } from './builder.ts'
import { words } from './words.ts'

const ContractState = words('ContractState', 'What came of comparing the marketplace’s answers with what we expect.', {
  clean: 'They are as expected.',
  new: 'They hold something that we do not know; it is left out.',
  breaking: 'Something that we need is missing or of another kind.',
  unreachable: 'A host of the marketplace gave no usable answer; asked again in an hour.',
  refused: 'The marketplace did not let the key in.',
  skipped: 'The budget of the key was spent; asked again in an hour.',
})

const FindingSeverity = words('FindingSeverity', 'How bad it is.', {
  breaking: 'We can no longer read it.',
  new: 'We do not know it and leave it out.',
})

const ContractFinding = builder.objectRef<Finding>('ContractFinding').implement({
  description:
    'Something in the marketplace’s answers that is not as expected. Names of fields and words, never contents.',
  fields: (t) => ({
    severity: t.expose('severity', { type: FindingSeverity, description: 'How bad it is.' }),
    call: t.exposeString('call', { description: 'Which question was answered so.' }),
    path: t.exposeString('path', { description: 'Where in the answer; empty for the answer as a whole.' }),
    what: t.exposeString('what', { description: 'What is the matter, in English, for support.' }),
    count: t.exposeInt('count', { description: 'How often it was met in this check.' }),
  }),
})

export const ContractCheck = builder.objectRef<ContractCheckRow>('ContractCheck').implement({
  description: 'The nightly comparison of the marketplace’s answers with what we expect.',
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', description: 'When it was made.' }),
    state: t.expose('state', { type: ContractState, description: 'What came of it.' }),
    findings: t.field({
      type: [ContractFinding],
      description: 'What was not as expected; empty when all was.',
      resolve: ({ calls }) => findingsOf(calls),
    }),
  }),
})
