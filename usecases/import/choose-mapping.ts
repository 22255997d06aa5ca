/**
 * Which mapping a file is read with: the one given, else the one the organisation last gave for the same columns, else
 * a guess. Constants (`--set field=value`) come on top of whichever it is.
 */
import { sha256 } from '#db/digest.ts'
import { findImportMapping } from '#db/queries/import.ts'
import { requiredField } from '#domain/import/columns.ts'
import { type ColumnMapping, checkMapping, guessMapping } from '#domain/import/mapping.ts'
import { columnSignature, readMapping } from '#domain/import/read-mapping.ts'
import type { Library } from '#domain/listing.ts'
import { type FieldProblem, InvalidInput, Refusal, requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import type { StoredMapping } from './import-view.ts'

export interface MappingWish {
  library: Library
  /** Null takes the remembered one, or a guess. */
  mapping: ColumnMapping | null
  /** Field → one text for all rows. */
  constants: Readonly<Record<string, string>>
}

export interface MappedFile {
  organisationId: string
  header: readonly string[] | null
  /** Cells of the first readable rows. */
  sample: readonly (readonly string[])[]
}

const shownRows = 5

/** No column could be taken for the title: the person has to say which it is. Shows what there is to choose from. */
export class MappingNeeded extends Refusal {
  readonly code = 'IMPORT_MAPPING_NEEDED'
  readonly problems: readonly FieldProblem[]
  readonly header: readonly string[] | null
  readonly sampleRows: readonly (readonly string[])[]
  constructor(library: Library, problems: readonly FieldProblem[], file: MappedFile) {
    super(`Say which column holds the ${requiredField[library]}: ${problems.map(p => p.remedy).join('; ')}`)
    this.problems = problems
    this.header = file.header
    this.sampleRows = file.sample.slice(0, shownRows).map(cells => cells.map(cell => cell.slice(0, 200)))
  }
}

/** @throws MappingNeeded, InvalidInput when the given one does not fit */
export async function chooseMapping(ctx: Ctx, wish: MappingWish, file: MappedFile): Promise<StoredMapping> {
  const { library } = wish
  const width = Math.max(0, ...file.sample.map(cells => cells.length))
  const signature = sha256(columnSignature(file.header, width))
  const constants = Object.fromEntries(
    Object.entries(wish.constants).map(([field, constant]) => [field, { constant }] as const),
  )
  const withConstants = (columns: ColumnMapping): ColumnMapping => ({ ...columns, ...constants })
  if (wish.mapping) {
    const columns = withConstants(wish.mapping)
    requireValid(checkMapping(library, columns, file.header))
    return { source: 'given', signature, columns }
  }
  const remembered = await findRemembered(ctx, library, file, signature)
  if (remembered) return { source: 'remembered', signature, columns: withConstants(remembered) }
  const columns = withConstants(guessMapping(library, file.header, file.sample))
  const problems = checkMapping(library, columns, file.header)
  const isTitleMissing = problems.some(({ path }) => path === requiredField[library])
  if (isTitleMissing) throw new MappingNeeded(library, problems, file)
  requireValid(problems)
  return { source: 'guessed', signature, columns }
}

/** A remembered mapping that no longer fits is passed over: columns may have been renamed since. */
async function findRemembered(
  ctx: Ctx,
  library: Library,
  { organisationId, header }: MappedFile,
  signature: string,
): Promise<ColumnMapping | null> {
  const found = await findImportMapping(ctx.db, { organisationId, library, signature })
  if (found === null) return null
  try {
    const columns = readMapping(library, found)
    return checkMapping(library, columns, header).length === 0 ? columns : null
  } catch (error) {
    if (error instanceof InvalidInput) return null
    throw error
  }
}
