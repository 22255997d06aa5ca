/** The importable columns by library, and how a header is recognised: without case, spaces, width and punctuation. */
import { type AchievementContent, emptyAchievement } from '../achievement/achievement.ts'
import { type DemandContent, emptyDemand } from '../demand/demand.ts'
import { type ExpertContent, emptyExpert } from '../expert/expert.ts'
import { halfWidth } from '../half-width.ts'
import type { Library } from '../listing.ts'
import { achievementColumns } from './achievement-columns.ts'
import type { ImportColumn } from './column.ts'
import { demandColumns } from './demand-columns.ts'
import { expertColumns } from './expert-columns.ts'

export interface LibraryContents {
  achievement: AchievementContent
  demand: DemandContent
  expert: ExpertContent
}

type ByLibrary = { readonly [L in Library]: readonly ImportColumn<LibraryContents[L]>[] }
type EmptyByLibrary = { readonly [L in Library]: () => LibraryContents[L] }

const columns: ByLibrary = { achievement: achievementColumns, demand: demandColumns, expert: expertColumns }
const empty: EmptyByLibrary = { achievement: emptyAchievement, demand: emptyDemand, expert: emptyExpert }

/** The field that names the row itself, so that importing it again changes it instead of adding another. */
export const keyField = 'key'

/** Headers under which a row's own name is found. */
const keyAliases = ['key', 'id', '编号', '序号', '需求编号', '成果编号', '专家编号', 'uuid', 'no', 'number']

/** The column that a row cannot do without. */
export const requiredField: Readonly<Record<Library, string>> = {
  achievement: 'title',
  demand: 'title',
  expert: 'name',
}

/** The column that says what the entry is about; a row without it is stored with a warning. */
export const mainTextField: Readonly<Record<Library, string>> = {
  achievement: 'summary',
  demand: 'problem',
  expert: 'researchDirections',
}

export function columnsOf<L extends Library>(library: L): readonly ImportColumn<LibraryContents[L]>[] {
  return columns[library]
}

export function emptyContent<L extends Library>(library: L): LibraryContents[L] {
  return empty[library]()
}

/** The form in which two headers are compared: half width, lower case, without brackets' content, spaces and signs. */
export function normaliseHeader(header: string): string {
  return halfWidth(header)
    .replace(/[([【][^)\]】]*[)\]】]/g, '')
    .replace(/[\s*＊:：_\-/.'"#]/g, '')
    .toLowerCase()
}

/** Normalised header → field, `key` included. The label wins over an alias of another column. */
export function headerFields(library: Library): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  const add = (name: string, field: string) => {
    const header = normaliseHeader(name)
    if (header !== '' && !fields.has(header)) fields.set(header, field)
  }
  const all: readonly Pick<ImportColumn<never>, 'field' | 'label' | 'aliases'>[] = columns[library]
  for (const { field, label } of all) for (const name of [label.zh, label.en, field]) add(name, field)
  for (const alias of keyAliases) add(alias, keyField)
  for (const { field, aliases } of all) for (const alias of aliases) add(alias, field)
  return fields
}

/** Whether a first row names columns: two known names, or one among cells that are all short and different. */
export function isHeaderRow(library: Library, cells: readonly string[]): boolean {
  const fields = headerFields(library)
  const filled = cells.map(normaliseHeader).filter(cell => cell !== '')
  const known = new Set(filled.flatMap(cell => fields.get(cell) ?? [])).size
  const areNames = new Set(filled).size === filled.length && filled.every(cell => cell.length <= 30)
  return known >= 2 || (known === 1 && areNames)
}
