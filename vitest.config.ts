import { createRequire } from 'node:module'
import { defineConfig } from 'vitest/config'

/** graphql-js refuses a second copy of itself: vite would pick its ES modules, the packages beside it load CommonJS. */
const oneGraphql = {
  alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }],
}

/** On a PostgreSQL server run all tests whose subject sends SQL; what stands above that is the same on either engine. */
const rooms = process.env.TEST_ENGINE === 'pg' ? 'db,usecases' : 'db,usecases,graphql,server'

/** Files share what they import: loading the program anew for each was most of the time. No test mocks a module. */
const isolate = false

/** Three suites: rules without a database, everything that needs one (on either engine), and stories in a browser. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'rules',
          isolate,
          include: ['test/{domain,web,bench}/**/*.test.ts', 'test/*.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        resolve: oneGraphql,
        test: {
          name: 'database',
          isolate,
          include: [`test/{${rooms}}/**/*.test.ts`],
          exclude: process.env.TEST_ENGINE === 'pg' ? ['test/db/embedded.test.ts'] : [],
          globalSetup: ['test/support/database-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 120_000,
        },
      },
      {
        resolve: oneGraphql,
        test: {
          name: 'races',
          isolate,
          include: ['test/races/**/*.test.ts'],
          globalSetup: ['test/support/database-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'browser',
          isolate,
          include: ['test/journeys/**/*.test.ts'],
          globalSetup: ['test/journeys/city-setup.ts'],
          testTimeout: 240_000,
          hookTimeout: 120_000,
        },
      },
    ],
    maxWorkers: 2,
  },
})
