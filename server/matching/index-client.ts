/** Asks the index, in this thread or in one of its own. */
import { Worker } from 'node:worker_threads'
import { createIndexHost, type IndexCommands } from './index-host.ts'
import type { CommandMessage, ReplyMessage } from './index-worker.ts'
import { BrokenSnapshot } from './snapshot.ts'

export interface IndexClient extends IndexCommands {
  close(): Promise<void>
}

/** The index in this thread: for commands and tests. Merges after every change, and knows its words when asked. */
export function createLocalIndex(): IndexClient {
  const host = createIndexHost()
  return {
    ...host,
    apply: async change => {
      await host.apply(change)
      while (host.step());
    },
    suggest: async request => {
      await host.suggest(request)
      while (host.step());
      return host.suggest(request)
    },
    close: async () => {},
  }
}

interface Waiting {
  resolve(result: unknown): void
  reject(error: Error): void
}

/** The index in a thread of its own. When the thread dies, everything that waits for it fails, and so does what comes. */
export function createIndexThread(onExit: (error: Error) => void): IndexClient {
  const worker = new Worker(new URL('./index-thread.mjs', import.meta.url), { execArgv: [] })
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let failure: Error | null = null
  const fail = (error: Error) => {
    if (failure) return
    failure = error
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
    onExit(error)
  }
  worker.on('message', (reply: ReplyMessage) => {
    const asked = waiting.get(reply.id)
    waiting.delete(reply.id)
    if ('result' in reply) asked?.resolve(reply.result)
    else asked?.reject(errorOf(reply.error))
  })
  worker.on('error', error => fail(error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', code => fail(new Error(`the thread of the match index ended with code ${code}`)))
  function ask<N extends keyof IndexCommands>(
    name: N,
    ...args: Parameters<IndexCommands[N]>
  ): ReturnType<IndexCommands[N]> {
    const answer = new Promise<unknown>((resolve, reject) => {
      if (failure) return reject(failure)
      const id = ++lastId
      waiting.set(id, { resolve, reject })
      worker.postMessage({ id, name, args } satisfies CommandMessage)
    })
    return answer as ReturnType<IndexCommands[N]>
  }
  return {
    apply: change => ask('apply', change),
    rank: request => ask('rank', request),
    explain: request => ask('explain', request),
    find: request => ask('find', request),
    suggest: request => ask('suggest', request),
    status: () => ask('status'),
    compact: () => ask('compact'),
    save: (folder, point) => ask('save', folder, point),
    load: folder => ask('load', folder),
    takeSpace: (space, isKept) => ask('takeSpace', space, isKept),
    setSynonyms: pairs => ask('setSynonyms', pairs),
    clear: () => ask('clear'),
    close: async () => {
      failure ??= new Error('the match index is closed')
      await worker.terminate()
    },
  }
}

function errorOf({ message, stack, isBrokenSnapshot }: Extract<ReplyMessage, { error: unknown }>['error']): Error {
  const error = isBrokenSnapshot ? new BrokenSnapshot(message) : new Error(message)
  if (stack) error.stack = stack
  return error
}
