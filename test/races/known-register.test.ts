/** The register is read as it was known while something is being written. PostgreSQL only. */
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { v7 as uuidv7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '#db/client.ts'
import { hasWritersBefore, readClock } from '#db/queries/clock.ts'
import { listPolicyVersions } from '#db/queries/subsidy.ts'
import { organisation } from '#db/schema/identity.ts'
import { system } from '#domain/access/actor.ts'
import { today } from '#test/support/contracts.ts'
import { isRealPostgres, useDatabase } from '#test/support/database.ts'
import { createWorld, fakeCreditCode, type PersonName } from '#test/support/world.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'
import { waitForWriters } from '#usecases/subsidy/register/wait-for-writers.ts'
import { askWhatIf } from '#usecases/subsidy/what-if/ask-what-if.ts'
import { getWhatIf } from '#usecases/subsidy/what-if/find-what-if.ts'
import { isSameResult, replayWhatIf } from '#usecases/subsidy/what-if/replay-what-if.ts'
import { runWhatIf } from '#usecases/subsidy/what-if/run-what-if.ts'

describe.skipIf(!isRealPostgres)('at the same moment (PostgreSQL only)', () => {
  const database = useDatabase()

  test('a what-if waits for what is being written when it is asked: a replay sees no more', async () => {
    const world = await createWorld(database.db)
    const text = readFileSync(new URL('../../policies/zhengzhou-2022-draft.yaml', import.meta.url), 'utf8')
    await loadPolicyVersions(world.ctx(system), { packs: [{ name: 'draft.yaml', text }] })
    const [version] = await listPolicyVersions(database.db, 'zhengzhou-2022-draft')
    const as = (name: PersonName) => world.ctx(world.people[name])
    const year = Number(today().slice(0, 4))
    const question = { versionId: version?.id ?? '', comparedVersionId: null, fromYear: year, toYear: year }
    const done = async (id: string) => {
      expect(await runWhatIf(world.ctx(system))).toBe(id)
      return getWhatIf(as('officer'), { id })
    }
    const second = await openDatabase({ url: database.url ?? '' })
    let first: ReturnType<typeof done> | undefined
    await second.db.transaction(async tx => {
      await tx.insert(organisation).values({
        ...{ id: uuidv7(), kind: 'enterprise', name: 'Being written', regionCode: '410105' },
        creditCode: fakeCreditCode(901),
      })
      await sleep(20)
      const { id } = await askWhatIf(as('officer'), question)
      first = done(id)
      await sleep(1000)
    })
    await second.close()
    const asked = await first
    if (!asked) throw new Error('nothing was asked')
    const replay = await done((await replayWhatIf(as('officer'), { id: asked.id })).id)
    expect(isSameResult(asked, replay)).toBe(true)
  })

  const hasWriters = async (readerSeconds?: number) =>
    hasWritersBefore(database.db, await readClock(database.db), readerSeconds)
  const write = (db: Pick<typeof database.db, 'insert'>, n: number) =>
    db.insert(organisation).values({
      ...{ id: uuidv7(), kind: 'enterprise', name: 'Writes', regionCode: '410105' },
      creditCode: fakeCreditCode(n),
    })

  test('a writer is waited for as long as it writes; not by who asks for a moment before it began', async () => {
    const second = await openDatabase({ url: database.url ?? '' })
    const before = await readClock(database.db)
    await second.db.transaction(async tx => {
      await write(tx, 902)
      await sleep(1100)
      expect(await hasWritersBefore(database.db, before, 1)).toBe(false)
      expect(await hasWriters(1)).toBe(true)
    })
    expect(await hasWriters()).toBe(false)
    await second.close()
  })

  test('whoever only reads is waited for a while, since it may yet write, and then no more', async () => {
    const second = await openDatabase({ url: database.url ?? '' })
    await second.db.transaction(async tx => {
      await tx.select().from(organisation).limit(1)
      expect(await hasWriters(1)).toBe(true)
      await sleep(1100)
      expect(await hasWriters(1)).toBe(false)
      expect(await hasWriters()).toBe(true)
    })
    await second.close()
  })

  test('a writer that hangs is given up, and whoever runs the service is told for which work', async () => {
    const second = await openDatabase({ url: database.url ?? '' })
    const warned: object[] = []
    const wait = async (mostMs: number) =>
      waitForWriters(database.db, {
        ...{ knownAt: await readClock(database.db), pace: async () => {}, mostMs },
        ...{ about: { runId: 'r' }, warn: about => warned.push(about) },
      })
    await second.db.transaction(async tx => {
      await write(tx, 903)
      await wait(200)
    })
    expect(warned).toEqual([{ runId: 'r' }])
    await wait(200)
    expect(warned).toHaveLength(1)
    await second.close()
  })
})
