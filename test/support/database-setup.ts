/** Once a run: a migrated database that every test file clones. A template on PostgreSQL, a folder for the embedded engine. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../../db/client.ts'
import { migrate } from '../../db/migrate.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** What `useDatabase()` clones. */
    template: { engine: 'postgresql'; url: string; name: string } | { engine: 'embedded'; folder: string }
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

async function setUpEmbedded(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'jiebang-template-'))
  const opened = await openDatabase({ dataDir: folder, isDurable: false })
  await migrate(opened.db)
  await opened.close()
  project.provide('template', { engine: 'embedded', folder })
  return async () => rmSync(folder, { recursive: true, force: true })
}

export default function setUp(project: TestProject): Promise<() => Promise<void>> {
  return isPostgres ? setUpPostgres(project) : setUpEmbedded(project)
}
