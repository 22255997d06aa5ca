/** The tables of a finished what-if as a file; it is written from the stored result and says the same whenever asked. */
import { listRecordNames } from '#db/queries/record-name.ts'
import { listRegions } from '#db/queries/reference.ts'
import { findWhatIfChanges, findWhatIfResult } from '#db/queries/what-if.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import { coverRows, tableTitles } from '#domain/subsidy/what-if/cover-sheet.ts'
import type { NamedChange, WhatIfResult } from '#domain/subsidy/what-if/result.ts'
import { type ExportedResult, listTables, type ResultTable, tableRows } from '#domain/subsidy/what-if/result-tables.ts'
import { type ExportNames, wordsOfResult } from '#domain/subsidy/what-if/result-words.ts'
import { listTurned } from '#domain/subsidy/what-if/turned.ts'
import { checkDone } from '#domain/subsidy/what-if/what-if.ts'
import type { Language } from '#domain/words.ts'
import type { ExportedFile } from '../../import/export-files.ts'
import type { Ctx } from '../../support/ctx.ts'
import { getWhatIf, type NamedWhatIf } from './find-what-if.ts'
import { readWhatIfPacks } from './what-if-packs.ts'

export interface ExportWhatIfInput {
  id: string
  table: ResultTable | 'all'
  format: 'csv' | 'xlsx'
  language: Language
}

const contentTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** @throws NotFound for another bureau's, WhatIfNotDone. */
export async function exportWhatIf(ctx: Ctx, input: ExportWhatIfInput): Promise<ExportedFile> {
  const { id, table, format, language } = input
  const row = await getWhatIf(ctx, { id })
  refuse(checkDone(row.state))
  const result = await findWhatIfResult(ctx.db, id)
  if (!result) throw new NotFound('what-if')
  const changes = await findWhatIfChanges(ctx.db, id)
  const packs = await readWhatIfPacks(ctx.db, [row])
  const subject = packs.subject(row)
  const words = wordsOfResult(result, {
    language,
    ...(await readNames(ctx, result, changes ?? [])),
    isVersion: row.versionId !== null,
    turned: listTurned(subject, row.variations),
  })
  const exported: ExportedResult = { result, changes, words }
  const titleOf = (name: keyof typeof tableTitles) => words.say(tableTitles[name].zh, tableTitles[name].en)
  const tables = (table === 'all' ? listTables(exported) : [table]).map(one => ({
    name: titleOf(one),
    rows: tableRows(one, exported),
  }))
  const cover = {
    name: titleOf('question'),
    rows: coverRows({ ...row, subject, compared: packs.compared(row) }, result, words),
  }
  // One table as text is for another program, which wants nothing else in it.
  const sheets = table !== 'all' && format === 'csv' ? tables : [cover, ...tables]
  const bytes = await ctx.tables.writeSheets({ format, sheets, writtenAt: row.finishedAt ?? row.askedAt })
  const fileName = `${fileNameOf(row, table === 'all' ? null : tableTitles[table].zh)}.${format}`
  return { fileName, contentType: contentTypes[format], bytes }
}

async function readNames(
  ctx: Ctx,
  { subject, compared }: WhatIfResult,
  changes: readonly NamedChange[],
): Promise<Pick<ExportNames, 'regions' | 'records'>> {
  const limits = [subject, compared].flatMap(side => side?.atLimits ?? [])
  const ofLimits = limits.flatMap(({ beneficiary, key }) => [beneficiary, ...key.split(' | ')])
  const ids = [...changes.map(({ beneficiary }) => beneficiary), ...ofLimits]
  const regions = await listRegions(ctx.db)
  return {
    records: await listRecordNames(ctx.db, ids),
    regions: Object.fromEntries(regions.map(({ code, name }) => [code, name])),
  }
}

const longestTitleInName = 80

/** Signs that a file system does not take are left out. */
function fileNameOf({ title, fromYear, toYear }: NamedWhatIf, table: string | null): string {
  const clean = [...title.replace(/[\\/:*?"<>|\p{C}]+/gu, ' ')].slice(0, longestTitleInName).join('').trim()
  const years = fromYear === toYear ? String(fromYear) : `${fromYear}–${toYear}`
  return ['政策推演', clean, years, ...(table === null ? [] : [table])].join('-')
}
