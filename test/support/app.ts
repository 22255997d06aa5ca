/** The whole app over HTTP, in this process, on the test's database. */
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { type Logger, pino } from 'pino'
import { afterAll, beforeAll } from 'vitest'
import { schema } from '#graphql/schema.ts'
import { type AppOptions, createApp } from '#server/app.ts'
import type { TestDatabase } from './database.ts'
import { testPorts } from './ports.ts'

export interface TestApp {
  readonly origin: string
  /** What was logged, as objects. */
  readonly lines: Record<string, unknown>[]
}

/** Starts the app before the tests of this file; in production mode unless `options` say otherwise. */
export function useApp(database: TestDatabase, options: Partial<AppOptions> = {}): TestApp {
  let origin = ''
  const lines: Record<string, unknown>[] = []
  const log: Logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
  let server: ReturnType<typeof serve>
  beforeAll(async () => {
    const app = createApp({
      opened: database.opened,
      ports: testPorts(database.db),
      schema,
      log,
      isProduction: true,
      allowIntrospection: false,
      isBehindProxy: false,
      isReady: () => true,
      ...options,
    })
    await new Promise<void>(resolve => {
      server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve())
    })
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => void server.close())
  return {
    get origin() {
      return origin
    },
    lines,
  }
}
