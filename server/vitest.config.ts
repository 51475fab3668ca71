import { defineConfig } from 'vitest/config'

// Two copies of graphql would not know each other's types.
const alias = [{ find: /^graphql$/, replacement: 'graphql/index.js' }]

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          sequence: { groupOrder: 0 },
          include: ['{src,simulator,testkit,commands,bench,eval,faults,soak}/**/*.test.ts'],
          maxWorkers: 2,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'stories',
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
