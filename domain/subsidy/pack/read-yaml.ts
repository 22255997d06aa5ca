/** The YAML of a pack, read only where it is no longer, no deeper and no wider than one can be. */
import {
  Composer,
  type CST,
  type Document,
  isCollection,
  isNode,
  isScalar,
  Lexer,
  LineCounter,
  Parser,
  visit,
  type YAMLMap,
  YAMLParseError,
} from 'yaml'
import { packLimits } from './pack-limits.ts'

/** What makes a text too big to be read at all. `line` is null for its length. */
export interface TooBig {
  line: number | null
  message: string
  remedy: string
}

/** The document with its own errors; or what is too big, and then nothing of it was composed. */
export type ReadYaml = { document: Document; lines: LineCounter; tooBig: null } | { tooBig: TooBig }

/**
 * As `parseDocument` of the library, which goes through nested values by calling itself: a few thousand of them end the
 * process, and no `try` holds it. So depth is measured token by token, before anything is composed; and so is width, for
 * it compares every key of a map with every other. Keys given twice are looked for here, in one go.
 */
export function readYaml(text: string): ReadYaml {
  const { characters } = packLimits
  if (text.length > characters) {
    const message = `longer than a policy pack can be (${text.length} characters; at most ${characters})`
    return { tooBig: { line: null, message, remedy: 'split it by document' } }
  }
  const lines = new LineCounter()
  lines.addNewLine(0)
  const parser = new Parser(lines.addNewLine)
  const tokens: CST.Token[] = []
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme))
    const found = tooBigAt(parser.stack)
    if (found) return { tooBig: { line: lines.lineStarts.length, ...found } }
  }
  tokens.push(...parser.end())
  return { document: compose(tokens, text.length), lines, tooBig: null }
}

/** What is open where the parser stands: too many within one another, or too many entries in the innermost. */
function tooBigAt(stack: readonly CST.Token[]): Omit<TooBig, 'line'> | null {
  const { depth, entries } = packLimits
  if (stack.length > depth + documentLevels)
    return {
      message: `is nested deeper than ${depth} levels`,
      remedy: 'name the inner part as a measure or as a rule of its own',
    }
  if (stack.slice(-2).every(token => widthOf(token) <= entries)) return null
  return { message: `has a list or map of more than ${entries} entries`, remedy: 'split it by document' }
}

/** Entries; commas with nothing between them lie together before the last. */
function widthOf(token: CST.Token): number {
  if (token.type === 'flow-collection') return token.items.length + (token.items.at(-1)?.start.length ?? 0)
  return 'items' in token ? token.items.length : 0
}

/** The parser's own: the document, and the scalar in hand. */
const documentLevels = 2

function compose(tokens: readonly CST.Token[], length: number): Document {
  const composer = new Composer({ prettyErrors: false, uniqueKeys: false })
  const [document, second] = [...composer.compose(tokens, true, length)]
  if (!document) throw new Error('the composer of the library always ends with a document')
  if (second)
    document.errors.push(
      new YAMLParseError([second.range[0], second.range[1]], 'MULTIPLE_DOCS', 'has several documents'),
    )
  visit(document, { Map: (_key, map) => void document.errors.push(...repeatedKeys(map)) })
  return document
}

/** By what a key is called once read: `1` and `'1'` are one. A key is a word, no list and no map. */
function repeatedKeys(map: YAMLMap): YAMLParseError[] {
  const seen = new Set<string>()
  return map.items.flatMap(({ key }) => {
    const [from, , to] = (isNode(key) && key.range) || (map.range ?? [0, 0, 0])
    if (isCollection(key)) return new YAMLParseError([from, to], 'BAD_COLLECTION_TYPE', 'a list or map is no key')
    const name = String(isScalar(key) ? key.value : key)
    if (seen.has(name)) return new YAMLParseError([from, to], 'DUPLICATE_KEY', `"${name}" was given before`)
    seen.add(name)
    return []
  })
}
