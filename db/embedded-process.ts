/**
 * The process that holds the embedded engine: one of its own, so that a long query does not stall the server's event
 * loop. Ends when the parent goes, however it goes.
 */
import { type EngineOrder, runEngine } from './embedded-engine.ts'

async function run(order: EngineOrder): Promise<void> {
  const engine = await runEngine(order)
  process.once('disconnect', async () => {
    await engine.stop()
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
