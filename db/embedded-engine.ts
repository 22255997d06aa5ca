/** The embedded engine itself: PGlite behind its socket, in the process that calls. */
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'

export interface EngineOrder {
  dataDir?: string | undefined
  isDurable: boolean
  socketPath: string
}

export interface RunningEngine {
  pg: PGlite
  stop(): Promise<void>
}

/** Resolves when it accepts connections. */
export async function runEngine(order: EngineOrder, options: PGliteOptions = {}): Promise<RunningEngine> {
  // Without fsync a power cut loses acknowledged commits. Given this way: an option of its own is ignored.
  const durability = ['-c', order.isDurable ? 'fsync=on' : 'fsync=off']
  const pg = await PGlite.create({
    ...options,
    dataDir: order.dataDir ?? 'memory://',
    startParams: [...PGlite.defaultStartParams, ...durability, ...(options.startParams ?? [])],
  })
  const server = new PGLiteSocketServer({ db: pg, path: order.socketPath, maxConnections: 4 })
  await server.start()
  return {
    pg,
    stop: async () => {
      await server.stop()
      await pg.close()
    },
  }
}
