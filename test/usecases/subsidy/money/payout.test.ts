/** Payout batches: numbered, frozen, written without formulas, and answered once. */
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { payout, payoutCounter, payoutLine } from '#db/schema/payout.ts'
import { formatPayoutNumber } from '#domain/subsidy/money/payout.ts'
import { auditedActions, today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { answerOf, approved, loadPolicyInForce, payeeOf, storedFigure } from '#test/support/subsidy.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { getDetermination } from '#usecases/subsidy/figure/find-determination.ts'
import { listDeterminations } from '#usecases/subsidy/figure/list-determinations.ts'
import { confirmPayout } from '#usecases/subsidy/money/confirm-payout.ts'
import { createPayout } from '#usecases/subsidy/money/create-payout.ts'
import { exportPayout } from '#usecases/subsidy/money/export-payout.ts'
import { findPayout } from '#usecases/subsidy/money/find-payout.ts'
import { listPayouts } from '#usecases/subsidy/money/list-payouts.ts'
import { savePayee } from '#usecases/subsidy/money/save-payee.ts'

const database = useDatabase()
let world: World
let policy: { id: string; policyId: string }
beforeAll(async () => {
  world = await createWorld(database.db)
  policy = await loadPolicyInForce(world)
})
const as = (name: PersonName) => world.ctx(world.people[name])
async function approvedFigure(approvedFen = 100n) {
  const id = await storedFigure(database.db, world, policy)
  await approved(world, id, approvedFen)
  return id
}
const batch = (...ids: string[]) => createPayout(as('cashier'), { determinationIds: ids })
const stateOf = async (id: string) => (await getDetermination(as('cashier'), { id })).state
const violation = (constraint: string) => ({ cause: { constraint_name: constraint } })
const confirm = async (id: string, answers: Parameters<typeof answerOf>[2]) =>
  confirmPayout(as('cashier'), { id, source: await answerOf(world, id, answers) })

describe('a batch', () => {
  test('has the next number of its bureau and year, and a line for each figure', async () => {
    const [one, two] = [
      await batch(await approvedFigure()),
      await batch(await approvedFigure(), await approvedFigure(7n)),
    ]
    expect([one.number, two.number]).toEqual([1, 2])
    expect(formatPayoutNumber(two)).toBe(`ZF-${today().slice(0, 4)}-0002`)
    expect(two).toMatchObject({ lineCount: 2, totalFen: 107n })
    expect(two.lines.map(({ line, accountName }) => [line, accountName])).toEqual([
      [1, 'Test enterprise'],
      [2, 'Test enterprise'],
    ])
    expect(await auditedActions(database.db, two.id)).toEqual(['payout.create'])
    const listed = await listPayouts(as('auditor'), { first: null, after: null })
    expect(listed.items.map(({ item }) => item.id).slice(0, 2)).toEqual([two.id, one.id])
    await expect(database.db.update(payoutCounter).set({ lastNumber: 9 })).rejects.toMatchObject(
      violation('payout_counter_gapless'),
    )
  })

  test('takes what it holds off the list of what is to pay; what the treasury could not pay comes back', async () => {
    const [paid, failed] = [await approvedFigure(), await approvedFigure()]
    const unbatched = async () => {
      const filter = { states: ['approved'] as const, isOwnBureauOnly: true, isUnbatchedOnly: true }
      const { items } = await listDeterminations(as('cashier'), { ...filter, first: 100, after: null })
      return items.map(({ item }) => item.id).filter(id => id === paid || id === failed)
    }
    expect(await unbatched()).toHaveLength(2)
    const { id, lines } = await batch(paid, failed)
    expect(await unbatched()).toEqual([])
    const answered = ({ determinationId }: (typeof lines)[number]) =>
      determinationId === paid
        ? (['已支付', today(), 'bank-list', ''] as const)
        : (['退票', '', '', '户名不符'] as const)
    await confirm(id, lines.map(answered))
    expect(await unbatched()).toEqual([failed])
  })

  test('is made by a cashier of the bureau who took no earlier step; a figure stands in one', async () => {
    const id = await approvedFigure()
    for (const name of ['officer', 'approver', 'poster', 'admin'] as const)
      await expect(createPayout(as(name), { determinationIds: [id] })).rejects.toMatchObject({
        code: expect.stringMatching(/NOT_ALLOWED|NOT_ACTING/),
      })
    const made = await batch(id)
    await expect(batch(id)).rejects.toMatchObject({ code: 'IN_PAYOUT', determinationIds: [id] })
    await expect(batch()).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await expect(batch('no-such')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await findPayout(as('poster'), { id: made.id })).toBeNull()
    expect(await findPayout(as('officer'), { id: made.id })).toBeNull()
    const [line] = made.lines
    await expect(
      database.db.insert(payoutLine).values({ ...line, line: 2, payoutId: made.id, determinationId: id } as never),
    ).rejects.toMatchObject(violation('payout_line_once'))
  })

  test('stays as it was handed over', async () => {
    const made = await batch(await approvedFigure())
    const change = (set: object) => database.db.update(payoutLine).set(set).where(eq(payoutLine.payoutId, made.id))
    await expect(change({ accountNumber: '99999999' })).rejects.toMatchObject(violation('payout_line_fixed'))
    await expect(database.db.update(payout).set({ totalFen: 1n })).rejects.toMatchObject(violation('append_only'))
    const { id, lineCount, totalFen, bureauId, year, createdBy } = made
    const empty = { id: made.id.replace(/^./, 'f'), lineCount, totalFen, bureauId, year, createdBy, number: 99 }
    expect(id).not.toBe(empty.id)
    await expect(database.db.insert(payout).values(empty)).rejects.toMatchObject(violation('payout_sums'))
  })
})

describe('the file', () => {
  test('says the same whenever it is asked: account, amount in 元 and in words, number of the figure', async () => {
    const id = await approvedFigure(100n)
    const made = await batch(id)
    const read = async (format: 'csv' | 'xlsx') => exportPayout(as('cashier'), { id: made.id, format })
    const [first, second] = [await read('csv'), await read('csv')]
    expect(first.bytes).toEqual(second.bytes)
    const text = new TextDecoder().decode(first.bytes)
    expect(text).toContain('"\'622200001234","1.00","壹元整"')
    expect(text).toContain(id)
    expect(first.fileName).toBe(`${formatPayoutNumber(made)}.csv`)
    const rows = []
    const { bytes, fileName } = await read('xlsx')
    const table = await as('cashier').tables.read({ bytes, fileName }, { header: true })
    for await (const { cells } of table.rows) rows.push(cells.slice(0, 8))
    expect(table.header?.slice(0, 4)).toEqual(['批次号', '序号', '户名', '开户行'])
    expect(rows).toEqual([
      [
        formatPayoutNumber(made),
        '1',
        'Test enterprise',
        '中国银行郑州分行',
        '622200001234',
        '1.00',
        '壹元整',
        expect.any(String),
      ],
    ])
  })

  test('holds no cell that runs as a formula', async () => {
    const made = await batch(await approvedFigure())
    // The title of the rule, and so the purpose, begins with an equals sign.
    const { bytes } = await exportPayout(as('cashier'), { id: made.id, format: 'csv' })
    expect(new TextDecoder().decode(bytes)).toContain(`"'=奖励 `)
    expect(new TextDecoder().decode(bytes)).not.toMatch(/"=/)
    const sheet = await exportPayout(as('cashier'), { id: made.id, format: 'xlsx' })
    const { default: Excel } = await import('exceljs')
    const workbook = new Excel.Workbook()
    await workbook.xlsx.load(sheet.bytes.buffer as ArrayBuffer)
    const cell = workbook.worksheets[0]?.getRow(2).getCell(8)
    expect([cell?.type, String(cell?.value).startsWith("'=")]).toEqual([Excel.ValueType.String, true])
  })

  test('is for those of the bureau who approve, pay and audit', async () => {
    const made = await batch(await approvedFigure())
    for (const name of ['officer', 'reviewer', 'poster', 'stray'] as const)
      await expect(exportPayout(as(name), { id: made.id, format: 'csv' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await exportPayout(as('auditor'), { id: made.id, format: 'csv' })).bytes.length).toBeGreaterThan(0)
  })
})

describe('the answer', () => {
  const answer = (reference: string) => ['已支付', today(), reference, ''] as const
  const unanswered = ['', '', '', ''] as const

  test('line by line, in any number of files; the same file twice changes nothing', async () => {
    const [one, two] = [await approvedFigure(), await approvedFigure()]
    const made = await batch(one, two)
    expect(await confirm(made.id, [answer('bank-1'), unanswered])).toMatchObject({ newlyPaid: 1, newlyFailed: 0 })
    expect([await stateOf(one), await stateOf(two)]).toEqual(['paid', 'approved'])
    expect(await confirm(made.id, [answer('bank-1'), unanswered])).toMatchObject({ newlyPaid: 0 })
    expect(await confirm(made.id, [answer('bank-1'), answer('bank-2')])).toMatchObject({ newlyPaid: 1 })
    expect(await auditedActions(database.db, one)).toContain('subsidy.pay')
    expect((await auditedActions(database.db, made.id)).filter(action => action === 'payout.confirm')).toHaveLength(2)
    expect(await getDetermination(as('cashier'), { id: one })).toMatchObject({
      paidOn: today(),
      bankReference: 'bank-1',
    })
  })

  test('that says otherwise than before is refused by its line, and nothing of it is taken over', async () => {
    const [one, two] = [await approvedFigure(), await approvedFigure()]
    const made = await batch(one, two)
    await confirm(made.id, [answer('bank-5'), unanswered])
    await expect(confirm(made.id, [answer('bank-9'), answer('bank-6')])).rejects.toMatchObject({
      code: 'PAYOUT_CONFIRMED_OTHERWISE',
      lines: [1],
    })
    expect(await stateOf(two)).toBe('approved')
  })

  test('with the bank reference of another batch is refused; one payment may be of several lines', async () => {
    const [one, two] = [await approvedFigure(), await approvedFigure()]
    const first = await batch(one, two)
    expect(await confirm(first.id, [answer('bank-of-two'), answer('bank-of-two')])).toMatchObject({ newlyPaid: 2 })
    const [third, fourth] = [await approvedFigure(), await approvedFigure()]
    const second = await batch(third, fourth)
    await expect(confirm(second.id, [answer('bank-of-third'), answer('bank-of-two')])).rejects.toMatchObject({
      problems: [{ path: 'rows.3.银行流水号', message: expect.stringContaining(formatPayoutNumber(first)) }],
    })
    expect([await stateOf(third), await stateOf(fourth)]).toEqual(['approved', 'approved'])
  })

  test('names every row and column that cannot be', async () => {
    const made = await batch(await approvedFigure(), await approvedFigure())
    await expect(
      confirm(made.id, [
        ['已支付', '2026-13-01', '', ''],
        ['也许', '', '', ''],
      ]),
    ).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      problems: [
        { path: 'rows.2.支付日期' },
        { path: 'rows.2.银行流水号' },
        { path: 'rows.3.支付结果' },
        { path: 'rows.3.支付日期' },
        { path: 'rows.3.银行流水号' },
      ],
    })
    const other = await batch(await approvedFigure())
    const wrong = await answerOf(world, other.id, [answer('x')])
    await expect(confirmPayout(as('cashier'), { id: made.id, source: wrong })).rejects.toMatchObject({
      problems: [{ path: 'rows.2.批次号' }],
    })
    const headless = { bytes: new TextEncoder().encode('a,b\r\n1,2'), fileName: 'a.csv' }
    await expect(confirmPayout(as('cashier'), { id: made.id, source: headless })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
  })

  test('that it failed lets the account be corrected and the figure into another batch', async () => {
    const id = await approvedFigure()
    const made = await batch(id)
    expect(await confirm(made.id, [['退票', '', '', '账号有误']])).toMatchObject({ newlyPaid: 0, newlyFailed: 1 })
    expect(await stateOf(id)).toBe('approved')
    await savePayee(as('poster'), { id, payee: { ...payeeOf('enterprise'), accountNumber: '12345678' } })
    const again = await batch(id)
    expect(again.lines[0]?.accountNumber).toBe('12345678')
    await confirm(again.id, [answer('bank-3')])
    expect(await stateOf(id)).toBe('paid')
  })

  test('is for a cashier', async () => {
    const made = await batch(await approvedFigure())
    const source = await answerOf(world, made.id, [answer('x')])
    await expect(confirmPayout(as('approver'), { id: made.id, source })).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await expect(confirmPayout(as('poster'), { id: made.id, source })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
