import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  visit,
} from 'graphql'

// What the operator's app asks, read from its own files: whoever measures or checks it cannot fall behind.

const client = join(import.meta.dirname, '../../client/src')
const definitions = readdirSync(client, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.graphql'))
  .flatMap((file) => parse(readFileSync(join(client, file), 'utf8')).definitions)
const fragments = definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION)

/** Every operation of the app with its name. */
export const clientOperations = definitions
  .filter((one) => one.kind === Kind.OPERATION_DEFINITION)
  .map((operation) => [String(operation.name?.value), operation] as const)

/** An operation with those fragments of the app that it uses, as the app sends it. */
export function withFragments(operation: OperationDefinitionNode | DocumentNode): string {
  const used = new Set<FragmentDefinitionNode>()
  function follow(node: OperationDefinitionNode | DocumentNode | FragmentDefinitionNode): void {
    visit(node, {
      FragmentSpread({ name }) {
        const fragment = fragments.find((one) => one.name.value === name.value)
        if (!fragment || used.has(fragment)) return
        used.add(fragment)
        follow(fragment)
      },
    })
  }
  follow(operation)
  return [operation, ...used].map(print).join('\n')
}
