/**
 * Computes what-ifs one after another. Every process on a database runs one; a what-if is taken by one of them, and one
 * that dies with its process is taken again when it has been silent for a minute.
 */
import type { Logger } from 'pino'
import { runWhatIf } from '#usecases/subsidy/run-what-if.ts'
import type { Ctx } from '#usecases/support/ctx.ts'

/** How often it looks when there was nothing to do: somebody waits in front of the screen. */
const idleMs = 1_000

export function startWhatIfs(ctx: Ctx, log: Logger): { stop(): Promise<void> } {
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  const look = async () => {
    try {
      while (!isStopped && (await runWhatIf(ctx, { isStopped: () => isStopped })) !== null);
    } catch (error) {
      log.error({ err: error }, 'a what-if could not be computed; it will be tried again')
    }
    if (isStopped) return
    timer = setTimeout(start, idleMs)
    timer.unref()
  }
  let running = Promise.resolve()
  const start = () => {
    running = look()
  }
  start()
  return {
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}
