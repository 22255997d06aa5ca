/**
 * Works off the outbox: each minute, and at once when woken after a commit. Every process on a database runs one; a
 * message is taken by one of them. A try that fails is kept with its error and comes again; one that dies with its
 * process comes again when its lease ends.
 */
import type { Logger } from 'pino'
import { announceMessage } from '#usecases/notification/announce-message.ts'
import { postponeMessage } from '#usecases/notification/postpone-message.ts'
import { takeMessage } from '#usecases/notification/take-message.ts'
import type { Ctx, OutboxWorker } from '#usecases/support/ctx.ts'

const minute = 60_000

/** Works off everything that is due now; returns how many messages were done. `isStopped` ends it between two. */
export async function drainOutbox(ctx: Ctx, log: Logger, isStopped = () => false): Promise<number> {
  for (let done = 0; ; ) {
    const message = isStopped() ? null : await takeMessage(ctx)
    if (message === null) return done
    try {
      await announceMessage(ctx, message)
      done++
    } catch (error) {
      log.error({ err: error, seq: message.seq, attempts: message.attempts }, 'a message of the outbox failed')
      await postponeMessage(ctx, { message, error: error instanceof Error ? error.message : String(error) })
    }
  }
}

export interface StartableOutboxWorker extends OutboxWorker {
  start(ctx: Ctx, log: Logger): void
  /** Waits for the message in hand. */
  stop(): Promise<void>
}

/** A port first, because the use cases that wake it are what it works with. */
export function createOutboxWorker(): StartableOutboxWorker {
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  let isWoken = false
  let running: Promise<void> | null = null
  let round = async (): Promise<void> => {}

  function wake(): void {
    isWoken = true
    if (running !== null || isStopped) return
    running = loop().finally(() => {
      running = null
    })
  }

  /** Whoever wakes it while it works is heard when the round ends. */
  async function loop(): Promise<void> {
    while (isWoken && !isStopped) {
      isWoken = false
      await round()
    }
  }

  return {
    wake,
    start(ctx, log) {
      round = async () => {
        try {
          await drainOutbox(ctx, log, () => isStopped)
        } catch (error) {
          log.error({ err: error }, 'the outbox could not be worked off; it will be tried again in a minute')
        }
      }
      timer = setInterval(wake, minute)
      timer.unref()
      wake()
    },
    async stop() {
      isStopped = true
      clearInterval(timer)
      await running
    },
  }
}
