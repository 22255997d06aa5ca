import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '#domain/refusal.ts'
import { evaluatePolicy } from '#domain/subsidy/evaluate/evaluate-policy.ts'
import { factTables, tableNames } from '#domain/subsidy/facts/fact-tables.ts'
import { parseFacts } from '#domain/subsidy/facts/facts.ts'
import { packNames, projectFacts, readPack } from '../evaluate/support.ts'

function problemsOf(facts: unknown) {
  try {
    parseFacts(facts)
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems
    throw error
  }
  return []
}

const payment = { id: 'p', contractId: 'C', amountFen: 1, paidOn: '2022-04-01' }

describe('amounts', () => {
  it.each([1, 1n, '1'])('are taken as %o', amountFen => {
    const facts = parseFacts({ ...projectFacts, payments: [{ ...payment, amountFen }] })
    expect(facts.payments[0]?.amountFen).toBe(1n)
  })

  it.each([-1, 1.5, '1.00', '1e3', 2 ** 53, '9000000000000001', null, undefined, true, ''])('are not %o', amountFen => {
    const [problem] = problemsOf({ ...projectFacts, payments: [{ ...payment, amountFen }] })
    expect(problem?.path).toBe('payments.0.amountFen')
    expect(problem?.remedy).toContain('whole 分')
  })
})

describe('wrong facts are refused with the path of every problem', () => {
  it.each([
    [
      'unknown field',
      { payments: [{ ...payment, paidAt: '2022-04-01' }] },
      'payments.0.paidAt',
      'unknown field "paidAt"',
    ],
    ['unknown part', { recepits: [] }, 'recepits', 'unknown field "recepits"'],
    ['missing field', { payments: [{ ...payment, paidOn: undefined }] }, 'payments.0.paidOn', 'is missing'],
    [
      'day that is none',
      { payments: [{ ...payment, paidOn: '2022-02-30' }] },
      'payments.0.paidOn',
      '"2022-02-30" is no day',
    ],
    ['missing contract', { payments: [{ ...payment, contractId: 'X' }] }, 'payments.0.contractId', 'refers to "X"'],
    ['missing unit', { projects: [{ id: 'P', listedById: 'X' }] }, 'projects.0.listedById', 'refers to "X"'],
    [
      'money reversed before it came',
      { receipts: [{ id: 'r', contractId: 'C', amountFen: 1, receivedOn: '2022-04-02', reversedOn: '2022-04-01' }] },
      'receipts.0.reversedOn',
      '2022-04-01 is before 2022-04-02',
    ],
    [
      'deregistered before it was registered',
      { contracts: [{ ...projectFacts.contracts[0], deregisteredOn: '2022-02-28' }] },
      'contracts.0.deregisteredOn',
      '2022-02-28 is before 2022-03-01',
    ],
    [
      'a name that objects have of themselves',
      { payments: [{ ...payment, more: JSON.parse('{ "__proto__": { "bonus": 1 } }') }] },
      'payments.0.more.__proto__',
      'is no name of a fact',
    ],
    ['repeated id', { payments: [payment, payment] }, 'payments.1.id', '"p" was given before'],
    ['unknown kind', { organisations: [{ id: 'x', kind: 'firm' }] }, 'organisations.0.kind', 'Invalid option'],
    [
      'region',
      { organisations: [{ id: 'x', kind: 'bureau', regionCode: '4101' }] },
      'organisations.0.regionCode',
      'is no region',
    ],
  ])('%s', (_name, part, path, message) => {
    const problem = problemsOf({ ...projectFacts, ...part }).find(candidate => candidate.path === path)
    expect(problem?.message).toContain(message)
    expect(problem?.remedy).not.toBe('')
  })

  it('all at once', () => {
    const facts = { ...projectFacts, payments: [{ ...payment, amountFen: -1, paidOn: 'today' }], year: 'now' }
    expect(
      problemsOf(facts)
        .map(({ path }) => path)
        .toSorted(),
    ).toEqual(['payments.0.amountFen', 'payments.0.paidOn', 'year'])
  })

  it('what is no object', () => expect(problemsOf([])[0]?.path).toBe('(whole document)'))
})

const page = readFileSync(new URL('../../../../docs/subsidy-facts.md', import.meta.url), 'utf8')

describe('docs/subsidy-facts.md', () => {
  it.each(tableNames)('describes %s with every field, its type and its title', table => {
    const section = page.split(`\n### ${table}\n`)[1]?.split('\n### ')[0] ?? ''
    for (const [name, { type, title, words = [], isRequired }] of Object.entries(factTables[table])) {
      const row = section.split('\n').find(line => line.startsWith(`| \`${name}\` | ${type} | ${title} |`))
      expect(row, `${table}.${name}`).toBeDefined()
      expect(row?.includes('required')).toBe(isRequired === true)
      for (const word of words) expect(row).toContain(`\`${word}\``)
    }
    const described = [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)
    expect(described.toSorted()).toEqual(Object.keys(factTables[table]).toSorted())
  })
})

describe('the examples of docs/subsidy-facts.md', () => {
  const form =
    /^### (.+)\n\n`([\w-]+)`, rule `([\w-]+)`\..*?"ceilingFen": (\d+)` to `(\w+)`\.\n\n```json\n([\s\S]*?)```/gm
  const examples = [...page.matchAll(form)].map(
    ([, title = '', policy = '', rule = '', ceilingFen = '', beneficiary = '', json = '']) => ({
      title,
      policy,
      rule,
      ceilingFen,
      beneficiary,
      json,
    }),
  )

  it('are all read', () => {
    expect(examples).toHaveLength(page.split('```json').length - 1)
    const shown = new Set(examples.map(({ policy }) => policy))
    expect(packNames().filter(name => !shown.has(name))).toEqual([])
  })

  it.each(examples)('$title: $policy $rule', ({ policy, rule, ceilingFen, beneficiary, json }) => {
    const [found] = evaluatePolicy(readPack(policy), parseFacts(JSON.parse(json)), { rule })
    expect(found).toMatchObject({ beneficiary, ceilingFen: BigInt(ceilingFen) })
  })
})
