/** Once a run: the app as it is in the sources, built, and the demonstration city, made; every story has a copy of it. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { startService } from './service.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The data folder of a city that nothing has happened in yet. */
    newCity: string
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const webFolder = join(root, 'web')
const builtPage = join(webFolder, 'dist', 'index.html')

function newestChange(folder: string): number {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(entry => entry.name !== 'dist')
  const times = entries.map(entry => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? newestChange(path) : statSync(path).mtimeMs
  })
  return Math.max(0, ...times)
}

function buildWeb(): void {
  if (existsSync(builtPage) && statSync(builtPage).mtimeMs > newestChange(webFolder)) return
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  // The runner sets NODE_ENV to `test`, and libraries would be built in their development form.
  const env = { ...process.env, NODE_ENV: 'production' }
  execFileSync(process.execPath, [vite, 'build', 'web', '--logLevel', 'warn'], { cwd: root, env, stdio: 'inherit' })
}

export default async function setUp(project: TestProject): Promise<() => void> {
  buildWeb()
  const folder = mkdtempSync(join(tmpdir(), 'jiebang-city-'))
  const service = await startService(folder)
  await service.stop()
  project.provide('newCity', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}
