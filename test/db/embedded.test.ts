/** The embedded engine's promises: one process at a time, and what was acknowledged survives a kill. */
import { type ChildProcess, fork } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { afterAll, describe, expect, test } from 'vitest'
import { openDatabase } from '#db/client.ts'

const folder = mkdtempSync(join(tmpdir(), 'jiebang-embedded-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A process that opens the folder, counts upwards in a table, and reports each commit the moment it is acknowledged. */
function startWriter(): ChildProcess {
  const script = fileURLToPath(new URL('../support/embedded-writer.ts', import.meta.url))
  return fork(script, [folder], { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
}

const nextMessage = (writer: ChildProcess) =>
  new Promise<number>(resolve => writer.once('message', value => resolve(Number(value))))

describe('the embedded engine', () => {
  test('survives kill -9 of the server without losing an acknowledged commit, twice', async () => {
    let acknowledged = 0
    for (const untilCommits of [20, 35]) {
      const writer = startWriter()
      writer.on('message', value => {
        acknowledged = Math.max(acknowledged, Number(value))
      })
      while (acknowledged < untilCommits) await nextMessage(writer)
      const ended = new Promise(resolve => writer.once('exit', resolve))
      writer.kill('SIGKILL')
      await ended
    }
    const opened = await openDatabase({ dataDir: folder })
    const [row] = await opened.db.execute<{ n: number }>(sql`select max(n)::int as n from counted`)
    expect(row?.n).toBeGreaterThanOrEqual(acknowledged)
    await opened.close()
  }, 120_000)

  test('refuses a second process on the same folder, naming the first', async () => {
    const opened = await openDatabase({ dataDir: folder })
    const holder = readFileSync(join(folder, 'jiebang.lock'), 'utf8')
    await expect(openDatabase({ dataDir: folder })).rejects.toThrow(
      new RegExp(`in use by another server, whose database is process ${holder}.*JIEBANG_DATA_DIR`, 's'),
    )
    await opened.close()
    expect(existsSync(join(folder, 'jiebang.lock'))).toBe(false)
  }, 60_000)
})
