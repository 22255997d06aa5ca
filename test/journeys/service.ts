/** The service with the built app, in a process of its own on a free port. */
import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Service {
  address: string
  stop(): Promise<void>
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

/** Makes the demonstration city where the folder is empty. */
export async function startService(dataDir: string): Promise<Service> {
  const { DATABASE_URL, NODE_ENV, ...inherited } = process.env
  const env = { ...inherited, PORT: '0', JIEBANG_DATA_DIR: dataDir, JIEBANG_DEMO: 'on', LOG_LEVEL: 'error' }
  const service = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], { cwd: root, env })
  const ended = new Promise<void>(resolve => service.once('exit', () => resolve()))
  const address = await readAddress(service)
  return {
    address,
    stop: async () => {
      service.kill('SIGTERM')
      await ended
    },
  }
}
