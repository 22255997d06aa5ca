/** What a rule gives on example amounts, by the evaluation itself: the editor's live table and a reviewer's check. */
import { Refusal } from '../../refusal.ts'
import { evaluatePolicy } from '../evaluate/evaluate-policy.ts'
import type { Determination } from '../evaluate/trace.ts'
import { parseFacts } from '../facts/facts.ts'
import { measuresOf, type PolicyPack, type ReadPack, type Rule } from '../pack/policy-pack.ts'
import { readingsFrom, readPack } from '../pack/read-pack.ts'
import { type ExampleAmount, exampleAmounts } from './example-amounts.ts'
import { type Example, exampleFacts, wordsOf } from './example-facts.ts'

export type ExampleLabel =
  | ({ kind: 'amount' } & ExampleAmount)
  | { kind: 'count'; count: number }
  | { kind: 'word'; word: string }

export interface ExampleRow {
  label: ExampleLabel
  /** What the rule gives, in 分; null where the evaluation refused. */
  resultFen: bigint | null
  /** With its trace. */
  determination: Determination | null
  /** Why the evaluation refused. */
  refusal: Refusal | null
}

const counts = [1, 2, 3, 5, 10]
const someAmountFen = 100_000_000n

/** A rule that goes by words is shown for each word, one that only counts for some numbers, any other for amounts. */
function labelsOf(rule: Rule): ExampleLabel[] {
  const measures = measuresOf(rule).map(([, measure]) => measure)
  const words = measures.flatMap(wordsOf)
  if (words.length > 0) return [...new Set(words)].map(word => ({ kind: 'word', word }))
  if (measures.length > 0 && measures.every(({ amount }) => amount === undefined))
    return counts.map(count => ({ kind: 'count', count }))
  return exampleAmounts(rule).map(amount => ({ kind: 'amount', ...amount }))
}

/**
 * A rule on every example, each parameter in its default reading; `year` is the year of application. None for a rule
 * that the pack does not have.
 */
export function runExamples(pack: PolicyPack, ruleId: string, year: number): ExampleRow[] {
  const read = readPack(pack, readingsFrom({}))
  const rule = read.rules.find(({ id }) => id === ruleId)
  return rule ? labelsOf(rule).map(label => runExample({ pack, read, rule }, label, year)) : []
}

/** What a basis comes to is shown as if it were given. */
function shown(pack: PolicyPack, id: string): PolicyPack {
  const asGiven = (rule: PolicyPack['rules'][number]) =>
    rule.id === id && rule.gives === 'basis' ? { ...rule, gives: 'exactly' as const } : rule
  return { ...pack, rules: pack.rules.map(asGiven) }
}

interface Tried {
  pack: PolicyPack
  read: ReadPack
  rule: Rule
}

function runExample({ pack, read, rule }: Tried, label: ExampleLabel, year: number): ExampleRow {
  const example: Example = {
    amountFen: label.kind === 'amount' ? label.amountFen : someAmountFen,
    count: label.kind === 'count' ? label.count : 1,
    word: label.kind === 'word' ? label.word : null,
  }
  try {
    const facts = parseFacts(exampleFacts(read, rule, example, year))
    const determinations = evaluatePolicy(shown(pack, rule.id), facts, { rule: rule.id, includeIneligible: true })
    const resultFen = determinations.reduce((sum, { ceilingFen }) => sum + ceilingFen, 0n)
    return { label, resultFen, determination: determinations[0] ?? null, refusal: null }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { label, resultFen: null, determination: null, refusal: error }
  }
}
