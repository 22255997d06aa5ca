/** A unit has one figure of a kind and year, in whatever signs it is written. */
import { beforeAll, expect, test } from 'vitest'
import { subsidyFact } from '#db/schema/subsidy-fact.ts'
import type { KeptTable } from '#domain/subsidy/facts/kept-fields.ts'
import { today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { paidProject } from '#test/support/subsidy.ts'
import { createWorld, type World } from '#test/support/world.ts'
import { importSubsidyFacts } from '#usecases/subsidy/facts/import-subsidy-facts.ts'
import { recordSubsidyFact } from '#usecases/subsidy/facts/record-subsidy-fact.ts'
import { withdrawSubsidyFact } from '#usecases/subsidy/facts/withdraw-subsidy-fact.ts'

const year = Number(today().slice(0, 4))
const enterprise = 'Test enterprise'
const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
})
type Input = Parameters<typeof recordSubsidyFact>[1]
const keep = (table: KeptTable, fields: object, over: Partial<Input> = {}) => {
  const proof = { source: '名单', document: null, evidenceId: null, replacesId: null }
  return recordSubsidyFact(world.ctx(world.people.officer), { table, fields, ...proof, ...over })
}
const figure = (kind: string, amountFen: number, over: object = {}) =>
  keep('figures', { holderId: enterprise, kind, amountFen, occurredOn: `${year - 1}-06-30`, ...over })
const withdraw = (id: string) => withdrawSubsidyFact(world.ctx(world.people.officer), { id, reason: '有误' })
const certificate = (over: object) => ({ holderId: enterprise, grantedOn: '2024-01-01', ...over })

test('of one kind and year there is one figure; signs without width tell none apart', async () => {
  const { id } = await figure('revenue', 1)
  const later = `${year - 1}-07-01`
  for (const over of [{ occurredOn: later }, { occurredOn: later, kind: '\u200brevenue' }, { amountFen: 2 }])
    await expect(figure('revenue', 1, over)).rejects.toMatchObject({ code: 'FIGURE_KNOWN' })
  const { contract } = await paidProject(database.db, world, [])
  await figure('revenue', 1, { contractId: contract.id })
  await figure('revenue', 1, { holderId: 'Test broker' })
  await figure('revenue', 1, { occurredOn: `${year - 2}-06-30` })
  const { id: corrected } = await keep(
    'figures',
    { holderId: enterprise, kind: 'revenue', amountFen: 2, occurredOn: later },
    { replacesId: id },
  )
  await withdraw(corrected)
  await figure('revenue', 3)
  const invisible = '\u200b\u00ad'
  await expect(figure(invisible, 1)).rejects.toMatchObject({ problems: [{ path: 'fields.kind' }] })
  await expect(keep('evidence', certificate({ kind: 'x' }), { source: invisible })).rejects.toMatchObject({
    problems: [{ path: 'source' }],
  })
  const tidy = await keep('evidence', certificate({ kind: 'ti\u200bdy' }), { source: '\u200b名单' })
  expect([tidy.content.kind, tidy.source]).toEqual(['tidy', '名单'])
})

test('by SQL neither', async () => {
  const { id } = await figure('staff', 1)
  const [row] = (await database.db.select().from(subsidyFact)).filter(fact => fact.id === id)
  if (!row) throw new Error('the figure was just kept')
  const again = { ...row, id: row.id.replace(/^./, 'f'), content: { ...row.content, amountFen: 9 } }
  await expect(database.db.insert(subsidyFact).values(again)).rejects.toMatchObject({
    cause: { constraint_name: 'subsidy_fact_figure_once' },
  })
})

test('incomes of a contract are in sum no more than it is worth, one by one and in a file', async () => {
  const { contract } = await paidProject(database.db, world, [])
  const income = (incomeFen: number, over: Partial<Input> = {}, more: object = {}) => {
    const fields = { contractId: contract.id, teamId: enterprise, incomeFen, receivedOn: today(), ...more }
    return keep('incomes', fields, over)
  }
  const whole = Number(contract.contractAmountFen)
  const { id } = await income(whole - 1_000)
  const tooMuch = { problems: [{ path: 'fields.incomeFen', remedy: 'enter at most 1000 分, or check the contract' }] }
  await expect(income(1_001)).rejects.toMatchObject(tooMuch)
  await income(whole, {}, { reversedOn: today() })
  await income(whole - 2_000, { replacesId: id })
  const csv = `合同,团队,转化收益（元）,收到日期\r\n${[12, 13, 8].map(yuan => `${contract.id},${enterprise},${yuan},${today()}`).join('\r\n')}`
  const file = { bytes: new TextEncoder().encode(csv), fileName: 'incomes.csv' }
  const proof = { source: '到账清单', document: null, evidenceId: null }
  const input = { table: 'incomes', file, isPreview: false, ...proof } as const
  const { kept, failed } = await importSubsidyFacts(world.ctx(world.people.officer), input)
  expect([kept, failed.map(({ rowNo, problems }) => [rowNo, problems[0]?.path])]).toEqual([2, [[3, 'incomeFen']]])
})
