/**
 * The embedded engine's inside: PGlite behind its socket, in a process of its own, so that a long query does not
 * stall the server's event loop. Ends when the parent goes, however it goes.
 */
import { PGlite } from '@electric-sql/pglite'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import type { EngineOrder } from './embedded.ts'

async function run(order: EngineOrder): Promise<void> {
  const pg = await PGlite.create({
    dataDir: order.dataDir ?? 'memory://',
    // Without this a power cut loses acknowledged commits. Given this way: an option of its own is ignored.
    startParams: [...PGlite.defaultStartParams, '-c', order.isDurable ? 'fsync=on' : 'fsync=off'],
  })
  const server = new PGLiteSocketServer({ db: pg, path: order.socketPath, maxConnections: 4 })
  await server.start()
  process.once('disconnect', async () => {
    await server.stop()
    await pg.close()
    process.exit(0)
  })
  process.send?.('ready')
}

// The parent answers for signals: on Ctrl-C it closes this process after its own work is done.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})
process.once('message', order => {
  run(order as EngineOrder).catch((error: unknown) => {
    process.send?.(error instanceof Error ? error.message : String(error))
    process.exit(1)
  })
})
