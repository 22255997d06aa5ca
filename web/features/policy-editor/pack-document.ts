/**
 * The form edits the YAML document itself, so that comments, order and whatever the form does not know stay as they are.
 * A path is a list of keys and places: `['rules', 0, 'rate', 'unit']`.
 */
import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type YAMLMap, YAMLSeq } from 'yaml'

export type Path = readonly (string | number)[]

export interface PackText {
  /** What the text says; an empty object while it is no YAML. */
  data: Record<string, unknown>
  isYaml: boolean
}

export function readPackText(text: string): PackText {
  const document = parseDocument(text, { prettyErrors: false })
  if (document.errors.length > 0) return { data: {}, isYaml: false }
  try {
    const data: unknown = document.toJS()
    const isObject = typeof data === 'object' && data !== null && !Array.isArray(data)
    return { data: isObject ? (data as Record<string, unknown>) : {}, isYaml: isObject || data === null }
  } catch (error) {
    // An alias that names nothing is found only here.
    if (error instanceof ReferenceError) return { data: {}, isYaml: false }
    throw error
  }
}

/** Reads, changes and writes the text. */
export function editPackText(text: string, change: (document: Document) => void): string {
  const document = parseDocument(text, { prettyErrors: false })
  change(document)
  visit(document, { Collection: (_key, node) => padAsWritten(node) })
  return document.toString({ lineWidth: 0 })
}

/** Packs write `{ a: 1 }` and `[1, 2]`; the library has one padding for both. */
function padAsWritten(node: YAMLMap | YAMLSeq): void {
  const padding = isMap(node) ? ' ' : ''
  const write = node.toString.bind(node)
  node.toString = (context, ...rest) => write(context && { ...context, flowCollectionPadding: padding }, ...rest)
}

/** Small things stand on one line, as packs are written: `rate: { value: 1, unit: percent }`. */
const isSmall = (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  JSON.stringify(value).length < 90 &&
  Object.values(value).every(inner => typeof inner !== 'object' || inner === null || Object.keys(inner).length < 4)

/** Sets a value; undefined takes the key away. A value that stays of the same kind keeps its comment. */
export function setValue(document: Document, path: Path, value: unknown): void {
  if (value === undefined) {
    document.deleteIn(path)
    return
  }
  const node: unknown = document.getIn(path, true)
  if (isScalar(node) && (typeof value !== 'object' || value === null)) {
    node.value = value
    delete node.source
    return
  }
  document.setIn(
    path,
    typeof value === 'object' && value !== null ? document.createNode(value, { flow: isSmall(value) }) : value,
  )
  const parent: unknown = document.getIn(path.slice(0, -1), true)
  // `{}` of an empty map is opened again when something large comes into it.
  if (isMap(parent) && parent.flow && !isSmall(value) && typeof value === 'object' && value !== null)
    parent.flow = false
}

/** Adds to the end of a list, making the list; a text is YAML, whose comments come along. */
export function addItem(document: Document, path: Path, item: unknown): void {
  let list: unknown = document.getIn(path, true)
  if (!isSeq(list)) {
    document.setIn(path, new YAMLSeq())
    list = document.getIn(path, true)
  }
  if (!isSeq(list)) throw new RangeError(`there is no list at ${path.join('.')}`)
  const isText = typeof item === 'string' && item.includes('\n')
  const node = isText ? parseDocument(item).contents : document.createNode(item, { flow: isSmall(item) })
  if (list.items.length === 0) list.flow = false
  list.add(node)
}

export function removeItem(document: Document, path: Path): void {
  document.deleteIn(path)
}

/** The first line of what stands at a path, from 1; null when it is not there. */
export function lineOfPath(text: string, path: Path): number | null {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const node: unknown = document.getIn(path, true)
  const range = typeof node === 'object' && node !== null && 'range' in node ? (node.range as [number] | null) : null
  return range ? lines.linePos(range[0]).line : null
}

/** A name that no entry of a list has yet: `rule-2`. */
export function freeId(entries: readonly { id?: unknown }[], stem: string): string {
  const taken = new Set(entries.map(({ id }) => id))
  if (!taken.has(stem)) return stem
  let n = 2
  while (taken.has(`${stem}-${n}`)) n++
  return `${stem}-${n}`
}
