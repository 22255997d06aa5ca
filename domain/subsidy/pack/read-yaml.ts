/** The YAML of a pack, read only where it is no longer and no deeper than one can be. */
import { Composer, type CST, type Document, Lexer, LineCounter, Parser, YAMLParseError } from 'yaml'
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
 * process, and no `try` holds it. So depth is measured token by token, before anything is composed.
 */
export function readYaml(text: string): ReadYaml {
  const { characters, depth } = packLimits
  if (text.length > characters) {
    const message = `longer than a policy pack can be (${text.length} characters; at most ${characters})`
    return { tooBig: { line: null, message, remedy: 'split it by document' } }
  }
  const lines = new LineCounter()
  lines.addNewLine(0)
  const parser = new Parser(lines.addNewLine)
  const tokens: CST.Token[] = []
  let offset = 0
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme))
    offset += lexeme.length
    if (parser.stack.length <= depth + documentLevels) continue
    const line = text.slice(0, offset).split('\n').length
    const message = `is nested deeper than ${depth} levels`
    return { tooBig: { line, message, remedy: 'name the inner part as a measure or as a rule of its own' } }
  }
  tokens.push(...parser.end())
  return { document: compose(tokens, text.length), lines, tooBig: null }
}

/** The parser's own: the document, and the scalar in hand. */
const documentLevels = 2

function compose(tokens: readonly CST.Token[], length: number): Document {
  const composer = new Composer({ prettyErrors: false })
  const [document, second] = [...composer.compose(tokens, true, length)]
  if (!document) throw new Error('the composer of the library always ends with a document')
  if (second)
    document.errors.push(
      new YAMLParseError([second.range[0], second.range[1]], 'MULTIPLE_DOCS', 'has several documents'),
    )
  return document
}
