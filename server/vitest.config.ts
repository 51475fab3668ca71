import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

// Two copies of graphql would not know each other's types.
const alias = [{ find: /^graphql$/, replacement: 'graphql/index.js' }]

// Stories of minutes. Begun last, they would be waited for alone.
const long = /\/(kills|faults|soak|several-processes|replies|unknown-replies)\.test\.ts$/

/** As always, but the longest of each project before the rest: a fresh clone has no memory of how long they took. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const turn = ({ project, moduleId }: TestSpecification) =>
      2 * project.config.sequence.groupOrder + (long.test(moduleId) ? 0 : 1)
    return (await super.sort(files)).sort((one, other) => turn(one) - turn(other))
  }
}

// Files share what they have loaded (`isolate: false`): the database, the schema and their libraries take seconds of a processor to load,
// and no test changes a module.
export default defineConfig({
  resolve: { alias },
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          isolate: false,
          sequence: { groupOrder: 0 },
          include: ['{src,simulator,testkit,commands,bench,eval,faults,soak}/**/*.test.ts'],
          maxWorkers: 2,
          // Some of them play with a simulator and a database; what is said of stories holds for these too.
          retry: process.env.CI ? 1 : 0,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'stories',
          isolate: false,
          sequence: { groupOrder: 1 },
          include: ['test/**/*.test.ts'],
          // Stories mostly wait.
          maxWorkers: 3,
          // A machine that is busy with something else may fail a story once; which one it was, the tests say.
          retry: process.env.CI ? 1 : 0,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
