/** Facts that bureaus keep (政策事实): certificates, figures of a year, awards of others, attributes. */
import { decodeGlobalID } from '@pothos/plugin-relay'
import { may } from '#domain/access/may.ts'
import { importLimits } from '#domain/import/limits.ts'
import { ImportTooLarge } from '#domain/import/refusals.ts'
import type { FieldProblem } from '#domain/refusal.ts'
import { valueTypes } from '#domain/subsidy/facts/fact-fields.ts'
import { type DeclaredField, tableNames } from '#domain/subsidy/facts/fact-tables.ts'
import { type KeptField, type KeptTable, keptFieldsOf, keptTables } from '#domain/subsidy/facts/kept-fields.ts'
import type { WordsAsked } from '#domain/subsidy/facts/words-asked.ts'
import { type FactForm, findFactForm } from '#usecases/subsidy/facts/fact-form.ts'
import {
  type FailedFact,
  type ImportedFacts,
  importSubsidyFacts,
} from '#usecases/subsidy/facts/import-subsidy-facts.ts'
import { listSubsidyFacts, type SubsidyFact } from '#usecases/subsidy/facts/list-subsidy-facts.ts'
import { recordSubsidyFact } from '#usecases/subsidy/facts/record-subsidy-fact.ts'
import { withdrawSubsidyFact } from '#usecases/subsidy/facts/withdraw-subsidy-fact.ts'
import { builder } from './builder.ts'
import { wordEnum } from './enums.ts'
import { refusals, VerdictType, verdictOf } from './errors.ts'
import { EvidenceFileType, readDocument } from './evidence.ts'
import { forwardArgs, notCounted, toConnection } from './page.ts'
import { readRawId } from './raw-id.ts'

const TableEnum = wordEnum('SubsidyFactTable', keptTables, 'As docs/subsidy-facts.md names them.')
const ValueTypeEnum = wordEnum('SubsidyFactValueType', valueTypes)
const AnyTableEnum = wordEnum('FactTable', tableNames)

const ReferenceType = builder.objectRef<SubsidyFact['references'][number]>('SubsidyFactReference').implement({
  fields: t => ({ id: t.exposeID('id'), name: t.exposeString('name') }),
})

const SubsidyFactType = builder.objectRef<SubsidyFact>('SubsidyFact').implement({
  description: 'A fact that rules compute from and that a bureau keeps. Withdrawn, never changed.',
  fields: t => ({
    id: t.exposeID('id'),
    table: t.expose('factTable', { type: TableEnum }),
    fields: t.expose('content', { type: 'Json', description: 'By the dictionary: docs/subsidy-facts.md.' }),
    references: t.expose('references', { type: [ReferenceType], description: 'Names of the ids in `fields`.' }),
    occurredOn: t.expose('occurredOn', { type: 'Day' }),
    holderName: t.exposeString('holderName', { nullable: true, description: 'Of the unit it is about.' }),
    contractTitle: t.exposeString('contractTitle', { nullable: true }),
    projectTitle: t.exposeString('projectTitle', { nullable: true }),
    source: t.exposeString('source', { nullable: true, description: 'Where it is from, in words.' }),
    evidence: t.expose('evidence', { type: EvidenceFileType, nullable: true }),
    bureauName: t.exposeString('bureauName'),
    recordedByName: t.exposeString('recordedByName', { nullable: true, description: 'For bureaus only.' }),
    recordedAt: t.expose('recordedAt', { type: 'Instant' }),
    withdrawnAt: t.expose('withdrawnAt', { type: 'Instant', nullable: true, description: 'It counts no more since.' }),
    withdrawnByName: t.exposeString('withdrawnByName', { nullable: true, description: 'For bureaus only.' }),
    withdrawalReason: t.exposeString('withdrawalReason', { nullable: true }),
    mayWithdraw: t.field({
      type: VerdictType,
      resolve: (fact, _, { ctx }) => verdictOf(may(ctx.actor, 'subsidy_fact.withdraw', { bureau: fact.bureauId })),
    }),
  }),
})

const KeptFieldType = builder.objectRef<KeptField>('SubsidyFactField').implement({
  description: 'A field of a table, as the dictionary of facts has it.',
  fields: t => ({
    name: t.exposeString('name'),
    title: t.exposeString('title'),
    type: t.expose('type', {
      type: ValueTypeEnum,
      description: 'MONEY: whole 分. DAY: YYYY-MM-DD. REGION: GB/T 2260.',
    }),
    isRequired: t.exposeBoolean('isRequired'),
    words: t.stringList({
      nullable: true,
      description: 'The only values a text may have.',
      resolve: ({ words }) => (words ? [...words] : null),
    }),
    names: t.string({
      nullable: true,
      description: 'What an id names: a table, or "party".',
      resolve: ({ to }) => to ?? null,
    }),
  }),
})

const DeclaredFieldType = builder.objectRef<DeclaredField>('SubsidyFactDeclaredField').implement({
  description: 'A fact that one policy asks for; given under `more`.',
  fields: t => ({
    table: t.expose('of', { type: AnyTableEnum }),
    name: t.exposeString('name'),
    title: t.exposeString('title'),
    type: t.expose('type', { type: ValueTypeEnum }),
  }),
})

const WordsAskedType = builder.objectRef<WordsAsked>('SubsidyFactWords').implement({
  description: 'Words that rules compare a field of text with.',
  fields: t => ({
    table: t.expose('table', { type: AnyTableEnum }),
    field: t.exposeString('field'),
    words: t.stringList({ resolve: ({ words }) => [...words] }),
  }),
})

const TableFormType = builder.objectRef<KeptTable>('SubsidyFactTableForm').implement({
  fields: t => ({
    table: t.field({ type: TableEnum, resolve: table => table }),
    fields: t.field({ type: [KeptFieldType], resolve: table => [...keptFieldsOf(table)] }),
  }),
})

const FactFormType = builder.objectRef<FactForm>('SubsidyFactForm').implement({
  description: 'What a bureau can keep, table by table.',
  fields: t => ({
    tables: t.field({ type: [TableFormType], resolve: () => [...keptTables] }),
    declared: t.expose('declared', { type: [DeclaredFieldType] }),
    words: t.expose('words', { type: [WordsAskedType] }),
  }),
})

builder.queryFields(t => ({
  subsidyFacts: t.connection({
    type: SubsidyFactType,
    description: 'For a bureau all, for others what is about them or a contract of theirs. Newest first.',
    args: {
      table: t.arg({ type: TableEnum }),
      search: t.arg.string({ required: true, defaultValue: '', description: 'In names of units and titles.' }),
      isStandingOnly: t.arg.boolean({ required: true, defaultValue: false, description: 'Not those withdrawn.' }),
      isOwnBureauOnly: t.arg.boolean({ required: true, defaultValue: false }),
    },
    errors: refusals,
    resolve: async (_, { table, search, isStandingOnly, isOwnBureauOnly, ...args }, { ctx }) => {
      const page = forwardArgs(args)
      const filter = { table: table ?? null, search, isStandingOnly, isOwnBureauOnly }
      return toConnection(await listSubsidyFacts(ctx, { ...filter, ...page }), page.after, notCounted)
    },
  }),
  subsidyFactForm: t.field({
    type: FactFormType,
    errors: refusals,
    resolve: (_, _args, { ctx }) => findFactForm(ctx),
  }),
}))

/** A node of the API that a field names, as its plain id; anything else as it is. */
function plainReference(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[A-Za-z0-9+/]{20,}={0,2}$/.test(value)) return value
  try {
    const { typename, id } = decodeGlobalID(value)
    return /^\w+$/.test(typename) && id !== '' ? id : value
  } catch {
    return value
  }
}

function plainFields(fields: unknown): unknown {
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return fields
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, /^id$|Id$/.test(name) ? plainReference(value) : value]),
  )
}

const ProofInput = builder.inputType('SubsidyFactProof', {
  description: 'What a fact is proven by: a document, one that is here already, or the name of its source.',
  fields: t => ({
    source: t.string({ required: true, defaultValue: '', description: 'In words: a list, a register, an office.' }),
    document: t.field({ type: 'Upload' }),
    evidenceId: t.id({ description: 'A document that is here already, attached to a claim say.' }),
  }),
})

async function readProof({ source, document, evidenceId }: typeof ProofInput.$inferInput) {
  return {
    source: source ?? '',
    document: document ? await readDocument(document) : null,
    evidenceId: evidenceId ? readRawId(evidenceId, 'evidence') : null,
  }
}

const ProblemType = builder.objectRef<FieldProblem>('SubsidyFactProblem').implement({
  fields: t => ({
    path: t.exposeString('path', { description: 'Name of the field, or "row".' }),
    message: t.exposeString('message'),
    remedy: t.exposeString('remedy'),
  }),
})

const FailedFactType = builder.objectRef<FailedFact>('SubsidyFactFailedRow').implement({
  fields: t => ({
    rowNo: t.exposeInt('rowNo'),
    cells: t.stringList({ resolve: ({ cells }) => [...cells] }),
    problems: t.expose('problems', { type: [ProblemType] }),
  }),
})

const shownFailed = 50

const ImportedFactsType = builder.objectRef<ImportedFacts>('SubsidyFactsImported').implement({
  fields: t => ({
    header: t.exposeStringList('header'),
    rowCount: t.exposeInt('rowCount'),
    kept: t.exposeInt('kept', { description: 'Rows that are kept now; of a preview, that would be.' }),
    failedCount: t.int({ resolve: ({ failed }) => failed.length }),
    failed: t.field({
      type: [FailedFactType],
      description: `The first ${shownFailed} rows that are not kept.`,
      resolve: ({ failed }) => failed.slice(0, shownFailed),
    }),
    failedCsv: t.exposeString('failedCsv', { description: 'All of them, to be corrected and handed in again.' }),
  }),
})

builder.mutationFields(t => ({
  recordSubsidyFact: t.field({
    type: SubsidyFactType,
    description:
      'A bureau keeps a fact. References are ids, or what names one thing: the name or credit code of a unit.',
    args: {
      table: t.arg({ type: TableEnum, required: true }),
      fields: t.arg({ type: 'Json', required: true, description: 'By the dictionary; amounts in 分.' }),
      proof: t.arg({ type: ProofInput, required: true }),
      replacesId: t.arg.id({ description: 'The fact that this one corrects; it is withdrawn in the same step.' }),
    },
    errors: refusals,
    resolve: async (_, { table, fields, proof, replacesId }, { ctx }) =>
      recordSubsidyFact(ctx, {
        table,
        fields: plainFields(fields),
        replacesId: replacesId ? readRawId(replacesId, 'fact') : null,
        ...(await readProof(proof)),
      }),
  }),
  withdrawSubsidyFact: t.field({
    type: SubsidyFactType,
    description: 'The bureau that keeps a fact says that it does not hold; what was granted on it is computed anew.',
    args: { id: t.arg.id({ required: true }), reason: t.arg.string({ required: true }) },
    errors: refusals,
    resolve: (_, { id, reason }, { ctx }) => withdrawSubsidyFact(ctx, { id: readRawId(id, 'fact'), reason }),
  }),
  importSubsidyFacts: t.field({
    type: ImportedFactsType,
    description: 'Facts of one table from a .csv or .xlsx; a preview keeps nothing. At most 2,000 rows.',
    args: {
      table: t.arg({ type: TableEnum, required: true }),
      file: t.arg({ type: 'Upload', required: true }),
      proof: t.arg({ type: ProofInput, required: true }),
      isPreview: t.arg.boolean({ required: true }),
    },
    errors: refusals,
    resolve: async (_, { table, file, proof, isPreview }, { ctx }) => {
      if (file.size > importLimits.fileBytes)
        throw new ImportTooLarge('fileBytes', importLimits.fileBytes, file.size, 'split the file')
      const source = { bytes: new Uint8Array(await file.arrayBuffer()), fileName: file.name }
      return importSubsidyFacts(ctx, { table, file: source, isPreview, ...(await readProof(proof)) })
    },
  }),
}))
