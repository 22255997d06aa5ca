/** Match indexes that follow the database of a test file by themselves, as those of running processes do. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { createLocalIndex, type IndexClient } from '#server/matching/index-client.ts'
import { createMatching, type FollowingMatching } from '#server/matching/matching.ts'
import type { Ctx } from '#usecases/support/ctx.ts'
import type { TestDatabase } from './database.ts'
import type { World } from './world.ts'

export function useFollowers(database: TestDatabase) {
  const folders: string[] = []
  const started: FollowingMatching[] = []
  /** What they have logged as a warning or an error. */
  const warnings: unknown[] = []
  const log = {
    info: () => {},
    warn: (entry: unknown) => void warnings.push(entry),
    error: (entry: unknown) => void warnings.push(entry),
  }
  afterAll(async () => {
    for (const matching of started) await matching.stop()
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  })
  return {
    warnings,
    log,
    newFolder: (): string => {
      const folder = mkdtempSync(join(tmpdir(), 'jiebang-follow-'))
      folders.push(folder)
      return folder
    },
    follower: async (folder: string | null, index: IndexClient = createLocalIndex()): Promise<FollowingMatching> => {
      const matching = createMatching({ db: database.db, index, folder, log, followsByItself: true })
      started.push(matching)
      await matching.start()
      return matching
    },
  }
}

/** The town as its people see it through one of the indexes; `written` is what they have written. */
export function writing(world: World, matching: FollowingMatching): { town: World; written: { seq: number } } {
  const written = { seq: 0 }
  const town: World = {
    ...world,
    ctx: (actor, ports): Ctx => ({ ...world.ctx(actor, { ...ports, matching }), written }),
  }
  return { town, written }
}
