/**
 * From YAML text to a validated pack. A wrong pack is refused whole, and each problem says its line, its path and
 * what to do: the reader is a policy officer, not a programmer.
 */
import { type Document, isCollection, isNode, isPair, isSeq, type LineCounter, type Node, type Pair, visit } from 'yaml'
import { type FieldProblem, Refusal } from '../../refusal.ts'
import { isStorable } from '../../storable-text.ts'
import { checkPack } from '../check/check-pack.ts'
import { problemsOf } from './input-problem.ts'
import { packLimits } from './pack-limits.ts'
import { type PolicyPack, policyPackSchema } from './policy-pack.ts'
import { readYaml } from './read-yaml.ts'
import { problemsBeside } from './stand-ins.ts'

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

/**
 * Reads a policy pack from its YAML.
 * @throws InvalidPolicyPack with every problem found (the first `packLimits.problems` of them), each with path, line and
 * remedy.
 */
export function parsePolicyPack(text: string): PolicyPack {
  const yaml = readYaml(text)
  if (yaml.tooBig) throw new InvalidPolicyPack([{ path: '(whole document)', ...yaml.tooBig }])
  const { document, lines } = yaml
  if (document.errors.length > 0) {
    throw new InvalidPolicyPack(
      firstOf(document.errors, error => ({
        line: lines.linePos(error.pos[0]).line,
        path: '(YAML)',
        message: error.message,
        remedy: 'correct the YAML: indentation, quotes, repeated keys',
      })),
    )
  }
  refuseAliases(document, lines)
  const written: unknown = document.toJS()
  const parsed = policyPackSchema.safeParse(written)
  const problems = [
    ...misreadNumbers(document),
    ...unstorableTexts(written, []),
    ...(parsed.success ? checkPack(parsed.data) : wrongForm(written, parsed.error.issues)),
  ]
  if (parsed.success && problems.length === 0) return parsed.data
  throw new InvalidPolicyPack(
    firstOf(problems, problem => ({ ...problem, line: lineOf(document, lines, problem.path) })),
  )
}

function wrongForm(written: unknown, issues: Parameters<typeof problemsOf>[0]): FieldProblem[] {
  const places = issues.map(({ path }) => path)
  return [...problemsOf(issues), ...problemsBeside(written, places)]
}

/** The first ones, and how many more there are: nobody corrects thousands at once. */
function firstOf<T>(found: readonly T[], describe: (one: T) => PackProblem): PackProblem[] {
  const first = found.slice(0, packLimits.problems).map(describe)
  const next = found[packLimits.problems]
  if (next === undefined) return first
  const message = `${found.length - first.length} more problems, of which this is the first`
  return [...first, { ...describe(next), message, remedy: 'correct those before it' }]
}

/** Numbers that would be read as another than is written: `0x1`, `1.00000000000000001`. */
function misreadNumbers(document: Document): FieldProblem[] {
  const problems: FieldProblem[] = []
  visit(document, {
    Scalar(key, { value, source = '' }, ancestors) {
      if (key === 'key' || typeof value !== 'number' || isPlainNumber(source, value)) return
      const path = pathOf(ancestors, key)
      const message = `"${source}" would be read as ${value}`
      problems.push({ path, message, remedy: "write a plain decimal, quoted if it is long: '0.2'" })
    },
  })
  return problems
}

function isPlainNumber(source: string, value: number): boolean {
  const shortest = source.includes('.') ? source.replace(/\.?0+$/, '') : source
  return /^-?\d+(\.\d+)?$/.test(source) && shortest === String(value)
}

function pathOf(ancestors: readonly (Document | Node | Pair)[], last: number | 'value' | null): string {
  const keys = ancestors.flatMap((one, at) => {
    if (isPair(one)) return [String(one.key)]
    const inner = ancestors[at + 1]
    return isSeq(one) ? [String(inner ? one.items.indexOf(inner) : last)] : []
  })
  return keys.join('.')
}

/** Texts, also names of fields, that the database cannot hold as they are. */
function unstorableTexts(value: unknown, path: readonly string[]): FieldProblem[] {
  const remedy = 'delete the sign shown as �, or type the text again'
  const problem = { path: path.join('.'), message: 'holds a character that is none', remedy }
  if (typeof value === 'string') return isStorable(value) ? [] : [problem]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    isStorable(key) ? unstorableTexts(inner, [...path, key]) : [problem],
  )
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
