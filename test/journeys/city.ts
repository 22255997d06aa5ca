/** The demonstration city as a user meets it: the service in a process of its own on a free port, with the built app. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface City {
  address: string
  close(): Promise<void>
}

/** The address the service prints when it is ready. */
function readAddress(service: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    service.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const ready = /is ready: (\S+)/.exec(said)
      if (ready?.[1]) resolve(ready[1])
    })
    service.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
    service.once('exit', code => reject(new Error(`the service ended with ${code}:\n${said}`)))
  })
}

export async function startCity(): Promise<City> {
  const dataDir = mkdtempSync(join(tmpdir(), 'jiebang-story-'))
  const { DATABASE_URL, NODE_ENV, ...inherited } = process.env
  const env = { ...inherited, PORT: '0', JIEBANG_DATA_DIR: dataDir, JIEBANG_DEMO: 'on', LOG_LEVEL: 'error' }
  const service = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], { cwd: root, env })
  const ended = new Promise<void>(resolve => service.once('exit', () => resolve()))
  const address = await readAddress(service)
  return {
    address,
    close: async () => {
      service.kill('SIGTERM')
      await ended
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
