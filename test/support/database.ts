/** A database of its own for each test file, cloned from the run's template and removed afterwards. */
import postgres from 'postgres'
import { afterAll, beforeAll, inject } from 'vitest'
import { connectEmbedded, type OpenDatabase, openDatabase } from '#db/client.ts'
import { openEngine } from './engines.ts'

interface Clone {
  opened: OpenDatabase
  url: string | null
  remove(): Promise<void>
}

async function cloneTemplate(): Promise<Clone> {
  const template = inject('template')
  if (template.engine === 'embedded') {
    const opened = connectEmbedded(await openEngine(template.file))
    return { opened, url: null, remove: async () => {} }
  }
  const name = `${template.name}_${process.pid}_${Math.trunc(performance.now() * 1000)}`
  const admin = postgres(template.url, { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${name} template ${template.name}`)
  const url = new URL(template.url)
  url.pathname = `/${name}`
  const remove = async () => {
    await admin.unsafe(`drop database if exists ${name} with (force)`)
    await admin.end()
  }
  return { opened: await openDatabase({ url: url.href }), url: url.href, remove }
}

export interface TestDatabase {
  readonly db: OpenDatabase['db']
  readonly opened: OpenDatabase
  /** `postgres://…`, or null on the embedded engine. */
  readonly url: string | null
}

/** Call at the top of a test file (or a describe); the database is there inside tests and hooks. */
export function useDatabase(): TestDatabase {
  let clone: Clone | undefined
  const held = () => {
    if (!clone) throw new Error('useDatabase(): the database is there only inside tests and hooks')
    return clone
  }
  beforeAll(async () => {
    clone = await cloneTemplate()
  })
  afterAll(async () => {
    await clone?.opened.close()
    await clone?.remove()
  })
  return {
    get db() {
      return held().opened.db
    },
    get opened() {
      return held().opened
    },
    get url() {
      return held().url
    },
  }
}

/** True when this run is on PostgreSQL: races prove nothing on a single-session engine. */
export const isRealPostgres = process.env.TEST_ENGINE === 'pg'
