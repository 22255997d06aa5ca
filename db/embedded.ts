/**
 * The embedded engine's outside: starts the child process that holds PGlite, and guards the data directory with a
 * lock file, because PGlite itself would let two processes write one directory and lose rows without a word.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { DatabaseSource } from './client.ts'
import type { EngineOrder } from './embedded-engine.ts'

export interface EmbeddedEngine {
  socketPath: string
  stop(): Promise<void>
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives, but is not ours.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Takes the lock for the child `pid`, or says who holds it. A lock left by a dead process is taken over. */
async function takeLock(lockPath: string, pid: number): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt++) {
    try {
      writeFileSync(lockPath, String(pid), { flag: 'wx' })
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const holder = Number(readFileSync(lockPath, 'utf8'))
    if (!isAlive(holder)) rmSync(lockPath, { force: true })
    // A server killed a moment ago leaves an engine that is just about to notice; give it time.
    else await sleep(100)
  }
  const holder = readFileSync(lockPath, 'utf8')
  throw new Error(
    `The data directory is in use by another server, whose database is process ${holder} (lock file ${lockPath}). Stop that server first, or set JIEBANG_DATA_DIR to another directory.`,
  )
}

function makeSocketPath(): { path: string; dispose: () => void } {
  if (process.platform === 'win32')
    return { path: `\\\\.\\pipe\\jiebang-${process.pid}-${Date.now()}`, dispose: () => {} }
  const folder = mkdtempSync(join(tmpdir(), 'jiebang-')) // 0700: no other user of the machine reaches the socket
  return { path: join(folder, '.s.PGSQL.5432'), dispose: () => rmSync(folder, { recursive: true, force: true }) }
}

function awaitReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('message', message => (message === 'ready' ? resolve() : reject(new Error(String(message)))))
    child.once('exit', code => reject(new Error(`the embedded database ended at start (code ${code})`)))
  })
}

/** Starts the engine; resolves when it accepts connections. */
export async function startEmbedded(source: DatabaseSource): Promise<EmbeddedEngine> {
  const { path: socketPath, dispose } = makeSocketPath()
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
  const entry = fileURLToPath(new URL('./embedded-process.ts', import.meta.url))
  const child = fork(entry, [], { execArgv: ['--import', loader], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const lockPath = source.dataDir ? join(source.dataDir, 'jiebang.lock') : null
  let isStopping = false
  try {
    if (source.dataDir && lockPath) {
      mkdirSync(source.dataDir, { recursive: true, mode: 0o700 })
      await takeLock(lockPath, child.pid ?? -1)
    }
    const order: EngineOrder = {
      dataDir: source.dataDir && join(source.dataDir, 'pg'),
      isDurable: source.isDurable ?? true,
      socketPath,
    }
    const ready = awaitReady(child)
    child.send(order)
    await ready
  } catch (error) {
    child.kill('SIGKILL')
    dispose()
    throw error
  }
  child.once('exit', code => {
    dispose()
    if (!isStopping) source.onEngineExit?.(`the embedded database ended (code ${code})`)
  })
  const stop = async () => {
    isStopping = true
    const ended = new Promise<void>(resolve =>
      child.exitCode === null ? child.once('exit', () => resolve()) : resolve(),
    )
    if (child.connected) child.disconnect()
    await Promise.race([ended, sleep(10_000, undefined, { ref: false }).then(() => child.kill('SIGKILL'))])
    if (lockPath) rmSync(lockPath, { force: true })
  }
  return { socketPath, stop }
}
