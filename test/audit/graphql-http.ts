/**
 * `npm run audit:graphql`: the audit suite of graphql-http (the reference for GraphQL over HTTP) against the whole app,
 * started for it with introspection on. Exit 1 when a MUST or a SHOULD fails; a MAY is reported.
 */
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { auditServer } from 'graphql-http'
import { pino } from 'pino'
import { openDatabase } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import { schema } from '#graphql/schema.ts'
import { createApp } from '#server/app.ts'
import type { Ports } from '#usecases/support/ctx.ts'

const opened = await openDatabase({ isDurable: false })
await migrate(opened.db)
// The audits ask for __typename only: no port is used.
const options = { opened, ports: {} as Ports, schema, log: pino({ level: 'silent' }) }
const served = { ...options, isReady: () => true, isProduction: true, allowIntrospection: true }
const app = createApp({ ...served, isBehindProxy: false })
const server = await new Promise<ReturnType<typeof serve>>(resolve => {
  const started = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(started))
})
const { port } = server.address() as AddressInfo

const results = await auditServer({ url: `http://127.0.0.1:${port}/graphql`, fetchFn: fetch })
const levels = ['MUST', 'SHOULD', 'MAY'] as const
for (const level of levels) {
  const ofLevel = results.filter(result => result.name.startsWith(`${level} `))
  const failed = ofLevel.filter(result => result.status !== 'ok')
  console.log(`${level}: ${ofLevel.length - failed.length} of ${ofLevel.length} pass`)
  for (const { id, name, status, ...rest } of failed)
    console.log(`  ${status} ${id} ${name}${'reason' in rest ? `: ${rest.reason}` : ''}`)
}
const isRefused = results.some(result => result.status !== 'ok' && !result.name.startsWith('MAY '))
server.close()
await opened.close()
process.exit(isRefused ? 1 : 0)
