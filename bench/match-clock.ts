/**
 * A thread that does nothing but say, at the right moments, that something is due. The thread that answers then gets
 * its work as messages, as the service's worker does, and need not watch the clock, which on a busy machine would cost
 * it its turn.
 */
import { type MessagePort, parentPort, Worker } from 'node:worker_threads'

export interface Due {
  /** By {@link nowMs}. */
  at: number
  kind: 'search' | 'upsert'
  n: number
}

/** Milliseconds, the same in every thread. */
export const nowMs = () => Number(process.hrtime.bigint()) / 1e6

/** A worker thread knows TypeScript only once tsx is registered in it. */
export function startClock(): Worker {
  const path = JSON.stringify(import.meta.url)
  return new Worker(`import('tsx/esm/api').then(tsx => { tsx.register(); return import(${path}) })`, { eval: true })
}

function tell(port: MessagePort, schedule: readonly Due[]): void {
  const never = new Int32Array(new SharedArrayBuffer(4))
  for (const due of schedule) {
    const left = due.at - nowMs()
    if (left > 0) Atomics.wait(never, 0, 0, left)
    port.postMessage(due)
  }
  port.close()
}

const port = parentPort
if (port) {
  port.once('message', (schedule: Due[]) => tell(port, schedule))
  port.postMessage('ready')
}
