/** Many facts from a file: previewed without a trace, kept row by row, wrong rows handed back, nothing kept twice. */
import { beforeAll, describe, expect, test } from 'vitest'
import { evidenceFile } from '#db/schema/record.ts'
import { subsidyFact } from '#db/schema/subsidy-fact.ts'
import { slip } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { createWorld, fakeCreditCode, type PersonName, type World } from '#test/support/world.ts'
import { importSubsidyFacts } from '#usecases/subsidy/facts/import-subsidy-facts.ts'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
})
type Input = Parameters<typeof importSubsidyFacts>[1]
const run = (lines: readonly string[], over: Partial<Input> & { who?: PersonName } = {}) => {
  const { who = 'officer', ...rest } = over
  const file = { bytes: new TextEncoder().encode(lines.join('\r\n')), fileName: 'facts.csv' }
  const proof = { source: '税务部门数据交换', document: null, evidenceId: null }
  return importSubsidyFacts(world.ctx(world.people[who]), {
    table: 'figures',
    file,
    isPreview: false,
    ...proof,
    ...rest,
  })
}
const head = '持有人,指标,金额（万元）,日期'
const kept = () => database.db.select().from(subsidyFact)

describe('a file of facts', () => {
  const lines = [
    head,
    'Test enterprise,rd_spend,120.5,2024/12/31',
    `${fakeCreditCode(3)},rd_spend,80,2024年12月31日`,
    '某某公司,rd_spend,1,2024-12-31',
    'Test university,rd_spend,一百,2024-12-31',
    'Test university,,5,明天',
    'Test enterprise,rd_spend,120.5,2024-12-31',
  ]
  const wrong = [
    { rowNo: 4, problems: [{ path: 'holderId' }] },
    { rowNo: 5, problems: [{ path: 'amountFen', remedy: 'write an amount in 万元, as 12.5' }] },
    { rowNo: 6, problems: [{ path: 'occurredOn' }, { path: 'kind' }] },
    { rowNo: 7, problems: [{ path: 'row' }] },
  ]

  test('is looked at first, and nothing of it is kept', async () => {
    const found = await run(lines, { isPreview: true, document: slip('list') })
    expect(found).toMatchObject({ rowCount: 6, kept: 2, failed: wrong })
    expect([await kept(), await database.db.select().from(evidenceFile)]).toEqual([[], []])
  })

  test('then its right rows are kept, and the same file adds nothing', async () => {
    expect(await run(lines)).toMatchObject({ rowCount: 6, kept: 2, failed: wrong })
    expect((await kept()).map(({ content, holderId, source }) => [content.amountFen, holderId, source])).toEqual([
      [120_500_000, world.organisations.enterprise, '税务部门数据交换'],
      [80_000_000, world.organisations.university, '税务部门数据交换'],
    ])
    const again = await run(lines)
    expect([again.kept, again.failed.length]).toEqual([0, 6])
    expect(await kept()).toHaveLength(2)
  })

  test.each<[string, readonly string[], object]>([
    ['an amount without its unit', ['持有人,指标,金额,日期', 'a,b,1,2024-12-31'], { path: 'columns.3' }],
    ['a column that is missing', ['指标,金额（元）,日期', 'b,1,2024-12-31'], { path: 'holderId' }],
    ['an amount twice', [`${head},金额（元）`, 'a,b,1,2024-12-31,1'], { path: 'amountFen' }],
  ])('with %s is refused whole', async (_, file, problem) => {
    await expect(run(file)).rejects.toMatchObject({ code: 'INVALID_INPUT', problems: [problem] })
  })

  test('that is none, or too long, or of somebody else, is refused', async () => {
    await expect(run([head])).rejects.toMatchObject({ code: 'UNREADABLE_FILE' })
    const long = [head, ...Array.from({ length: 2001 }, (_, n) => `Test enterprise,k${n},1,2024-12-31`)]
    await expect(run(long)).rejects.toMatchObject({ code: 'IMPORT_TOO_LARGE' })
    await expect(run(lines, { source: '' })).rejects.toMatchObject({ problems: [{ path: 'source' }] })
    await expect(run(lines, { who: 'poster' })).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  })

  test('proven by a document that is here already', async () => {
    await run([head, 'Test institute,rd_spend,3,2024-12-31'], { document: slip('here') })
    const [here] = await database.db.select({ id: evidenceFile.id }).from(evidenceFile)
    const evidenceId = here?.id ?? ''
    const file = [head, 'Test institute,revenue,4,2024-12-31']
    expect(await run(file, { evidenceId, isPreview: true })).toMatchObject({ kept: 1 })
    expect(await run(file, { evidenceId })).toMatchObject({ kept: 1 })
    expect((await kept()).filter(fact => fact.evidenceId === evidenceId)).toHaveLength(2)
  })

  test('of words: levels in Chinese or as the rules write them, tags as a list', async () => {
    const file = [
      '持有人,证明类型,级别,认定日期,标签',
      'Test institute,pilot_base,省级,2024-05-01,新能源；新材料',
      'Test institute,pilot_base,provincial,2024-05-02,',
      'Test institute,pilot_base,世界级,2024-05-03,',
    ]
    const found = await run(file, { table: 'evidence' })
    expect(found).toMatchObject({ kept: 2, failed: [{ rowNo: 4, problems: [{ path: 'level' }] }] })
    const levels = (await kept()).filter(row => row.factTable === 'evidence').map(({ content }) => content)
    expect(levels).toMatchObject([{ level: 'provincial', tags: ['新能源', '新材料'] }, { level: 'provincial' }])
  })

  test('of words of the dictionary in Chinese, which are kept by their codes', async () => {
    await run([head, 'Test institute,应纳税额,5,2024-12-31'])
    expect((await kept()).map(({ content }) => content)).toContainEqual(expect.objectContaining({ kind: 'tax_due' }))
  })
})
