/**
 * From YAML text to a validated pack. A wrong pack is refused whole, and each problem says its line, its path and
 * what to do: the reader is a policy officer, not a programmer.
 */
import { type Document, isCollection, isNode, isPair, LineCounter, parseDocument, visit } from 'yaml'
import { type FieldProblem, Refusal } from '../refusal.ts'
import { checkPack } from './check/check-pack.ts'
import { problemsOf } from './input-problem.ts'
import { type PolicyPack, policyPackSchema } from './policy-pack.ts'

/** A problem of a pack with the line it is on; null where the text has no such line. */
export interface PackProblem extends FieldProblem {
  line: number | null
}

export class InvalidPolicyPack extends Refusal {
  readonly code = 'INVALID_POLICY_PACK'
  readonly problems: readonly PackProblem[]
  constructor(problems: readonly PackProblem[]) {
    super(problems.map(describePackProblem).join('\n'))
    this.problems = problems
  }
}

/** `line 12, rules.0.rate.unit: … – use one of …` */
export function describePackProblem({ line, path, message, remedy }: PackProblem): string {
  return `${line === null ? '' : `line ${line}, `}${path}: ${message} – ${remedy}`
}

/** Long enough for any document of a city; keeps hostile text away from the parser. */
const maxPackLength = 2_000_000

/**
 * Reads a policy pack from its YAML.
 * @throws InvalidPolicyPack with every problem found, each with path, line and remedy.
 */
export function parsePolicyPack(text: string): PolicyPack {
  if (text.length > maxPackLength) {
    const message = 'longer than a policy pack can be'
    throw new InvalidPolicyPack([{ line: null, path: '(whole document)', message, remedy: 'split it by document' }])
  }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) {
    throw new InvalidPolicyPack(
      document.errors.map(error => ({
        line: lines.linePos(error.pos[0]).line,
        path: '(YAML)',
        message: error.message,
        remedy: 'correct the YAML: indentation, quotes, repeated keys',
      })),
    )
  }
  refuseAliases(document, lines)
  const parsed = policyPackSchema.safeParse(document.toJS())
  const problems = parsed.success ? checkPack(parsed.data) : problemsOf(parsed.error.issues)
  if (parsed.success && problems.length === 0) return parsed.data
  throw new InvalidPolicyPack(problems.map(problem => ({ ...problem, line: lineOf(document, lines, problem.path) })))
}

/** Aliases would let two clauses share a figure unseen, and small text unfold into a huge pack. */
function refuseAliases(document: Document, lines: LineCounter): void {
  visit(document, {
    Alias(_key, node) {
      const line = lines.linePos(node.range?.[0] ?? 0).line
      const message = `the alias *${node.source} is not allowed in a pack`
      throw new InvalidPolicyPack([{ line, path: '(YAML)', message, remedy: 'write the value out' }])
    },
  })
}

/** The line of the deepest part of the path that the text has: a missing field is reported where it belongs. */
function lineOf(document: Document, lines: LineCounter, path: string): number | null {
  let node: unknown = document.contents
  let offset: number | null = null
  for (const key of path.split('.')) {
    if (!isCollection(node)) break
    const pair = node.items.find(item => isPair(item) && String(item.key) === key)
    if (isPair(pair)) {
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset
      node = pair.value
      continue
    }
    const item = node.get(Number(key), true)
    if (!isNode(item)) break
    offset = item.range?.[0] ?? offset
    node = item
  }
  return offset === null ? null : lines.linePos(offset).line
}
