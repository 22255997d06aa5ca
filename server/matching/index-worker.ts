/**
 * The thread that holds the index: begins commands in their order, and while there are none merges and reads its words
 * for suggestions, in steps. One that waits for the disk (a snapshot) lets later ones go before it is done.
 */
import { parentPort } from 'node:worker_threads'
import { createIndexHost, type IndexCommands } from './index-host.ts'
import { BrokenSnapshot } from './snapshot.ts'

export interface CommandMessage {
  id: number
  name: keyof IndexCommands
  args: unknown[]
}

export type ReplyMessage =
  | { id: number; result: unknown }
  | { id: number; error: { message: string; stack: string | undefined; isBrokenSnapshot: boolean } }

const port = parentPort
if (!port) throw new Error('this file is the code of a worker thread')
const host = createIndexHost()

let isWorking = false
function work(): void {
  isWorking = host.step()
  // Behind whatever has arrived in the meantime.
  if (isWorking) setImmediate(work)
}

port.on('message', async ({ id, name, args }: CommandMessage) => {
  let reply: ReplyMessage
  try {
    reply = { id, result: await (host[name] as (...given: unknown[]) => Promise<unknown>)(...args) }
  } catch (error) {
    // Not swallowed: it is thrown again in the thread that asked.
    const { message, stack } = error instanceof Error ? error : new Error(String(error))
    reply = { id, error: { message, stack, isBrokenSnapshot: error instanceof BrokenSnapshot } }
  }
  port.postMessage(reply)
  if (!isWorking) {
    isWorking = true
    setImmediate(work)
  }
})
