/** What a text of a pack may be in size. Beyond it is refused at once, with line and remedy, however it was made. */
import { describe, expect, it } from 'vitest'
import { readPackHead } from '#domain/subsidy/pack/pack-head.ts'
import { packLimits } from '#domain/subsidy/pack/pack-limits.ts'
import { describePackProblem, InvalidPolicyPack, parsePolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'
import { clauseOf, many, packOf, ruleOf } from '#test/support/big-pack.ts'

/** Every message, and that they came at once: in time of the processor, for others may be at work. */
function problemsOf(text: string, withinMs = 3_000): string[] {
  const from = process.cpuUsage()
  try {
    parsePolicyPack(text)
    return []
  } catch (error) {
    if (error instanceof InvalidPolicyPack) return error.problems.map(describePackProblem)
    throw error
  } finally {
    expect(process.cpuUsage(from).user / 1_000).toBeLessThan(withinMs)
  }
}

describe('a text that is nested without end', () => {
  /** Read by the library, each of these ends the process. */
  const hostile = {
    lists: '['.repeat(70_000),
    maps: `${'{a: '.repeat(19_000)}1`,
    dashes: `id: x\nclauses:\n  ${'- '.repeat(35_000)}x`,
    indented: many(300, n => `${' '.repeat(n)}a:`),
  }
  it.each(Object.entries(hostile))('of %s is refused by its line, unread', (_name, text) => {
    const [first, ...others] = problemsOf(text)
    expect(others).toEqual([])
    expect(first).toMatch(/^line \d+, \(whole document\): is nested deeper than 40 levels – /)
    expect(readPackHead(text)).toEqual({ id: null, version: null, title: null })
  })

  it('is refused where an amount is: an inner one for each level, read once', () => {
    const amountOf = (levels: number) =>
      `figure: ${'{ rate: { value: 1, unit: percent }, of: '.repeat(levels)}base${' }'.repeat(levels)}`
    expect(problemsOf(packOf(clauseOf(0), ruleOf(0, amountOf(30))))).toEqual([])
    expect(problemsOf(packOf(clauseOf(0), ruleOf(0, amountOf(45))))).toEqual([
      expect.stringMatching(/^line 23, .* is nested deeper than 40 levels/),
    ])
  })
})

describe('too many', () => {
  const keys = (count: number, between: string) => Array.from({ length: count }, (_, n) => `k${n}: 1`).join(between)
  const notes = (inner: string) => packOf(clauseOf(0), ruleOf(0), `notes: ${inner}`)

  it.each([
    ['keys', keys(8_000, '\n'), 1_001],
    ['keys in braces', notes(`{${keys(7_000, ', ')}}`), 11],
    ['items', notes(`[${'x,'.repeat(35_000)}]`), 11],
    ['items that are empty', notes(`[${','.repeat(70_000)}]`), 11],
    ['items under one another', notes(`\n${'  - x\n'.repeat(12_000)}`), 1_012],
  ])('%s: refused by its line, unread', (_name, text, line) => {
    const head = `line ${line}, (whole document): has a list or map of more than 1000 entries`
    expect(problemsOf(text, 500)).toEqual([`${head} – split it by document`])
    expect(readPackHead(text)).toEqual({ id: null, version: null, title: null })
  })

  it('keys given twice, also where one is quoted', () => {
    const twice = (more: string) => problemsOf(packOf(clauseOf(0), ruleOf(0), more))
    const remedy = 'correct the YAML: indentation, quotes, repeated keys'
    expect(twice("notes: []\n'notes': []")).toEqual([`line 12, (YAML): "notes" was given before – ${remedy}`])
    expect(twice("notes: [{ 1: x, '1': y }]")).toEqual([`line 11, (YAML): "1" was given before – ${remedy}`])
    expect(twice('notes: [{ [a]: x }]')).toEqual([`line 11, (YAML): a list or map is no key – ${remedy}`])
  })

  it('tests and amounts within one another, as far as a text has room for them', () => {
    const sum = (levels: number): string => (levels ? `{sum: [${sum(levels - 1)},${sum(levels - 1)}]}` : 'base')
    expect(problemsOf(packOf(clauseOf(0), ruleOf(0, `figure: ${sum(12)}`)))).toEqual([])
  })

  it('characters', () => {
    const text = packOf(clauseOf(0), ruleOf(0), `# ${'x'.repeat(packLimits.characters)}`)
    expect(problemsOf(text)).toEqual([expect.stringMatching(/longer than a policy pack can be .* at most 80000/)])
    expect(readPackHead(text).id).toBeNull()
  })

  it('rules, and as many as may be', () => {
    const rules = (count: number) =>
      packOf(
        many(count, clauseOf),
        many(count, n => ruleOf(n)),
      )
    expect(problemsOf(rules(packLimits.rules))).toEqual([])
    expect(problemsOf(rules(packLimits.rules + 1))).toEqual([
      expect.stringMatching(/^line \d+, rules: .*<=200 items – give at most 200$/),
    ])
  })

  it.each([
    ['clauses', packOf(many(501, clauseOf), ruleOf(0)), /clauses: .* give at most 500/],
    ['notes', packOf(clauseOf(0), ruleOf(0), `notes: [${'x,'.repeat(201)}]`), /notes: .* give at most 200/],
    [
      'measures',
      packOf(
        clauseOf(0),
        ruleOf(
          0,
          `measures: { ${many(51, n => `m${n}: { of: contracts },`).replaceAll('\n', ' ')} }\n    rate: { value: 5, unit: percent }`,
        ),
      ),
      /rules\.0\.measures: has 51 entries – give at most 50/,
    ],
    [
      'characters of a title',
      packOf(clauseOf(0).replace('补助,', `${'补'.repeat(2_001)},`), ruleOf(0)),
      /clauses\.0\.title: .* give at most 2000/,
    ],
    [
      'characters of a wording',
      packOf(clauseOf(0).replace('按技', '按'.repeat(20_001)), ruleOf(0)),
      /clauses\.0\.text: .* give at most 20000/,
    ],
  ])('%s', (_name, text, message) => {
    expect(problemsOf(text).join('\n')).toMatch(message)
  })

  it('problems: the first are named, and how many more there are', () => {
    const problems = problemsOf(packOf(many(300, clauseOf), ruleOf(0)))
    expect(problems).toHaveLength(packLimits.problems + 1)
    expect(problems.at(-1)).toMatch(/^line \d+, clauses.201: 99 more problems, of which this is the first/)
  })
})

it('every reading of every parameter is checked in time', () => {
  const parameter = (id: string) =>
    `{ id: ${id}, question: 如何理解, default: a0, readings: [${Array.from({ length: 20 }, (_, n) => `{ id: a${n}, text: x }`)}] }`
  const ids = Array.from({ length: 3 }, (_, n) => `p${n}`)
  const per = (id: string) =>
    `{ choose: ${id}, readings: { ${Array.from({ length: 20 }, (_, n) => `a${n}: contract.id`)} } }`
  const rule = (n: number) =>
    ruleOf(
      n,
      `measures: { m1: { of: contracts, what: count, per: ${per('p1')} }, m2: { of: contracts, what: count, per: ${per('p2')} } }
    parameters: [${ids.map(parameter)}]
    figure: { each: 1元, of: { least_of: [m1, m2] } }`,
    ).replace('per: contract.id', `per: ${per('p0')}`)
  expect(problemsOf(packOf(many(25, clauseOf), many(25, rule)))).toEqual([])
})

describe('what looks alike is one', () => {
  it.each([
    ['the id of the policy', 'id: big', 'id: ｂig', 'id'],
    ['of a rule', 'id: r0', 'id: r０', 'rules.0.id'],
    ['of a clause', '{ id: c0,', '{ id: с0,', 'clauses.0.id'],
    ['of a limit', 'rate: {', 'limits: [{ id: "a b", amount: 1元 }]\n    rate: {', 'rules.0.limits.0.id'],
  ])('%s is of letters and digits', (_name, from, to, path) => {
    const text = packOf(clauseOf(0), ruleOf(0))
    expect(text).toContain(from)
    const message = `${path}: must be letters a to z, digits, -, _ or . – correct the value`
    expect(problemsOf(text.replace(from, to))).toContainEqual(expect.stringContaining(message))
  })

  it.each([
    ['title: big', 'title'],
    ['title: r0', 'rules.0.title'],
    ['title: 补助', 'clauses.0.title'],
  ])('%s has no sign that is not seen', (from, path) => {
    const text = packOf(clauseOf(0), ruleOf(0)).replace(from, `${from}\u200b`)
    const message = `${path}: holds a sign that is not seen – delete it, or type the title again`
    expect(problemsOf(text)).toEqual([expect.stringContaining(message)])
  })
})
