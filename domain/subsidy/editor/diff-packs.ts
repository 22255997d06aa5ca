/**
 * What one text of a pack says otherwise than another, by clause and rule: for the person who reviews it. It compares
 * what is written (500万元 stays 500万元), not comments, order of keys or line breaks. It needs no valid pack, only YAML.
 */
import { parseDocument, stringify, visit } from 'yaml'

export const packParts = ['head', 'clauses', 'rules', 'together', 'limits', 'fields'] as const
export type PackPart = (typeof packParts)[number]

export interface PackChange {
  part: PackPart
  kind: 'added' | 'removed' | 'changed'
  /** Id of the clause or rule; of the head, the key; of a field, `table.name`. */
  id: string
  title: string
  /** The keys that differ, for what was changed. */
  keys: string[]
  /** As YAML; null where there was nothing, or is nothing. Of what was changed, only the keys that differ. */
  before: string | null
  after: string | null
}

type Entry = Record<string, unknown>
const isEntry = (value: unknown): value is Entry => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every difference, in the order of the parts; null when either text is no YAML. */
export function diffPacks(before: string, after: string): PackChange[] | null {
  const [old, now] = [readEntry(before), readEntry(after)]
  if (!old || !now) return null
  const lists = packParts.slice(1)
  return [...diffHead(old, now, lists), ...lists.flatMap(part => diffList(part, old[part], now[part]))]
}

function readEntry(text: string): Entry | null {
  const document = parseDocument(text, { prettyErrors: false })
  let hasAlias = false
  visit(document, {
    Alias: () => {
      hasAlias = true
      return visit.BREAK
    },
  })
  // An alias is no part of the language, and unfolds into anything.
  if (document.errors.length > 0 || hasAlias) return null
  const value: unknown = document.toJS()
  return isEntry(value) ? value : value === null ? {} : null
}

function diffHead(old: Entry, now: Entry, lists: readonly string[]): PackChange[] {
  return changedKeys(old, now)
    .filter(key => !lists.includes(key))
    .map(key => ({
      part: 'head',
      kind: !(key in old) ? 'added' : key in now ? 'changed' : 'removed',
      id: key,
      title: key,
      keys: [key],
      before: key in old ? write(old[key]) : null,
      after: key in now ? write(now[key]) : null,
    }))
}

function diffList(part: PackPart, before: unknown, after: unknown): PackChange[] {
  const [old, now] = [byId(before), byId(after)]
  const ids = [...new Set([...old.keys(), ...now.keys()])]
  return ids.flatMap((id): PackChange[] => {
    const [was, is] = [old.get(id), now.get(id)]
    const title = String((is ?? was)?.title ?? id)
    if (!was) return [{ part, kind: 'added', id, title, keys: [], before: null, after: write(is) }]
    if (!is) return [{ part, kind: 'removed', id, title, keys: [], before: write(was), after: null }]
    const keys = changedKeys(was, is)
    if (keys.length === 0) return []
    return [{ part, kind: 'changed', id, title, keys, before: write(pick(was, keys)), after: write(pick(is, keys)) }]
  })
}

/** Entries of a list by their id; one without an id, or with one that was there before, by its place. */
function byId(list: unknown): Map<string, Entry> {
  const entries = new Map<string, Entry>()
  if (!Array.isArray(list)) return entries
  list.forEach((item: unknown, index) => {
    const entry = isEntry(item) ? item : { value: item }
    const name = typeof entry.id === 'string' ? entry.id : 'of' in entry ? `${entry.of}.${entry.name}` : null
    entries.set(name === null || entries.has(name) ? `#${index + 1}` : name, entry)
  })
  return entries
}

function changedKeys(old: Entry, now: Entry): string[] {
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(
    key => canonical(old[key]) !== canonical(now[key]),
  )
}

/** Keys in one order, so that their order is no difference. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isEntry(inner) ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1))) : inner,
  )
}

function pick(entry: Entry, keys: readonly string[]): Entry {
  return Object.fromEntries(keys.filter(key => key in entry).map(key => [key, entry[key]]))
}

function write(value: unknown): string {
  return stringify(value, { lineWidth: 0 }).trimEnd()
}
