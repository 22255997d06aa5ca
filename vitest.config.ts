import { createRequire } from 'node:module'
import { defineConfig } from 'vitest/config'

/** graphql-js refuses a second copy of itself: vite would pick its ES modules, the packages beside it load CommonJS. */
const oneGraphql = {
  alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }],
}

/** What another engine cannot change: the embedded engine itself, commands that open no other, and files without one. */
const ofOneEngine = [
  'test/db/embedded.test.ts',
  'test/server/*-cli.test.ts',
  'test/server/wrong-calls.test.ts',
  'test/server/import/{read,write}-*.test.ts',
]

/** Three suites: rules without a database, everything that needs one (on either engine), and stories in a browser. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'rules',
          include: ['test/{domain,web,bench}/**/*.test.ts', 'test/*.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        resolve: oneGraphql,
        test: {
          name: 'database',
          include: ['test/{db,usecases,graphql,server}/**/*.test.ts'],
          exclude: process.env.TEST_ENGINE === 'pg' ? ofOneEngine : [],
          globalSetup: ['test/support/database-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 120_000,
        },
      },
      {
        resolve: oneGraphql,
        test: {
          name: 'races',
          include: ['test/races/**/*.test.ts'],
          globalSetup: ['test/support/database-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/journeys/**/*.test.ts'],
          globalSetup: ['test/journeys/build-web-setup.ts'],
          testTimeout: 240_000,
          hookTimeout: 120_000,
        },
      },
    ],
    maxWorkers: 2,
    // Files share what they import: loading the program anew for each of them was most of the time. No test mocks a module.
    isolate: false,
  },
})
