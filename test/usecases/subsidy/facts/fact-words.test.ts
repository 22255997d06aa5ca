/** Words of the dictionary are kept by the codes that rules compare with. */
import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { subsidyFact } from '#db/schema/subsidy-fact.ts'
import type { KeptTable } from '#domain/subsidy/facts/kept-fields.ts'
import { useDatabase } from '#test/support/database.ts'
import { createWorld, fakeCreditCode, type World } from '#test/support/world.ts'
import { recordSubsidyFact } from '#usecases/subsidy/facts/record-subsidy-fact.ts'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
})
const keep = (table: KeptTable, fields: object, replacesId: string | null = null) => {
  const input = { table, fields, source: '2025年度名单', document: null, evidenceId: null, replacesId }
  return recordSubsidyFact(world.ctx(world.people.officer), input)
}
const figure = (kind: string) =>
  keep('figures', { holderId: fakeCreditCode(1), kind, amountFen: 1, occurredOn: '2024-06-30' })

test('by the code of a word, whether a policy asks for it or not', async () => {
  const kinds = []
  for (const kind of ['实际投资额', '在岗人月数', '专精特新']) kinds.push((await figure(kind)).content.kind)
  expect(kinds).toEqual(['actual_investment', 'person_months', '专精特新'])
  const tagged = await keep('evidence', {
    holderId: fakeCreditCode(1),
    kind: '中试基地',
    grantedOn: '2024-01-01',
    level: '省级',
    tags: ['失信', '甲'],
  })
  expect(tagged.content).toMatchObject({ kind: 'pilot_base', level: 'provincial', tags: ['dishonest', '甲'] })
})

test('by its code also when an older record is corrected unchanged', async () => {
  const older = await figure('甲')
  const [row] = await database.db.select().from(subsidyFact).where(eq(subsidyFact.id, older.id))
  if (!row) throw new Error('the fact is not there')
  const id = '00000000-0000-7000-8000-0000000001de'
  const content = { ...older.content, kind: '研发投入' }
  await database.db.insert(subsidyFact).values({ ...row, id, content })
  const corrected = await keep('figures', content, id)
  expect(corrected.content).toMatchObject({ kind: 'rd_spend' })
})
