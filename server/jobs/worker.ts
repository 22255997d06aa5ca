/**
 * Does long work (what-ifs, runs over the register) one piece after another. Every process on a database has a worker
 * for each; a piece is taken by one of them, and one that dies with its process is taken again when its lease has ended.
 */
import type { Logger } from 'pino'
import type { WorkInput } from '#usecases/subsidy/register/evaluate-in-background.ts'
import type { Ctx } from '#usecases/support/ctx.ts'

/** How often it looks when there was nothing to do: somebody waits in front of the screen. */
const idleMs = 1_000

/** Takes and does the piece that has waited longest; null when there was none. */
export type Work = (ctx: Ctx, input: Required<WorkInput>) => Promise<string | null>

export function startWorker(ctx: Ctx, log: Logger, work: Work): { stop(): Promise<void> } {
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  const input = {
    isStopped: () => isStopped,
    warn: (about: object, text: string) => log.warn(about, `${ctx.requestId}: ${text}`),
  }
  const look = async () => {
    try {
      while (!isStopped && (await work(ctx, input)) !== null);
    } catch (error) {
      log.error({ err: error }, `${ctx.requestId}: work could not be done; it will be tried again`)
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
