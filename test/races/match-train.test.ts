/** `npm run match:train` against kill -9 and against itself. On PostgreSQL only: another process trains meanwhile. */
import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { asc } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { verifyAudit } from '#db/queries/audit.ts'
import { findMatchModelInUse, readMatchModelContent } from '#db/queries/match-model.ts'
import { matchModel } from '#db/schema/match-model.ts'
import { system } from '#domain/access/actor.ts'
import { decodeWordVectors } from '#domain/matching/vectors/encoding.ts'
import { createLocalIndex } from '#server/matching/index-client.ts'
import { createMatching } from '#server/matching/matching.ts'
import { aQuery } from '#test/domain/matching/support.ts'
import { isRealPostgres, useDatabase } from '#test/support/database.ts'
import { publishedAchievement } from '#test/support/listings.ts'
import { createWorld, type World } from '#test/support/world.ts'
import { trainMatchModel } from '#usecases/matching/train-match-model.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const trades = ['石墨烯散热膜', '锂电池隔膜涂层', '水泵机械密封', '立方氮化硼刀具', '稀土催化剂载体', '海藻纤维敷料']

describe.skipIf(!isRealPostgres)('training', () => {
  const database = useDatabase()
  let world: World
  beforeAll(async () => {
    world = await createWorld(database.db)
    for (const trade of trades) await publishOne(trade)
  })

  const publishOne = (trade: string) =>
    publishedAchievement(world, { title: `${trade}的研制`, summary: `${trade}具有高强度与长寿命。`.repeat(120) })

  /** The command; `onLine` sees what it says of its progress. */
  function start(onLine: (line: string, child: ChildProcess) => void) {
    const env = { ...process.env, DATABASE_URL: database.url ?? '' }
    const child = spawn('node', ['--import', 'tsx', 'server/cli/match-train.ts', '--least', '1'], { cwd: root, env })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.trimEnd().split('\n')) onLine(line, child)
    })
    return new Promise<{ signal: string | null; code: number | null }>((resolve, reject) => {
      child.once('error', reject)
      child.once('exit', (code, signal) => resolve({ code, signal }))
    })
  }

  const killWhen = (sign: string, delayMs: number) =>
    start((line, child) => {
      if (line.startsWith(sign)) setTimeout(() => child.kill('SIGKILL'), delayMs)
    })

  /** Throws when it cannot be read. */
  async function inUse() {
    const model = await findMatchModelInUse(database.db)
    if (!model) return null
    expect(decodeWordVectors(await readMatchModelContent(database.db, model.id)).version).toBe(model.version)
    return model.version
  }

  async function answers() {
    const log = { info: () => {}, warn: () => {}, error: () => {} }
    const matching = createMatching({
      db: database.db,
      index: createLocalIndex(),
      folder: null,
      log,
      followsByItself: false,
    })
    const asked = { library: 'achievement', from: 'demand', limit: 50, nowAt: Date.now() } as const
    const { ranked } = await matching.rank({ ...asked, query: aQuery({ title: '石墨烯膜' }) })
    await matching.stop()
    return ranked
  }

  it('killed while it reads, leaves what was in use', async () => {
    expect(await killWhen('20 %', 0)).toMatchObject({ signal: 'SIGKILL' })
    expect(await inUse()).toBeNull()
    expect((await answers()).every(({ similarity }) => similarity === null)).toBe(true)
    expect(await start(() => {})).toMatchObject({ code: 0 })
    const before = await inUse()
    expect(before).not.toBeNull()
    await publishOne('钙钛矿电池组件')
    expect(await killWhen('20 %', 0)).toMatchObject({ signal: 'SIGKILL' })
    expect(await inUse()).toBe(before)
  })

  it('killed while it writes, leaves what was in use or what it has made, whole', async () => {
    for (let round = 0; round < 4; round++) {
      const before = await inUse()
      await publishOne(`${round}号合金坩埚`)
      await killWhen('90 %', round * 25)
      // What the database still does for the dead process is done before the next look.
      await sleep(200)
      const after = await inUse()
      const made = (await trainMatchModel(world.ctx(system), { least: 1 })).model?.version
      expect([before, made]).toContain(after)
      expect(await inUse()).toBe(made)
    }
    expect((await answers()).every(({ similarity }) => similarity !== null)).toBe(true)
    expect((await verifyAudit(database.db)).broken).toBeNull()
  })

  it('two at once leave one model in use', async () => {
    await publishOne('微流控芯片键合')
    const both = await Promise.all([start(() => {}), trainMatchModel(world.ctx(system), { least: 1 })])
    expect(both[0]).toMatchObject({ code: 0 })
    expect(await inUse()).toBe(both[1].model?.version)
    const models = await database.db.select().from(matchModel).orderBy(asc(matchModel.id))
    expect(models.filter(({ retiredAt }) => retiredAt === null)).toHaveLength(1)
  })
})
