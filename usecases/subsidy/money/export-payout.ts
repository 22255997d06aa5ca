/** The batch as a file for the treasury. It is written from the frozen lines, so it says the same whenever it is asked. */
import { may } from '#domain/access/may.ts'
import { refuse } from '#domain/refusal.ts'
import { formatPayoutNumber, payoutRows } from '#domain/subsidy/money/payout.ts'
import type { ExportedFile } from '../../import/export-files.ts'
import type { Ctx } from '../../support/ctx.ts'
import { getPayout } from './find-payout.ts'

const contentTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

export async function exportPayout(ctx: Ctx, input: { id: string; format: 'csv' | 'xlsx' }): Promise<ExportedFile> {
  const payout = await getPayout(ctx, input)
  refuse(may(ctx.actor, 'payout.read', { bureau: payout.bureauId }))
  const number = formatPayoutNumber(payout)
  const rows = payoutRows(number, payout.lines, input.format)
  const bytes = await ctx.tables.writeSheets({
    format: input.format,
    sheets: [{ name: number, rows }],
    writtenAt: payout.createdAt,
  })
  return { fileName: `${number}.${input.format}`, contentType: contentTypes[input.format], bytes }
}
