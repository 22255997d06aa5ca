/**
 * Payout files for the treasury ("国库集中支付"): what a line says, and how its answer is read. A line is confirmed once,
 * as paid or as failed. The file that was handed out, with its last columns filled in, is the answer.
 */
import { addDays, isDay } from '../../calendar.ts'
import { halfWidth } from '../../half-width.ts'
import { amountInWords, formatYuan, parseYuan } from '../../money.ts'
import { type FieldProblem, Refusal } from '../../refusal.ts'

export const payoutOutcomes = ['paid', 'failed'] as const

/** A batch holds at most this many lines: what a person can check and one transaction can confirm. */
export const maxPayoutLines = 500

/** `ZF-2026-0001`: the number of a batch among those of its bureau and year. */
export function formatPayoutNumber({ year, number }: { year: number; number: number }): string {
  return `ZF-${year}-${String(number).padStart(4, '0')}`
}

export interface PayoutLine {
  line: number
  determinationId: string
  accountName: string
  bankName: string
  accountNumber: string
  /** In 分. */
  amountFen: bigint
  purpose: string
}

/** What a bank shows of a payment: which figure of which rule it is. */
export function purposeOf(title: string, determinationId: string): string {
  return `${Array.from(title).slice(0, 60).join('')} ${determinationId}`
}

export const payoutColumns = [
  '批次号',
  '序号',
  '户名',
  '开户行',
  '账号',
  '金额（元）',
  '金额（大写）',
  '用途',
  '支付结果',
  '支付日期',
  '银行流水号',
  '失败原因',
] as const

/**
 * The file as rows of text, head first; the last four columns are the treasury's. A sheet makes `4.1E+17` of a long
 * number in a .csv, and an apostrophe in front keeps it; the cells of an .xlsx are text already.
 */
export function payoutRows(number: string, lines: readonly PayoutLine[], format: 'csv' | 'xlsx'): string[][] {
  const asText = format === 'csv' ? "'" : ''
  const rows = lines.map(line => [
    number,
    String(line.line),
    line.accountName,
    line.bankName,
    `${asText}${line.accountNumber}`,
    formatYuan(line.amountFen).replaceAll(',', ''),
    amountInWords(line.amountFen),
    line.purpose,
    '',
    '',
    '',
    '',
  ])
  return [[...payoutColumns], ...rows]
}

export type Confirmation = { line: number; rowNo: number } & (
  | { outcome: 'paid'; paidOn: string; bankReference: string }
  | { outcome: 'failed'; failure: string }
)

/** What may stand under 支付结果; an answer without a word is read by its other columns. */
export const paidWords = ['已支付', '支付成功', '成功', 'paid', 'success'] as const
export const failedWords = ['支付失败', '失败', '退票', '退回', 'failed'] as const
const saysOne = (words: readonly string[], result: string) => words.includes(result)
const longestReference = 100
const longestFailure = 1000

type Column = (typeof payoutColumns)[number]
type Cells = (column: Column) => string

type Columns = { at: (cells: readonly string[]) => Cells } | { problems: FieldProblem[] }

/** How cells of a row are found by the names of the head. */
function columnsOf(header: readonly string[] | null): Columns {
  const names = (header ?? []).map(name => halfWidth(name).replace(/\s/g, ''))
  const position = new Map(payoutColumns.map(column => [column, names.indexOf(halfWidth(column))]))
  const needed = payoutColumns.filter(column => column !== '支付结果')
  const missing = needed.filter(column => position.get(column) === -1)
  if (missing.length > 0)
    return {
      problems: missing.map(column => ({
        path: 'file',
        message: `has no column "${column}"`,
        remedy: 'fill in the file as it was handed out, with its head',
      })),
    }
  return { at: cells => column => (cells[position.get(column) ?? -1] ?? '').trim() }
}

interface Batch {
  number: string
  lines: readonly PayoutLine[]
  /** The day it is. */
  today: string
  /** The day the batch was made: nothing was paid before. */
  madeOn: string
}

/** The days of .xlsx count from here; a cell that is formatted as text, as ours are, shows the count of a day. */
const sheetEpoch = '1899-12-30'

/** A day as a sheet writes it (2026/3/5, 2026年3月5日, 46086) as YYYY-MM-DD; other text as it came. */
function dayOfCell(text: string): string {
  if (/^\d{5}$/.test(text)) return addDays(sheetEpoch, Number(text))
  const [, year, month = '', day = ''] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? []
  return year ? [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-') : text
}

function readRow(rowNo: number, cell: Cells, batch: Batch): Confirmation | FieldProblem[] | null {
  const [result, paidOn, bankReference, failure] = [
    cell('支付结果').toLowerCase(),
    dayOfCell(cell('支付日期')),
    cell('银行流水号'),
    cell('失败原因'),
  ]
  if (result === '' && paidOn === '' && bankReference === '' && failure === '') return null
  const problem = (column: Column, message: string, remedy: string) => ({
    path: `rows.${rowNo}.${column}`,
    message,
    remedy,
  })
  const problems: FieldProblem[] = []
  const isOfBatch = cell('批次号') === batch.number
  if (!isOfBatch) problems.push(problem('批次号', `is not ${batch.number}`, 'hand in the answer to this batch'))
  const line = batch.lines.find(known => String(known.line) === cell('序号'))
  if (!line) problems.push(problem('序号', 'is no line of this batch', `give 1 to ${batch.lines.length}`))
  if (line && isOfBatch) problems.push(...problemsOfLine(problem, cell, line))
  const isFailed = saysOne(failedWords, result) || (result === '' && failure !== '')
  if (result !== '' && !isFailed && !saysOne(paidWords, result))
    problems.push(
      problem('支付结果', `"${result}" is not known`, `write one of: ${[...paidWords, ...failedWords].join(', ')}`),
    )
  if (isFailed) problems.push(...problemsOfFailure(problem, { paidOn, bankReference, failure }))
  else problems.push(...problemsOfPayment(problem, { paidOn, bankReference, failure }, batch))
  if (problems.length > 0 || !line) return problems
  return isFailed
    ? { line: line.line, rowNo, outcome: 'failed', failure }
    : { line: line.line, rowNo, outcome: 'paid', paidOn, bankReference }
}

interface Answer {
  paidOn: string
  bankReference: string
  failure: string
}
type MakeProblem = (column: Column, message: string, remedy: string) => FieldProblem

/** Blanks, width and an apostrophe that keeps a sheet from computing a cell do not tell two accounts apart. */
const plainCell = (text: string) => halfWidth(text).replace(/\s/g, '').replace(/^'/, '')

const isTurnedIntoNumber = (text: string) => /^\d(?:\.\d+)?E\+\d+$/i.test(text)

/** The answer is about the payment that was ordered: whom, to which account, how much, and what for. */
function problemsOfLine(problem: MakeProblem, cell: Cells, line: PayoutLine): FieldProblem[] {
  const problems: FieldProblem[] = []
  const remedy = 'leave it as it was handed out, or say that the line failed'
  const fromText = 'fill in the .xlsx as it was handed out: it keeps every digit'
  for (const [column, text] of [
    ['户名', line.accountName],
    ['开户行', line.bankName],
    ['账号', line.accountNumber],
    ['用途', line.purpose],
  ] as const)
    if (plainCell(cell(column)) !== plainCell(text))
      problems.push(
        isTurnedIntoNumber(cell(column))
          ? problem(column, `was made "${cell(column)}" by a sheet`, fromText)
          : problem(column, `is not the "${text}" that was handed out`, remedy),
      )
  const amounts = 'leave the amounts as they were handed out'
  if (parseYuan(cell('金额（元）')) !== line.amountFen)
    problems.push(problem('金额（元）', `is not ${formatYuan(line.amountFen)}`, amounts))
  const words = amountInWords(line.amountFen)
  if (plainCell(cell('金额（大写）')) !== plainCell(words))
    problems.push(problem('金额（大写）', `is not the "${words}" that was handed out`, amounts))
  return problems
}

function problemsOfFailure(problem: MakeProblem, { paidOn, bankReference, failure }: Answer): FieldProblem[] {
  const problems: FieldProblem[] = []
  if (failure === '') problems.push(problem('失败原因', 'is missing', 'say why it could not be paid'))
  if (failure.length > longestFailure)
    problems.push(problem('失败原因', 'is too long', `shorten it to ${longestFailure} characters`))
  if (paidOn !== '' || bankReference !== '')
    problems.push(problem('支付日期', 'stands beside a failure', 'a line is either paid or failed'))
  return problems
}

function problemsOfPayment(
  problem: MakeProblem,
  { paidOn, bankReference, failure }: Answer,
  { today, madeOn }: Batch,
): FieldProblem[] {
  const problems: FieldProblem[] = []
  if (!isDay(paidOn)) problems.push(problem('支付日期', `"${paidOn}" is not a day`, 'write it as YYYY-MM-DD'))
  else if (paidOn > today || paidOn < madeOn)
    problems.push(problem('支付日期', `${paidOn} is not possible`, `give a day from ${madeOn} to ${today}`))
  if (bankReference === '') problems.push(problem('银行流水号', 'is missing', 'give the reference of the bank'))
  if (bankReference.length > longestReference)
    problems.push(problem('银行流水号', 'is too long', `shorten it to ${longestReference} characters`))
  if (failure !== '') problems.push(problem('失败原因', 'stands beside a payment', 'a line is either paid or failed'))
  return problems
}

/** Whether two answers for one line say the same. */
export function isSameAnswer(a: Confirmation, b: Confirmation): boolean {
  if (a.outcome === 'paid' && b.outcome === 'paid') return a.paidOn === b.paidOn && a.bankReference === b.bankReference
  return a.outcome === 'failed' && b.outcome === 'failed' && a.failure === b.failure
}

/** Reads the treasury's answer: lines without one are passed over, not all of them; every problem is named with its row. */
export function readConfirmations(
  header: readonly string[] | null,
  rows: readonly { rowNo: number; cells: readonly string[] }[],
  batch: Batch,
): { confirmations: Confirmation[]; problems: FieldProblem[] } {
  const columns = columnsOf(header)
  if ('problems' in columns) return { confirmations: [], problems: columns.problems }
  const byLine = new Map<number, Confirmation>()
  const problems: FieldProblem[] = []
  for (const { rowNo, cells } of rows) {
    const read = readRow(rowNo, columns.at(cells), batch)
    if (read === null) continue
    if (Array.isArray(read)) {
      problems.push(...read)
      continue
    }
    const other = byLine.get(read.line)
    if (other && !isSameAnswer(other, read))
      problems.push({
        path: `rows.${rowNo}.序号`,
        message: `line ${read.line} is answered otherwise in row ${other.rowNo}`,
        remedy: 'keep one answer for each line',
      })
    else byLine.set(read.line, read)
  }
  if (byLine.size === 0 && problems.length === 0)
    problems.push({ path: 'file', message: 'answers no line', remedy: 'fill in what became of each line' })
  return { confirmations: [...byLine.values()].sort((a, b) => a.line - b.line), problems }
}

/** Payments of another batch are not proof of this one: `used` are references with the number of the batch they confirm. */
export function checkReferences(answers: readonly Confirmation[], used: ReadonlyMap<string, string>): FieldProblem[] {
  return answers.flatMap((answer): FieldProblem[] => {
    const other = answer.outcome === 'paid' ? used.get(answer.bankReference) : undefined
    if (other === undefined) return []
    const message = `confirms a line of batch ${other} already`
    return [{ path: `rows.${answer.rowNo}.银行流水号`, message, remedy: 'give the reference of this payment' }]
  })
}

/** Lines of a batch were confirmed before, and otherwise than now. */
export class PayoutConfirmedOtherwise extends Refusal {
  readonly code = 'PAYOUT_CONFIRMED_OTHERWISE'
  readonly lines: readonly number[]
  constructor(lines: readonly number[]) {
    super(`Confirmed before, and otherwise: line ${lines.join(', ')}; nothing was taken over from this file`)
    this.lines = lines
  }
}
