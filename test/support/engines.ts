/** Embedded engines that are copies of a template, held by one process beside this one. */
import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { EmbeddedEngine } from '#db/embedded.ts'
import type { EngineAnswer, EngineRequest } from './engines-process.ts'

let holder: ChildProcess | undefined

/** Started for the first file that needs it; ends with this process. */
function startHolder(): ChildProcess {
  const entry = fileURLToPath(new URL('./engines-process.ts', import.meta.url))
  const child = fork(entry, [], { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  child.unref()
  child.channel?.unref()
  return child
}

function ask(request: EngineRequest): Promise<void> {
  holder ??= startHolder()
  const child = holder
  return new Promise((resolve, reject) => {
    const settle = (failed: string | null) => {
      child.off('message', hear).off('exit', leave)
      failed === null ? resolve() : reject(new Error(failed))
    }
    const hear = ({ socketPath, error }: EngineAnswer) => socketPath === request.socketPath && settle(error)
    const leave = (code: number | null) => settle(`the process of the embedded engines ended (code ${code})`)
    child.on('message', hear).on('exit', leave).send(request)
  })
}

export async function openEngine(template: string): Promise<EmbeddedEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'jiebang-engine-'))
  const socketPath = join(folder, '.s.PGSQL.5432')
  await ask({ template, socketPath, wish: 'open' })
  return {
    socketPath,
    stop: async () => {
      await ask({ template, socketPath, wish: 'close' })
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
