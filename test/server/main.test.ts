/** `npm start` says at once that something is going on; what becomes of it comes later. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

function start(env: Record<string, string>): Promise<{ out: string; err: string }> {
  return new Promise(resolve => {
    execFile(
      'node',
      ['--import', 'tsx', 'server/main.ts'],
      { cwd: root, env: { ...process.env, ...env } },
      (_, out, err) => resolve({ out, err }),
    )
  })
}

it('before the database is there', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'jiebang-main-'))
  // Nobody listens there: the start ends in an error.
  const nowhere = { DATABASE_URL: 'postgres://127.0.0.1:1/nothing', JIEBANG_DATA_DIR: dataDir }
  const { out, err } = await start(nowhere)
  await rm(dataDir, { recursive: true })
  expect(out).toContain('演示城市')
  expect(out).not.toContain('is ready')
  expect(err).not.toBe('')
})
