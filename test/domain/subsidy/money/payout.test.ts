import { describe, expect, it } from 'vitest'
import {
  formatPayoutNumber,
  isSameAnswer,
  type PayoutLine,
  payoutColumns,
  payoutRows,
  purposeOf,
  readConfirmations,
} from '#domain/subsidy/money/payout.ts'
import { problemText } from '#web/i18n/problems.ts'

const line = (n: number): PayoutLine => ({
  line: n,
  determinationId: `d-${n}`,
  accountName: '某公司',
  bankName: '某银行',
  accountNumber: '6222',
  amountFen: 1_234_567n,
  purpose: '补助',
})
const batch = { number: 'ZF-2026-0007', lines: [line(1), line(2)], today: '2026-03-31', madeOn: '2026-03-01' }

it('numbers are of a bureau and year; the purpose names the figure', () => {
  expect(formatPayoutNumber({ year: 2026, number: 7 })).toBe('ZF-2026-0007')
  expect(purposeOf('揭榜挂帅研发项目补助', 'd-1')).toBe('揭榜挂帅研发项目补助 d-1')
})

it('a line says the amount in 元 and in words; the treasury’s columns are empty', () => {
  const [head, first] = payoutRows(batch.number, batch.lines, 'xlsx')
  expect(head).toEqual([...payoutColumns])
  expect(first).toEqual([
    'ZF-2026-0007',
    '1',
    '某公司',
    '某银行',
    '6222',
    '12345.67',
    '壹万贰仟叁佰肆拾伍元陆角柒分',
    '补助',
    '',
    '',
    '',
    '',
  ])
})

it('a sheet keeps the account of a .csv as text, and the answer with it is read', () => {
  const [, row = []] = payoutRows(batch.number, batch.lines, 'csv')
  expect(row[4]).toBe("'6222")
  const cells = [...row.slice(0, 8), '已支付', '2026-03-05', 'b', '']
  expect(readConfirmations([...payoutColumns], [{ rowNo: 2, cells }], batch).problems).toEqual([])
})

it('an account that a sheet made a number of sends to the .xlsx', () => {
  const [, row = []] = payoutRows(batch.number, batch.lines, 'csv')
  const cells = [...row.slice(0, 4), '4.1E+17', ...row.slice(5, 8), '已支付', '2026-03-05', 'b', '']
  const { problems } = readConfirmations([...payoutColumns], [{ rowNo: 2, cells }], batch)
  expect(problems.map(problemText)).toEqual([
    '被表格软件改成了“4.1E+17”；请改在下载的 .xlsx 里填写，账号的每一位都会保留',
  ])
})

describe('readConfirmations', () => {
  const rows = payoutRows(batch.number, batch.lines, 'csv')
  const answer = (...answers: string[][]) =>
    answers.map((cells, i) => ({ rowNo: i + 2, cells: [...(rows[i + 1] ?? []).slice(0, 8), ...cells] }))
  const read = (given: ReturnType<typeof answer>) => readConfirmations(rows[0] ?? null, given, batch)

  it('reads what was paid and what failed, and passes over what is not answered', () => {
    expect(read(answer(['已支付', '2026/03-05', 'b-1', ''], ['', '', '', ''])).confirmations).toEqual([
      { line: 1, rowNo: 2, outcome: 'paid', paidOn: '2026-03-05', bankReference: 'b-1' },
    ])
    expect(read(answer(['', '2026-03-05', 'b-1', ''], ['', '', '', '账号有误'])).confirmations).toEqual([
      { line: 1, rowNo: 2, outcome: 'paid', paidOn: '2026-03-05', bankReference: 'b-1' },
      { line: 2, rowNo: 3, outcome: 'failed', failure: '账号有误' },
    ])
  })

  it.each(['2026/3/5', '2026.03.05', '2026年3月5日', '46086'])('reads the day of a sheet: %s', day => {
    expect(read(answer(['成功', day, 'b-1', ''])).confirmations).toMatchObject([{ paidOn: '2026-03-05' }])
  })

  it.each([
    [['已支付', '46355', 'b', ''], ['支付日期']],
    [['也许', '2026-03-05', 'b', ''], ['支付结果']],
    [
      ['已支付', '', '', ''],
      ['支付日期', '银行流水号'],
    ],
    [['已支付', '2026-02-28', 'b', ''], ['支付日期']],
    [['已支付', '2026-04-01', 'b', ''], ['支付日期']],
    [['已支付', '2026-03-05', 'b', '账号有误'], ['失败原因']],
    [['失败', '', '', ''], ['失败原因']],
    [['失败', '2026-03-05', '', 'x'], ['支付日期']],
  ])('%j is refused in %j', (cells, columns) => {
    const { confirmations, problems } = read(answer(cells))
    expect(confirmations).toEqual([])
    expect(problems.map(({ path }) => path)).toEqual(columns.map(column => `rows.2.${column}`))
  })

  it('refuses another batch, an unknown line and a changed amount', () => {
    const [row] = answer(['已支付', '2026-03-05', 'b', ''])
    const cells = row?.cells.with(0, 'ZF-2026-0008').with(1, '9') ?? []
    expect(read([{ rowNo: 2, cells }]).problems.map(({ path }) => path)).toEqual(['rows.2.批次号', 'rows.2.序号'])
    expect(read([{ rowNo: 2, cells: row?.cells.with(5, '1.00') ?? [] }]).problems).toMatchObject([
      { path: 'rows.2.金额（元）' },
    ])
  })

  it.each([
    ['户名', 2, '某某公司'],
    ['户名', 2, ''],
    ['账号', 4, '6223'],
    ['账号', 4, '6.2E+03'],
    ['账号', 4, ''],
    ['开户行', 3, '另一银行'],
    ['金额（元）', 5, '1.00'],
    ['金额（元）', 5, ''],
    ['金额（大写）', 6, '壹元整'],
    ['金额（大写）', 6, ''],
    ['用途', 7, '货款'],
    ['用途', 7, ''],
  ])('refuses another payee, amount or purpose: %s', (column, at, text) => {
    for (const answered of [
      ['已支付', '2026-03-05', 'b', ''],
      ['失败', '', '', 'x'],
    ]) {
      const [row] = answer(answered)
      const { confirmations, problems } = read([{ rowNo: 2, cells: row?.cells.with(at, text) ?? [] }])
      expect(confirmations).toEqual([])
      expect(problems).toMatchObject([{ path: `rows.2.${column}`, remedy: expect.stringContaining('handed out') }])
    }
  })

  it('knows the payee again in other spaces and widths, and behind the apostrophe of a sheet', () => {
    const [row] = answer(['已支付', '2026-03-05', 'b', ''])
    const cells = row?.cells.with(2, ' 某 公司').with(4, "'６２ 22") ?? []
    expect(read([{ rowNo: 2, cells }])).toMatchObject({ confirmations: [{ line: 1 }], problems: [] })
  })

  it('says so where nothing is answered', () => {
    const nothing = { path: 'file', message: 'answers no line' }
    expect(read([]).problems).toMatchObject([nothing])
    expect(read(answer(['', '', '', ''])).problems).toMatchObject([nothing])
  })

  it('one line answered twice: the same is one answer, another is refused', () => {
    const [row] = answer(['已支付', '2026-03-05', 'b', ''])
    const cells = row?.cells ?? []
    expect(
      read([
        { rowNo: 2, cells },
        { rowNo: 3, cells },
      ]),
    ).toMatchObject({ confirmations: [{ line: 1 }], problems: [] })
    const other = { rowNo: 3, cells: cells.with(10, 'c') }
    expect(read([{ rowNo: 2, cells }, other]).problems).toMatchObject([{ path: 'rows.3.序号' }])
  })

  it('a file without the head is refused whole', () => {
    expect(readConfirmations(null, [], batch).problems.map(({ path }) => path)).toContain('file')
    const without = (name: string) => (rows[0] ?? []).filter(column => column !== name)
    for (const name of payoutColumns.slice(0, 8))
      expect(readConfirmations(without(name), [], batch).problems).toMatchObject([
        { message: `has no column "${name}"` },
      ])
  })
})

it('answers are the same when they say the same', () => {
  const paid = { line: 1, rowNo: 2, outcome: 'paid', paidOn: '2026-03-05', bankReference: 'b' } as const
  const failed = { line: 1, rowNo: 2, outcome: 'failed', failure: 'x' } as const
  expect(isSameAnswer(paid, { ...paid, rowNo: 9 })).toBe(true)
  expect(isSameAnswer(paid, { ...paid, bankReference: 'c' })).toBe(false)
  expect(isSameAnswer(paid, failed)).toBe(false)
  expect(isSameAnswer(failed, { ...failed })).toBe(true)
})
