/** Who maintains synonyms, what is refused, and what is left of a removed pair. */
import { desc, eq, sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listActiveSynonyms } from '#db/queries/synonym.ts'
import { auditEntry } from '#db/schema/record.ts'
import { synonymPair } from '#db/schema/synonym.ts'
import { violates } from '#db/transaction.ts'
import { anonymous, system } from '#domain/access/actor.ts'
import { maxSynonymPairs } from '#domain/matching/text/check-synonym.ts'
import { createLocalIndex } from '#server/matching/index-client.ts'
import { createMatching } from '#server/matching/matching.ts'
import { listSynonymPairs } from '#usecases/matching/list-synonym-pairs.ts'
import { removeSynonymPair } from '#usecases/matching/remove-synonym-pair.ts'
import { saveSynonymPair } from '#usecases/matching/save-synonym-pair.ts'
import { searchLibrary } from '#usecases/search/search-library.ts'
import { refusalOf } from '../../support/challenge.ts'
import { useDatabase } from '../../support/database.ts'
import { publishedAchievement } from '../../support/listings.ts'
import { createWorld, type World } from '../../support/world.ts'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
})
beforeEach(async () => {
  await database.db.delete(synonymPair)
})

const officer = () => world.ctx(world.people.officer)
const save = (term: string, synonym: string, rest: { note?: string; id?: string } = {}) =>
  saveSynonymPair(officer(), { term, synonym, note: rest.note ?? '', id: rest.id ?? null })
const lastAudit = async () => (await database.db.select().from(auditEntry).orderBy(desc(auditEntry.seq)).limit(1))[0]

describe('saveSynonymPair', () => {
  it('enters a pair and says so in the audit', async () => {
    const saved = await save(' CBN ', '立方氮化硼', { note: ' 刀具行业 ' })
    expect(saved).toMatchObject({ term: 'CBN', synonym: '立方氮化硼', note: '刀具行业', state: 'active' })
    expect(await listSynonymPairs(officer())).toEqual([saved])
    expect(await lastAudit()).toMatchObject({
      action: 'synonym.save',
      subjectKind: 'synonym_pair',
      subjectId: saved.id,
      beforeDigest: null,
      afterDigest: expect.anything(),
    })
  })

  it('corrects a pair in force', async () => {
    const { id } = await save('CBN', '立方淡化硼')
    await save('CBN', '立方氮化硼', { id })
    expect(await listActiveSynonyms(database.db)).toMatchObject([{ id, synonym: '立方氮化硼' }])
    expect(await lastAudit()).toMatchObject({ subjectId: id, beforeDigest: expect.anything() })
    const missing = '018f0000-0000-7000-8000-000000000000'
    expect(await refusalOf(save('a1', 'b2', { id: missing }))).toBe('NOT_FOUND')
  })

  it('refuses a word as its own synonym, the same pair again, and a second way between two terms', async () => {
    await save('增材制造', '3D打印')
    await save('3D打印', 'additive manufacturing')
    expect(await refusalOf(save('機器人', '机器人'))).toBe('SYNONYM_OF_ITSELF')
    expect(await refusalOf(save('３Ｄ打印', '增材制造'))).toBe('SYNONYM_ALREADY_KNOWN')
    await expect(save('Additive Manufacturing', '增材制造')).rejects.toMatchObject({
      code: 'SYNONYM_ALREADY_KNOWN',
      path: ['Additive Manufacturing', '3D打印', '增材制造'],
    })
    expect(await refusalOf(save('泵', ''))).toBe('INVALID_INPUT')
    expect(await listActiveSynonyms(database.db)).toHaveLength(2)
  })

  it('keeps a bounded number of pairs', async () => {
    const { id: _, ...row } = await save('ab', 'cd')
    await database.db.execute(sql`insert into synonym_pair (id, term, synonym, term_key, synonym_key, note, state, created_by, updated_by, updated_at)
      select gen_random_uuid(), 'a' || n, 'b' || n, 'a' || n, 'b' || n, '', 'active', ${row.createdBy}, ${row.createdBy}, clock_timestamp()
      from generate_series(1, ${maxSynonymPairs - 1}) n`)
    expect(await refusalOf(save('ef', 'gh'))).toBe('TOO_MANY_SYNONYMS')
  })

  it('is for officers and the administrator', async () => {
    const fields = { term: 'CBN', synonym: '立方氮化硼', note: '', id: null }
    for (const actor of [world.people.poster, world.people.approver, system])
      expect(await refusalOf(saveSynonymPair(world.ctx(actor), fields))).toBe('NOT_ALLOWED')
    expect(await refusalOf(saveSynonymPair(world.ctx(anonymous), fields))).toBe('SIGN_IN_REQUIRED')
    expect(await refusalOf(listSynonymPairs(world.ctx(world.people.poster)))).toBe('NOT_ALLOWED')
    expect(await listActiveSynonyms(database.db)).toEqual([])
  })
})

describe('removeSynonymPair', () => {
  it('takes it out of force, keeps the row, and lets it be entered again', async () => {
    const { id } = await save('CBN', '立方氮化硼')
    expect(await removeSynonymPair(officer(), { id })).toMatchObject({ id, state: 'removed' })
    expect(await lastAudit()).toMatchObject({ action: 'synonym.remove', subjectId: id, afterDigest: null })
    expect(await listActiveSynonyms(database.db)).toEqual([])
    expect(await database.db.select().from(synonymPair).where(eq(synonymPair.id, id))).toHaveLength(1)
    expect(await refusalOf(removeSynonymPair(officer(), { id }))).toBe('NOT_FOUND')
    await save('立方氮化硼', 'CBN')
    const { poster } = world.people
    expect(await refusalOf(removeSynonymPair(world.ctx(poster), { id }))).toBe('NOT_ALLOWED')
  })
})

describe('a pair in this process', () => {
  it('works from the very next question of anybody on, and no longer than it is in force', async () => {
    const id = await publishedAchievement(world)
    const log = { info: () => {}, warn: () => {}, error: () => {} }
    const index = createLocalIndex()
    const matching = createMatching({ db: database.db, index, folder: null, log, followsByItself: true })
    await matching.start()
    const maintainer = world.ctx(world.people.officer, { matching })
    const find = async () => {
      const visitor = world.ctx(anonymous, { matching })
      const search = {
        library: 'achievement',
        text: '甲乙丙丁',
        filter: {},
        order: 'relevance',
        first: 10,
        offset: 0,
      } as const
      return (await searchLibrary(visitor, search)).hits.map(({ listing }) => listing.id)
    }
    expect(await find()).toEqual([])
    const fields = { term: '甲乙丙丁', synonym: '立方氮化硼', note: '', id: null }
    const pair = await saveSynonymPair(maintainer, fields)
    expect(await find()).toEqual([id])
    await removeSynonymPair(maintainer, { id: pair.id })
    expect(await find()).toEqual([])
    await matching.stop()
  })
})

describe('the table', () => {
  it('holds no pair twice, in whichever order, and no term beside itself', async () => {
    const { id: _, ...row } = await save('CBN', '立方氮化硼')
    const insert = (change: Partial<typeof row>) =>
      database.db.insert(synonymPair).values({ ...row, id: world.ctx(anonymous).newId(), ...change })
    const turned = { termKey: row.synonymKey, synonymKey: row.termKey }
    await expect(insert(turned)).rejects.toSatisfy(error => violates(error, 'synonym_pair_once'))
    await expect(insert({ synonymKey: row.termKey })).rejects.toSatisfy(error => violates(error, 'synonym_pair_of_two'))
    await insert({ ...turned, state: 'removed' })
  })
})
