import { describe, expect, it } from 'vitest'
import { describePackProblem, InvalidPolicyPack, parsePolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'
import { packText } from '../../../support/policy-text.ts'
import { foundingPack, foundingPackText } from '../evaluate/support.ts'

/** The founding pack with one piece of its text replaced, and the problems that this brings. */
function problemsAfter(from: string, to: string) {
  if (!foundingPackText.includes(from)) throw new Error(`the pack has no "${from}"`)
  const text = foundingPackText.replace(from, to)
  try {
    parsePolicyPack(text)
  } catch (error) {
    if (error instanceof InvalidPolicyPack) return error.problems.map(describePackProblem)
    throw error
  }
  return []
}

function lineOf(piece: string): number {
  return foundingPackText.slice(0, foundingPackText.indexOf(piece)).split('\n').length
}

describe('the founding pack', () => {
  it('is a draft of Zhengzhou: four rules on contracts, payments and incomes, five on certificates and investment', () => {
    expect(foundingPack).toMatchObject({ id: 'zhengzhou-2022-draft', status: 'draft', jurisdiction: '410100' })
    expect(foundingPack.rules.map(({ id }) => id)).toEqual([
      'jbgs-rd',
      'transfer',
      'registry',
      'share',
      'enterprise-laboratory',
      'new-rd-institution',
      'pilot-base',
      'transfer-agency',
      'scenario',
    ])
  })

  it('has every clause of the summary, each with a rule, an award or the reason for neither', () => {
    const numbers = [...new Set(foundingPack.clauses.map(({ number }) => number))]
    expect(numbers.join('')).toBe(
      '（七）（十）（十一）（十二）（十三）（十四）（十五）（十六）（十七）（十九）（二十）（二十一）（二十三）（二十四）（二十六）',
    )
    const withoutNumbers = foundingPack.clauses.filter(({ noRule }) => noRule)
    expect(withoutNumbers.every(({ noRule }) => noRule?.startsWith('no computable rule'))).toBe(true)
  })

  it('holds as data in 分 the awards of which it knows only a limit or a least amount', () => {
    const awards = foundingPack.clauses.flatMap(clause => clause.awards)
    const amountOf = (id: string) => awards.find(award => award.id === id)?.amount
    expect(awards).toHaveLength(17)
    expect(awards.every(({ bound }) => bound !== 'exactly')).toBe(true)
    expect(amountOf('operating-funds')).toBe(10_000_000_000n)
    expect(amountOf('major-special-project')).toBe(1_000_000_000n)
    expect(amountOf('top-scientist')).toBe(10_000_000_000n)
  })
})

describe('a number is what is written', () => {
  it.each(['0x1', '1.00000000000000001', '1e0', '0o1', '.5', '12345678901234567890'])('%s is refused', written => {
    const [problem, ...others] = problemsAfter('value: 30,', `value: ${written},`)
    expect(others.filter(other => other.includes('would be read'))).toEqual([])
    expect(problem).toContain(
      `line ${lineOf('value: 30,')}, rules.0.rate.value: "${written}" would be read as ${Number(written)} – write`,
    )
  })

  it.each(['30', '30.0', '0.30', "'1.000000000001'"])('%s is taken', written => {
    expect(problemsAfter('value: 30,', `value: ${written},`)).toEqual([])
  })
})

describe('a hostile pack is refused with what is wrong', () => {
  const problemsIn = (text: string) => {
    try {
      parsePolicyPack(text)
    } catch (error) {
      if (error instanceof InvalidPolicyPack) return error.problems
      throw error
    }
    return []
  }
  it.each([
    ['a title with U+0000', /^title: .*$/m, 'title: "a\\0b"', 'title'],
    ['half a character', /^issuingBody: .*$/m, 'issuingBody: "\\ud83d"', 'issuingBody'],
    ['a note', /^status: /m, 'notes: [one, "\\udc00"]\nstatus: ', 'notes.1'],
  ])('%s', (_, from, to, path) => {
    const text = foundingPackText.replace(/^notes:[\s\S]*?^clauses:/m, 'clauses:').replace(from, to)
    const line = text.split('\n').findIndex(row => row.startsWith(to.split(':')[0] ?? '')) + 1
    expect(problemsIn(text)).toContainEqual({
      line,
      path,
      message: 'holds a character that is none',
      remedy: 'delete the sign shown as �, or type the text again',
    })
  })
})

describe('a malformed pack is refused with line, path and remedy', () => {
  it.each([
    ['an unknown field', 'rounding: down', 'rouding: down', /rules\.0\.rouding: unknown field "rouding" – check/],
    ['a missing field', '    per: project.id\n', '', /rules\.0\.per: is missing/],
    [
      'a word that is none',
      'rounding: down',
      'rounding: nearest',
      /rules\.0\.rounding: .* – use one of: down, up, half_up/,
    ],
    [
      'a rate without unit',
      '{ value: 30, unit: percent }',
      '{ value: 30 }',
      /rules\.0\.rate\.unit: .* – use one of: percent, permille, per10k/,
    ],
    ['a rate in %', 'value: 30,', 'value: 30%,', /rules\.0\.rate\.value: "30%" is no rate – write a plain decimal/],
    ['a rate over 100 %', 'value: 30,', 'value: 300,', /rules\.0\.rate: gives more than its base – check the unit/],
    [
      'an amount without unit',
      'cap: { amount: 500万元 }',
      "cap: { amount: '500' }",
      /rules\.0\.cap\.amount: "500" is no amount – write it with its unit/,
    ],
    [
      'a clause that is not there',
      'clause: c12-jbgs',
      'clause: c12',
      /rules\.0\.clause: no clause "c12" – name the id/,
    ],
    [
      'a field that is not there',
      'per: project.id',
      'per: project.number',
      /rules\.0\.per: no field "project\.number" on payments – use one of: .*project\.id/,
    ],
    [
      'a field of the wrong type',
      'amount: payment.amountFen',
      'amount: payment.paidOn',
      /rules\.0\.base\.amount: payment\.paidOn is a day, not a money/,
    ],
    [
      'a reading without a field',
      '        solver: project.solverId\n',
      '',
      /rules\.0\.beneficiary: does not give a field for each reading/,
    ],
    [
      'a default that is no reading',
      'default: demand_owner',
      'default: somebody',
      /rules\.0\.parameters\.0\.default: "somebody" is none of its readings/,
    ],
    [
      'a condition with two tests',
      '          is: attack',
      '          is: attack\n          reached: true',
      /rules\.0\.base\.where\.0: must have exactly one test/,
    ],
    [
      'a region as a number',
      "within: '410100'",
      'within: 410100',
      /rules\.0\.who\.0\.within: .* – give a string \(quote it\)/,
    ],
    ['an id used twice', '- id: transfer\n', '- id: jbgs-rd\n', /rules\.1\.id: "jbgs-rd" is used twice/],
    [
      'a clause that nothing covers',
      "    noRule: 'no computable rule: the clause names no number'\n",
      '',
      /clauses\.10: has no rule and no award – say why/,
    ],
    [
      'a cap on a least share',
      '    rounding: up',
      '    rounding: up\n    cap: { amount: 1万元 }',
      /rules\.3\.cap: a least share has no cap/,
    ],
    [
      'a status that is not known',
      'status: draft',
      'status: final',
      /status: .* – use one of: draft, in_force, superseded, repealed/,
    ],
    [
      'a policy in force since no day',
      'status: draft',
      'status: in_force',
      /effectiveFrom: a policy in force needs the day/,
    ],
    ['broken YAML', 'rules:\n', 'rules: [\n', /\(YAML\): .* – correct the YAML/],
  ])('%s', (_name, from, to, message) => {
    const problems = problemsAfter(from, to)
    expect(problems.join('\n')).toMatch(message)
    expect(problems.every(problem => /^line \d+, /.test(problem))).toBe(true)
  })

  it('names the line the problem is on', () => {
    const line = lineOf('value: 30,')
    expect(problemsAfter('value: 30,', 'value: 300,')[0]).toMatch(new RegExp(`^line ${line}, `))
  })

  it('an alias, which would hide a figure', () => {
    const text = foundingPackText
      .replace('version: ', 'version: &v ')
      .replace('documentNumber: null', 'documentNumber: *v')
    expect(() => parsePolicyPack(text)).toThrow('the alias *v is not allowed')
  })

  it('an empty text, and one that is no pack', () => {
    expect(() => parsePolicyPack('')).toThrow(InvalidPolicyPack)
    expect(() => parsePolicyPack('- 1')).toThrow(InvalidPolicyPack)
  })
})

describe('everything that is wrong is told at once', () => {
  const problemsOf = (text: string) => {
    try {
      parsePolicyPack(text)
    } catch (error) {
      if (error instanceof InvalidPolicyPack) return error.problems.map(({ path }) => path)
      throw error
    }
    return []
  }
  const second = packText('p').slice(packText('p').indexOf('  - id: r1')).replace('id: r1', 'id: r2')
  const two = packText('p') + second

  it('an empty head beside a rule that names a field of another table', () => {
    const text = packText('p')
      .replace('title: 测试政策', "title: ''")
      .replace('issuingBody: 测试机关', "issuingBody: ''")
    expect(problemsOf(text.replace('amount: receipt.amountFen', 'amount: payment.amountFen'))).toEqual([
      'title',
      'issuingBody',
      'rules.0.base.amount',
    ])
  })
  it('no day of effect beside a clause without a rule', () => {
    const clauses = 'clauses:\n  - { id: c0, number: （零）, title: 总则, quote: 为了补助 }'
    const text = packText('p').replace("effectiveFrom: '2024-01-01'", 'effectiveFrom: null')
    expect(problemsOf(text.replace('clauses:', clauses))).toEqual(['effectiveFrom', 'clauses.0'])
  })
  it('one rule that has no form beside another that contradicts itself', () => {
    const text = two
      .replace('gives: ceiling', 'gives: much')
      .replace(/window: (?![\s\S]*window: )/, 'per_: x\n    window: ')
    expect(problemsOf(text)).toEqual(['rules.0.gives', 'rules.1.per_'])
    const wrong = two.replace('gives: ceiling', 'gives: much')
    const at = wrong.lastIndexOf('contract.sellerId')
    expect(problemsOf(`${wrong.slice(0, at)}contract.seller${wrong.slice(at + 17)}`)).toEqual([
      'rules.0.gives',
      'rules.1.per',
    ])
  })
  it('and nothing of a rule that hangs on one without a form', () => {
    const hanging = two
      .replace('gives: ceiling', 'gives: much')
      .replace(/rate: (?![\s\S]*rate: )/, 'figure: { rule: r1, match: key }\n    #')
    expect(problemsOf(hanging)).toEqual(['rules.0.gives'])
  })
})
