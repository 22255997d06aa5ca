/** Once a run: a migrated database that every test file clones. A template on PostgreSQL, an archive for the embedded engine. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { connectEmbedded, openDatabase } from '../../db/client.ts'
import { runEngine } from '../../db/embedded-engine.ts'
import { migrate } from '../../db/migrate.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** What `useDatabase()` clones. */
    template: { engine: 'postgresql'; url: string; name: string } | { engine: 'embedded'; file: string }
  }
}

const isPostgres = process.env.TEST_ENGINE === 'pg'
const serverUrl = process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres'

async function setUpPostgres(project: TestProject): Promise<() => Promise<void>> {
  const name = `jiebang_test_${process.pid}_${Date.now()}`
  const admin = postgres(serverUrl, { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const opened = await openDatabase({ url: url.href })
  await migrate(opened.db)
  await opened.close()
  project.provide('template', { engine: 'postgresql', url: serverUrl, name })
  return async () => {
    await admin.unsafe(`drop database if exists ${name} with (force)`)
    await admin.end()
  }
}

/** What is copied for every file should be small; the databases that others are made from are most of it. */
const leaveOneDatabase = [
  'update pg_database set datistemplate = false',
  'drop database template0',
  'drop database template1',
  'checkpoint',
]

async function setUpEmbedded(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'jiebang-template-'))
  const socketPath = join(folder, '.s.PGSQL.5432')
  const engine = await runEngine({ isDurable: false, socketPath }, { initDbStartParams: ['--wal-segsize=1'] })
  const opened = connectEmbedded({ socketPath, stop: async () => {} })
  await migrate(opened.db)
  await opened.close()
  for (const statement of leaveOneDatabase) await engine.pg.exec(statement)
  const file = join(folder, 'template.tar')
  writeFileSync(file, await (await engine.pg.dumpDataDir('none')).bytes())
  await engine.stop()
  project.provide('template', { engine: 'embedded', file })
  return async () => rmSync(folder, { recursive: true, force: true })
}

export default function setUp(project: TestProject): Promise<() => Promise<void>> {
  return isPostgres ? setUpPostgres(project) : setUpEmbedded(project)
}
