import type { Library } from '#domain/listing.ts'
import { executeImport } from '#usecases/import/execute-import.ts'
import { type ImportPreview, type PreviewImportInput, previewImport } from '#usecases/import/preview-import.ts'
import type { Ctx } from '#usecases/support/ctx.ts'

export function csv(...lines: string[]) {
  return { bytes: new TextEncoder().encode(`${lines.join('\n')}\n`), fileName: 'rows.csv' }
}

/** Previews a file of demands unless told otherwise. */
export function preview(
  ctx: Ctx,
  source: PreviewImportInput['source'],
  over: Partial<PreviewImportInput> = {},
): Promise<ImportPreview> {
  return previewImport(ctx, { library: 'demand', source, options: {}, mapping: null, constants: {}, ...over })
}

export async function importAll(ctx: Ctx, source: PreviewImportInput['source'], library: Library = 'demand') {
  const { batch } = await preview(ctx, source, { library })
  return executeImport(ctx, { id: batch.id })
}

/** A demand a line, numbered from 1, with a header. */
export function demandLines(count: number): string[] {
  const lines = Array.from({ length: count }, (_, at) => `D${at + 1},需求${at + 1}的名称,需要解决第${at + 1}个难题`)
  return ['编号,需求名称,需求内容', ...lines]
}
