/**
 * Embedded engines for the files that one test runner goes through, in a process of theirs: the program of the engine
 * is compiled once, and each file's database is a copy of the template, in memory.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type RunningEngine, runEngine } from '#db/embedded-engine.ts'

/** Each is answered by an `EngineAnswer` with the same socket. */
export interface EngineRequest {
  template: string
  socketPath: string
  wish: 'open' | 'close'
}

export interface EngineAnswer {
  socketPath: string
  error: string | null
}

const dist = dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite'))
const read = (path: string) => new Blob([readFileSync(path)])
const compiled = (name: string) => WebAssembly.compile(readFileSync(join(dist, name)))
const [pgliteWasmModule, initdbWasmModule] = await Promise.all([compiled('pglite.wasm'), compiled('initdb.wasm')])
const shared = {
  pgliteWasmModule,
  initdbWasmModule,
  fsBundle: read(join(dist, 'pglite.data')),
  // Set to zero at each start.
  startParams: ['-c', 'shared_buffers=16MB'],
}

const templates = new Map<string, Blob>()
const running = new Map<string, RunningEngine>()

async function open({ template, socketPath }: EngineRequest): Promise<void> {
  const loadDataDir = templates.get(template) ?? read(template)
  templates.set(template, loadDataDir)
  running.set(socketPath, await runEngine({ isDurable: false, socketPath }, { ...shared, loadDataDir }))
}

async function close({ socketPath }: EngineRequest): Promise<void> {
  await running.get(socketPath)?.stop()
  running.delete(socketPath)
}

process.on('message', async (request: EngineRequest) => {
  const answer: EngineAnswer = { socketPath: request.socketPath, error: null }
  try {
    await (request.wish === 'open' ? open(request) : close(request))
  } catch (error) {
    answer.error = String(error)
  }
  process.send?.(answer)
})
process.once('disconnect', () => process.exit(0))
