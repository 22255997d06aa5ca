/** Packs that are wrong on purpose (`malformed/`), with every message that their writer gets, word for word. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { describePackProblem, InvalidPolicyPack, parsePolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'

/** What ends in … is the beginning of a message that goes on with a list of names. */
const wanted: Readonly<Record<string, readonly string[]>> = {
  units: [
    'line 8, jurisdiction: Invalid input: expected string, received number – give a string (quote it)',
    'line 23, rules.0.rate: Invalid input: expected object, received string – write it as { value: 1, unit: percent }',
    'line 24, rules.0.cap.amount: "50万" is no amount – write it with its unit, as 500万元, 1亿元 or 2000元',
    'line 33, rules.1.rate.value: "0.2‰" is no rate – write a plain decimal, quoted if it is long: \'0.2\'',
    'line 33, rules.1.rate.unit: Invalid option: expected one of "percent"|"permille"|"per10k" – use one of: percent, permille, per10k',
    'line 35, rules.1.minimum.amount: Invalid input: expected string, received number – give a string (quote it)',
  ],
  'money-and-numbers': [
    'line 23, rules.0.rate: gives more than its base – check the unit: percent, permille, per10k; or say overBase: true',
    'line 24, rules.0.cap.amount: is a number, not money – write an amount with its unit (500万元), or each: an amount for each',
    'line 36, rules.1.requires.0.at_least: is a number, not money – write an amount with its unit (500万元), or each: an amount for each',
    'line 37, rules.1.requires.1.at_least: is money, not a number – write a whole number',
    'line 38, rules.1.figure: mixes money and numbers – use each: for an amount for each of a number',
  ],
  brackets: [
    'line 28, rules.0.figure.tiers.brackets.1: leaves a hole after the bracket before – let it begin where the bracket before ends',
    'line 29, rules.0.figure.tiers.brackets.2: overlaps the bracket before – let it begin where the bracket before ends',
    'line 30, rules.0.figure.tiers.brackets.3: the bound is in both brackets or in neither – pair below with from, or to with above',
    'line 31, rules.0.figure.tiers.brackets.4: the bound is in both brackets or in neither – pair below with from, or to with above',
    'line 31, rules.0.figure.tiers.brackets.4: has no upper bound – write below (不含) or to (含): only the last may lack it',
    'line 32, rules.0.figure.tiers.brackets.5: ends before it begins – correct the bounds',
  ],
  'unknown-fields': [
    'line 13, clauses.0: has no rule and no award – say why under noRule: "no computable rule: …"',
    'line 14, clauses.1: has no rule and no award – say why under noRule: "no computable rule: …"',
    'line 18, rules.0.clause: no clause "buyers" – name the id of a clause of this pack',
    'line 22, rules.0.who.0.field: no field "beneficiary.region" on payments – use one of: …',
    'line 23, rules.0.who.1.field: buyer.kind cannot be tested here – test the beneficiary under who, the record under base.where or base.deduct',
    'line 24, rules.0.who.2.not.evidence.levels.1: "city" is no value this field can have – use one of: national, provincial, municipal, county',
    'line 26, rules.0.window.date: no field "payment.paidAt" on payments – use one of: …',
    'line 31, rules.0.base.where.0.is: "licensing" is no value this field can have – use one of: development, transfer, licence, consulting, service',
    'line 32, rules.0.base.where.1.at_least: compares money with a number – write an amount with its unit: 500万元',
    'line 33, rules.0.figure.least_of.1: no measure "turnover" – use one of: base; an amount needs its unit: 500万元',
    'line 34, rules.0.limits.0.per: no field "contract.buyer" on payments – use one of: …',
    'line 36, together.0: no rule "seller" – use one of: buyer',
  ],
  'long-windows': [
    'line 21, rules.0.window: is longer than twelve months: a record in it would be paid in 2 years – end it within a year, or give a mean: { fraction: [1, 2], of: base }',
    'line 30, rules.1.window: is longer than twelve months: a record in it would be paid in 2 years – end it within a year, or give a mean: { fraction: [1, 2], of: base }',
    'line 45, rules.2.measures.three.window: is longer than twelve months: a record in it would be paid in 3 years – end it within a year, or give a mean: { fraction: [1, 3], of: three }',
  ],
  years: [
    'line 23, rules.0.figure: rule yearly computes from itself – break the circle of { rule }',
    'line 24, rules.0.measures.volume: nothing uses "volume" – use its amount, or remove it',
    'line 26, rules.0.parameters.0: nothing hangs on "which" – choose by it, or remove it',
    'line 27, rules.0.limits.0.amount: a limit over several figures must be an amount – write an amount with its unit, as 10万元; or make this rule a basis, and a rule per that key sum it up, with the limit as its cap',
    'line 36, rules.1.figure: rule forever computes from itself – break the circle of { rule }',
    'line 38, together.0: joins rules with and without years – give them windows of one kind; a limit may say over: life',
    'line 40, limits.0: joins rules with and without years – give them windows of one kind; a limit may say over: life',
  ],
  'sets-of-years': [
    'line 52, together.0: joins rules that see the same records in different years – give their windows the same date and the same years',
    'line 53, together.1: joins rules that see the same records in different years – give their windows the same date and the same years',
  ],
  words: [
    'line 23, rules.0.base.most: unknown field "most" – check its spelling against the documented format, or remove it',
    'line 24, rules.0.figure.rank: the language has no "rank" here – check its spelling against the documented forms; what they cannot say is told under noRule of its clause',
    'line 31, rules.1.window.kind: is none of the kinds there are – use one of: whole_life, calendar_year, yearly, range',
    'line 32, rules.1.base.amount.convert: the language has no "convert" here – check its spelling against the documented forms; what they cannot say is told under noRule of its clause',
    'line 32, rules.1.base.amount.from: the language has no "from" here – check its spelling against the documented forms; what they cannot say is told under noRule of its clause',
    'line 33, rules.1.figure.step.every: is neither an amount, as 500万元, nor a whole number – use one of the documented forms',
    'line 34, rules.1.cap.amount.rate: Invalid input: expected object, received string – write it as { value: 1, unit: percent }',
  ],
  parts: [
    'line 22, rules.0.base.amount: contract.technologyAmountFen would count once for each of the receipts – measure the table it is in; or write what: highest, in a measure of its own',
    'line 24, rules.0.limits.0: a basis is in no limit over several figures – write the limit at the rule that gives',
    'line 32, rules.1.base.amount: contract.technologyAmountFen would count once for each of the receipts – measure the table it is in; or write what: highest, in a measure of its own',
    'line 33, rules.1.figure.sum.0.match: rule deal gives to persons, this one to organisations: never the same – write match: and a field that the records of both rules have, as match: contract.id',
    'line 33, rules.1.figure.sum.1.match: no field "manager.house" on receipts – use one of: manager.id, manager.name, manager.kind, manager.regionCode, manager.size, manager.groupId, manager.organisationId, manager.title',
    'line 34, rules.2: a basis is in no set and in no limit of the pack – name the rule that gives',
    'line 34, rules.2: a basis has no stages, uses or payers – write them at the rule that gives',
    'line 37, rules.2.gives: no rule computes from "idle" – use { rule } in another rule, or say what it gives',
  ],
}

function problemsOf(name: string): string[] {
  try {
    parsePolicyPack(readFileSync(new URL(`../malformed/${name}.yaml`, import.meta.url), 'utf8'))
  } catch (error) {
    if (error instanceof InvalidPolicyPack) return error.problems.map(describePackProblem)
    throw error
  }
  return []
}

function byLine(a: string, b: string): number {
  return Number(/\d+/.exec(a)?.[0]) - Number(/\d+/.exec(b)?.[0])
}

describe('a pack that is wrong is refused whole, with every problem by line, place and remedy', () => {
  it.each(Object.entries(wanted))('%s', (name, messages) => {
    const found = problemsOf(name).toSorted(byLine)
    const shown = found.map((problem, index) => {
      const start = messages[index]?.endsWith('use one of: …') ? messages[index].slice(0, -1) : null
      return start !== null && problem.startsWith(start) ? messages[index] : problem
    })
    expect(shown).toEqual(messages)
  })
})
