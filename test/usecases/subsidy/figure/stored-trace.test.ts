/** Explanations are stored by column; those that were stored row by row are read as before. */
import { sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { namesContract, namesContractWhere, namesRecord } from '#db/queries/determination-input.ts'
import { determination } from '#db/schema/subsidy.ts'
import { AmountTooLarge } from '#domain/subsidy/evaluate/amount-too-large.ts'
import type { Determination, TraceInput } from '#domain/subsidy/evaluate/trace.ts'
import { signedContract } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { loadPolicyInForce, storedFigure } from '#test/support/subsidy.ts'
import { createWorld, type World } from '#test/support/world.ts'
import { inputsOf, type StoredTrace, storableTrace } from '#usecases/subsidy/figure/stored-trace.ts'
import type { Origins } from '#usecases/subsidy/register/register-sources.ts'

const [contractId, receipt, fact] = [uuidv7(), uuidv7(), uuidv7()]
const input = (over: Partial<TraceInput>): TraceInput => ({
  measure: 'received',
  record: receipt,
  kind: 'receipt',
  date: '2025-03-01',
  amountFen: 100n,
  used: true,
  why: 'meets every condition of the rule',
  ...over,
})
const inputs = [
  input({}),
  input({ record: contractId, kind: 'contract', measure: 'turnover', used: false, why: 'deregistered' }),
  input({ record: fact, kind: 'figure', amountFen: null }),
  input({ record: 'income', kind: 'income' }),
]
const common = { contractId, contractTitle: '合同', registrationNumber: '2025410100000001', statedSource: null }
const stated = { contractId: null, contractTitle: null, registrationNumber: null, statedSource: '统计年报' }
const document = { id: uuidv7(), name: 'slip.pdf', sha256: '0'.repeat(64) }
const origins: Origins = {
  of: [
    { common, occurredOn: '2025-02-28', evidenceId: document.id },
    { common, occurredOn: null, evidenceId: null },
    { common: stated, occurredOn: '2025-03-01', evidenceId: null },
    null,
  ],
  documents: new Map([[document.id, document]]),
}
const found = {
  trace: { title: 'r', steps: [{ label: 'base', expression: '', valueFen: 5n }], inputs },
} as unknown as Determination
const byColumn = storableTrace(found, origins)
const byRow = inputsOf(byColumn)

describe('an explanation', () => {
  test('comes back line by line, each with where it is from', () => {
    expect(byRow).toEqual([
      { ...inputs[0], amountFen: 100, source: { ...common, occurredOn: '2025-02-28', evidence: document } },
      { ...inputs[1], amountFen: 100, source: { ...common, occurredOn: null, evidence: null } },
      { ...inputs[2], source: { ...stated, occurredOn: '2025-03-01', evidence: null } },
      { ...inputs[3], amountFen: 100, source: null },
    ])
    expect(byColumn.steps).toEqual([{ label: 'base', expression: '', valueFen: 5 }])
  })

  test('says once what lines have in common', () => {
    expect(byColumn.inputs).toMatchObject({
      line: [0, 1, 2, 3],
      source: [0, 0, 1, null],
      document: [0, null, null, null],
    })
  })

  test('of the old form is read as it stands', () => {
    expect(inputsOf({ inputs: byRow })).toEqual(byRow)
  })

  test('holds no amount that JSON would round', () => {
    const large = { trace: { ...found.trace, inputs: [input({ amountFen: 2n ** 60n })] } } as Determination
    expect(() => storableTrace(large, origins)).toThrow(AmountTooLarge)
  })
})

describe('by its records', () => {
  const database = useDatabase()
  let world: World
  let [signed, old, written] = ['', '', '']
  beforeAll(async () => {
    world = await createWorld(database.db)
    signed = (await signedContract(world)).id
    const version = await loadPolicyInForce(world)
    const swap = (trace: object): StoredTrace => JSON.parse(JSON.stringify(trace).replaceAll(contractId, signed))
    const granted = (trace: object) => storedFigure(database.db, world, version, { trace })
    old = await granted(swap({ ...byColumn, inputs: byRow }))
    written = await granted(swap(byColumn))
    await granted(swap({ ...byColumn, inputs: [] }))
  })
  const foundBy = async (where: ReturnType<typeof namesRecord>) =>
    (await database.db.select({ id: determination.id }).from(determination).where(where)).map(({ id }) => id).sort()

  test('a figure of either form is found', async () => {
    const both = [old, written].sort()
    expect(await foundBy(namesRecord(receipt))).toEqual(both)
    expect(await foundBy(namesContract(signed))).toEqual(both)
    expect(await foundBy(namesContractWhere(sql`c.id = ${signed}`))).toEqual(both)
    expect(await foundBy(namesRecord(uuidv7()))).toEqual([])
    expect(await foundBy(namesContract(uuidv7()))).toEqual([])
  })

  test('the database reads the same lines of either form', async () => {
    const read = (id: string) =>
      database.db.execute(
        sql`select i.* from ${determination}, inputs_of(trace) i where id = ${id} order by record, contract_id`,
      )
    expect([...(await read(written))]).toEqual([...(await read(old))])
    expect([...(await read(written))]).toContainEqual({ record: signed, contract_id: signed, is_used: false })
    expect([...(await read(written))]).toContainEqual({ record: receipt, contract_id: signed, is_used: true })
    expect([...(await read(written))]).toContainEqual({ record: fact, contract_id: null, is_used: true })
  })
})
