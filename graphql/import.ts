/** Import of the libraries from files: preview, execute, history. Files themselves come from server/http/download-routes.ts. */
import { encodeGlobalID } from '@pothos/plugin-relay'
import { importLimits } from '#domain/import/limits.ts'
import { readMapping } from '#domain/import/read-mapping.ts'
import { type ImportProblem, ImportTooLarge } from '#domain/import/refusals.ts'
import { importRowStates, importStates } from '#domain/import/states.ts'
import { executeImport } from '#usecases/import/execute-import.ts'
import { findImports } from '#usecases/import/find-imports.ts'
import { type ImportView, mappingSources } from '#usecases/import/import-view.ts'
import { countListedImportRows, type ImportRowView, listImportRows } from '#usecases/import/list-import-rows.ts'
import { listImports } from '#usecases/import/list-imports.ts'
import { type ImportPreview, type PreviewedRow, previewImport } from '#usecases/import/preview-import.ts'
import { builder } from './builder.ts'
import { LibraryEnum, wordEnum } from './enums.ts'
import { refusals } from './errors.ts'
import { listingTypeNames } from './listing.ts'
import { forwardArgs, notCounted, toConnection } from './page.ts'

const ImportStateEnum = wordEnum('ImportState', importStates, 'RUNNING: call executeImport again to go on.')
const ImportRowStateEnum = wordEnum(
  'ImportRowState',
  importRowStates,
  'READY to be stored; REJECTED with its problems; STORED as a draft; DUPLICATE of a row imported before.',
)
const MappingSourceEnum = wordEnum('ImportMappingSource', mappingSources)
const ImportHeaderEnum = wordEnum('ImportHeader', ['auto', 'yes', 'no'], 'Whether the first row names the columns.')
const SeverityEnum = wordEnum('ImportSeverity', ['error', 'warning'], 'An ERROR keeps the row out.')

const ImportProblemType = builder.objectRef<ImportProblem>('ImportProblem').implement({
  description: 'One thing that is wrong with one row, and what to do about it.',
  fields: t => ({
    column: t.exposeString('column', { nullable: true, description: 'As the file names it; null: the whole row.' }),
    message: t.exposeString('message'),
    remedy: t.exposeString('remedy'),
    severity: t.expose('severity', { type: SeverityEnum }),
  }),
})

const ImportCountsType = builder.objectRef<ImportView['counts']>('ImportCounts').implement({
  fields: t => ({
    ready: t.exposeInt('ready'),
    rejected: t.exposeInt('rejected'),
    stored: t.exposeInt('stored'),
    duplicate: t.exposeInt('duplicate'),
    withProblems: t.exposeInt('withProblems', { description: 'Rows with an error or a warning.' }),
  }),
})

export const ImportBatchType = builder.objectRef<ImportView>('ImportBatch')
builder.node(ImportBatchType, {
  description: 'The import of one file.',
  id: { resolve: batch => batch.id },
  loadMany: (ids, { ctx }) => findImports(ctx, ids),
  isTypeOf: value => 'mappingSource' in (value as object),
  fields: t => ({
    library: t.expose('library', { type: LibraryEnum }),
    fileName: t.exposeString('fileName'),
    format: t.exposeString('format', { description: 'csv, xlsx or jsonl.' }),
    header: t.exposeStringList('header', { nullable: true, description: 'Null: the file names no columns.' }),
    mapping: t.expose('mapping', {
      type: 'Json',
      description: 'Field → {"name": "…"}, {"position": 2} or {"constant": "…"}.',
    }),
    mappingSource: t.expose('mappingSource', { type: MappingSourceEnum }),
    state: t.expose('state', { type: ImportStateEnum }),
    rowCount: t.exposeInt('rowCount'),
    counts: t.expose('counts', { type: ImportCountsType }),
    progressPercent: t.exposeInt('progressPercent'),
    createdAt: t.expose('createdAt', { type: 'Instant' }),
    finishedAt: t.expose('finishedAt', { type: 'Instant', nullable: true }),
    failedRowsPath: t.string({
      nullable: true,
      description: 'Where the rejected rows can be downloaded for correction; null when there are none.',
      resolve: ({ id, counts }) => (counts.rejected > 0 ? `/imports/${id}/failed-rows` : null),
    }),
  }),
})

const PreviewedRowType = builder.objectRef<PreviewedRow>('ImportPreviewedRow').implement({
  fields: t => ({
    rowNo: t.exposeInt('rowNo', { description: 'Line of the text file, or row of the sheet.' }),
    problems: t.expose('problems', { type: [ImportProblemType] }),
  }),
})

const SampleRowType = builder.objectRef<ImportPreview['sample'][number]>('ImportSampleRow').implement({
  fields: t => ({
    rowNo: t.exposeInt('rowNo'),
    content: t.expose('content', { type: 'Json', description: 'The draft that the row would become.' }),
  }),
})

const ImportPreviewType = builder.objectRef<ImportPreview>('ImportPreview').implement({
  fields: t => ({
    batch: t.expose('batch', { type: ImportBatchType }),
    reading: t.expose('reading', { type: 'Json', description: 'encoding, delimiter, quote or sheet, as found.' }),
    sample: t.expose('sample', { type: [SampleRowType] }),
    problems: t.expose('problems', { type: [PreviewedRowType], description: 'The first 50 rows with a problem.' }),
  }),
})

const ConstantInput = builder.inputType('ImportConstant', {
  description: 'One text for a field of all rows.',
  fields: t => ({ field: t.string({ required: true }), value: t.string({ required: true }) }),
})

const FileOptionsInput = builder.inputType('ImportFileOptions', {
  description: 'Left out, each is found by looking at the file.',
  fields: t => ({
    header: t.field({ type: ImportHeaderEnum, required: true, defaultValue: 'auto' }),
    delimiter: t.string(),
    quote: t.string(),
    encoding: t.string({ description: 'utf-8, gb18030, utf-16le …' }),
    sheet: t.string({ description: 'Name of the sheet.' }),
  }),
})

function readOptions(given: typeof FileOptionsInput.$inferInput | null | undefined) {
  const { header = 'auto', ...rest } = given ?? {}
  const stated = Object.fromEntries(Object.entries(rest).filter(([, value]) => value != null))
  return { header: header === 'auto' ? header : header === 'yes', ...stated }
}

async function readUpload(file: File): Promise<{ bytes: Uint8Array; fileName: string }> {
  if (file.size > importLimits.fileBytes)
    throw new ImportTooLarge('fileBytes', importLimits.fileBytes, file.size, 'split the file into smaller ones')
  return { bytes: new Uint8Array(await file.arrayBuffer()), fileName: file.name }
}

builder.mutationFields(t => ({
  previewImport: t.field({
    type: ImportPreviewType,
    description: 'Reads a .csv, .xlsx or .jsonl and says, row by row, what importing it would do.',
    errors: refusals,
    args: {
      library: t.arg({ type: LibraryEnum, required: true }),
      file: t.arg({ type: 'Upload', required: true }),
      mapping: t.arg({
        type: 'Json',
        description: '"title=2,problem=内容", or an object as ImportBatch.mapping. Left out: remembered or guessed.',
      }),
      constants: t.arg({ type: [ConstantInput], required: true, defaultValue: [] }),
      options: t.arg({ type: FileOptionsInput }),
    },
    resolve: async (_, { library, file, mapping, constants, options }, { ctx }) =>
      previewImport(ctx, {
        library,
        source: await readUpload(file),
        options: readOptions(options),
        mapping: mapping == null ? null : readMapping(library, mapping),
        constants: Object.fromEntries(constants.map(({ field, value }) => [field, value])),
      }),
  }),
  executeImport: t.field({
    type: ImportBatchType,
    description:
      'Stores the rows that are ready as drafts. Calling it again goes on where it stopped, and repeats nothing.',
    errors: refusals,
    args: { id: t.arg.globalID({ required: true, for: ImportBatchType }) },
    resolve: (_, { id }, { ctx }) => executeImport(ctx, { id: id.id }),
  }),
}))

const ImportRowType = builder.objectRef<ImportRowView>('ImportRow').implement({
  fields: t => ({
    rowNo: t.exposeInt('rowNo', { description: 'Line of the text file, or row of the sheet.' }),
    state: t.expose('state', { type: ImportRowStateEnum }),
    cells: t.exposeStringList('cells'),
    problems: t.expose('problems', { type: [ImportProblemType] }),
    listingId: t.id({
      nullable: true,
      description: 'Global id of the draft it became, or of the listing that a row of this key became before.',
      resolve: ({ library, listingId }) => listingId && encodeGlobalID(listingTypeNames[library], listingId),
    }),
  }),
})

builder.queryFields(t => ({
  importBatch: t.field({
    type: ImportBatchType,
    nullable: true,
    args: { id: t.arg.globalID({ required: true, for: ImportBatchType }) },
    resolve: async (_, { id }, { ctx }) => (await findImports(ctx, [id.id]))[0],
  }),
  importBatches: t.connection({
    type: ImportBatchType,
    description: 'The imports of the organisation the viewer acts for, newest first.',
    errors: refusals,
    args: { library: t.arg({ type: LibraryEnum }) },
    resolve: async (_, { library, ...args }, { ctx }) => {
      const page = forwardArgs(args)
      return toConnection(await listImports(ctx, { library: library ?? null, ...page }), page.after, notCounted)
    },
  }),
  importRows: t.connection(
    {
      type: ImportRowType,
      description: 'What became of each row, in the order of the file.',
      errors: refusals,
      args: {
        batchId: t.arg.globalID({ required: true, for: ImportBatchType }),
        state: t.arg({ type: ImportRowStateEnum }),
        withProblems: t.arg.boolean({ required: true, defaultValue: false }),
      },
      resolve: async (_, { batchId, state, withProblems, ...args }, { ctx }) => {
        const input = { id: batchId.id, state: state ?? null, withProblems, ...forwardArgs(args) }
        return toConnection(await listImportRows(ctx, input), input.after, () => countListedImportRows(ctx, input))
      },
    },
    { fields: c => ({ totalCount: c.int({ resolve: connection => connection.count() }) }) },
  ),
}))
