/**
 * 增量: a rate of what one year is above an earlier one, `figure: { rate, of: { minus: [base, before] } }`. The earlier year
 * is read as the later one is, the same table, amount and conditions: it follows what the form changes there.
 */
import { type Document, isMap, isNode } from 'yaml'
import { type Entry, isEntry, textOf } from './editor-context.tsx'
import { freeId, type Path, setValue } from './pack-document.ts'

export interface Growth {
  /** The measure that grows: `base`, or one of `measures`. */
  of: string
  /** The measure of the earlier year. */
  before: string
}

const copied = ['of', 'what', 'amount', 'where', 'deduct', 'per', 'missing'] as const

export const placeOfMeasure = (name: string): Path => (name === 'base' ? ['base'] : ['measures', name])

function measureOf(rule: Entry, name: string): Entry | null {
  const measure = name === 'base' ? rule.base : isEntry(rule.measures) ? rule.measures[name] : undefined
  return isEntry(measure) ? measure : null
}

function windowOf(rule: Entry, name: string): Entry {
  const window = measureOf(rule, name)?.window ?? rule.window
  return isEntry(window) ? window : {}
}

/** Years from the year of application. */
export function yearOf(rule: Entry, name: string): number {
  const { yearOffset } = windowOf(rule, name)
  return typeof yearOffset === 'number' ? yearOffset : 0
}

/** The growth that a rule computes by; null where it computes otherwise. */
export function growthIn(rule: unknown): Growth | null {
  if (!isEntry(rule) || !isEntry(rule.figure) || Object.keys(rule.figure).some(key => key !== 'rate' && key !== 'of'))
    return null
  const minus = isEntry(rule.figure.of) ? rule.figure.of.minus : null
  if (!Array.isArray(minus) || minus.length !== 2 || rule.figure.rate === undefined) return null
  const [of, before] = minus.map(textOf) as [string, string]
  const earlier = before === 'base' ? null : measureOf(rule, before)
  if (!earlier || !measureOf(rule, of) || of === before) return null
  return isEntry(earlier.window) && earlier.window.kind === 'calendar_year' ? { of, before } : null
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/** Whether both years are read alike. */
export function isAlike(rule: Entry, { of, before }: Growth): boolean {
  const [later, earlier] = [measureOf(rule, of), measureOf(rule, before)]
  return (
    copied.every(key => isSame(later?.[key], earlier?.[key])) &&
    isSame(windowOf(rule, of).date, windowOf(rule, before).date)
  )
}

function ruleAt(document: Document, path: Path): Entry {
  const node: unknown = document.getIn(path, true)
  const rule: unknown = isMap(node) ? node.toJS(document) : null
  return isEntry(rule) ? rule : {}
}

/** Writes the earlier year as a copy of the later one, in a year of its own. */
export function writeBefore(document: Document, path: Path, growth: Growth, yearOffset: number): void {
  const rule = ruleAt(document, path)
  const [later, earlier] = [measureOf(rule, growth.of), measureOf(rule, growth.before)]
  const place = [...path, ...placeOfMeasure(growth.before)]
  for (const key of copied) {
    if (isSame(later?.[key], earlier?.[key])) continue
    const node: unknown = document.getIn([...path, ...placeOfMeasure(growth.of), key], true)
    if (isNode(node)) document.setIn([...place, key], node.clone())
    else setValue(document, [...place, key], undefined)
  }
  const { date } = windowOf(rule, growth.of)
  const window = { kind: 'calendar_year', date, yearOffset }
  if (!isSame(earlier?.window, window)) setValue(document, [...place, 'window'], window)
}

/** A rule that computes by its base, from now on by what that has grown since the year before. */
export function beginGrowth(document: Document, path: Path, rate: unknown): void {
  const rule = ruleAt(document, path)
  const measures = isEntry(rule.measures) ? Object.keys(rule.measures) : []
  const before = freeId(
    measures.map(id => ({ id })),
    'before',
  )
  setValue(document, [...path, 'rate'], undefined)
  setValue(document, [...path, 'figure'], { rate, of: { minus: ['base', before] } })
  writeBefore(document, path, { of: 'base', before }, yearOf(rule, 'base') - 1)
}

/** Takes the earlier year away, when the rule computes by something else. */
export function endGrowth(document: Document, path: Path): void {
  const rule = ruleAt(document, path)
  const growth = growthIn(rule)
  if (!growth) return
  const others = Object.keys(rule.measures as Entry).filter(name => name !== growth.before)
  setValue(document, others.length > 0 ? [...path, 'measures', growth.before] : [...path, 'measures'], undefined)
}

/** A change of a rule; where both years were read alike they still are, as many years apart. */
export function changeAlike(document: Document, path: Path, change: (document: Document) => void): void {
  const rule = ruleAt(document, path)
  const growth = growthIn(rule)
  change(document)
  if (!growth || !isAlike(rule, growth)) return
  const changed = ruleAt(document, path)
  if (!isSame(growthIn(changed), growth)) return
  const moved = yearOf(changed, growth.of) - yearOf(rule, growth.of)
  writeBefore(document, path, growth, yearOf(changed, growth.before) + moved)
}
