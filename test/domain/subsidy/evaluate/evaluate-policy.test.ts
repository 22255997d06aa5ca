import { describe, expect, it } from 'vitest'
import { InvalidInput } from '#domain/refusal.ts'
import { evaluatePolicy } from '#domain/subsidy/evaluate/evaluate-policy.ts'
import { AmbiguousBeneficiary } from '#domain/subsidy/evaluate/read-group.ts'
import { parseFacts } from '#domain/subsidy/facts/facts.ts'
import { evaluate, foundingPack, projectFacts, readPack } from './support.ts'

const payments = [
  { id: 'p2', contractId: 'C', amountFen: 800_000_000n, paidOn: '2022-06-01', reversedOn: '2022-07-01' },
  { id: 'p1', contractId: 'C', amountFen: 1_200_000_000n, paidOn: '2022-04-01' },
]

describe('the trace', () => {
  const [found] = evaluate('jbgs-rd', { ...projectFacts, payments })
  if (!found) throw new Error('no determination')

  it('names clause, policy and that it is only a simulation', () => {
    expect(found.trace.clause).toMatchObject({ number: '（十二）', quote: '「揭榜挂帅研发项目」「实际付款额」' })
    expect(found.trace.policy).toMatchObject({ id: 'zhengzhou-2022-draft', status: 'draft' })
    expect(found.trace.simulationOnly).toBe(true)
    expect(found.trace.notes).toContain('draft policy: simulation only')
  })

  it('lists every record in the order of its day, with why it counts or not', () => {
    expect(found.trace.inputs).toEqual([
      {
        measure: 'base',
        record: 'p1',
        kind: 'payment',
        date: '2022-04-01',
        amountFen: 1_200_000_000n,
        used: true,
        why: 'meets every condition of the rule',
      },
      {
        measure: 'base',
        record: 'p2',
        kind: 'payment',
        date: '2022-06-01',
        amountFen: 800_000_000n,
        used: false,
        why: '付款已冲回: the payment was reversed (payment.reversedOn: 2022-07-01)',
      },
    ])
  })

  it('shows each step of the computation that gave the figure', () => {
    expect(found.trace.steps.map(({ label, valueFen }) => [label, valueFen])).toEqual([
      ['gross', 2_000_000_000n],
      ['deducted', 800_000_000n],
      ['base', 1_200_000_000n],
      ['rate', 360_000_000n],
      ['cap', 360_000_000n],
      ['result', 360_000_000n],
    ])
    expect(found.trace.cap).toEqual({ limitFen: 500_000_000n, usedBeforeFen: 0n, binds: false })
    expect(found.trace.resultFen).toBe(found.ceilingFen)
  })

  it('says which reading of the clause was taken', () => {
    const reading = found.trace.readings.find(({ parameter }) => parameter === 'beneficiary')
    expect(reading).toMatchObject({ reading: 'demand_owner', isDefault: true })
  })

  it('calls the least share of a team a floor', () => {
    const incomes = [{ id: 'i', teamId: 't', incomeFen: 100n, receivedOn: '2022-01-01' }]
    expect(evaluate('share', { incomes })[0]?.trace).toMatchObject({ kind: 'share_floor', cap: null, resultFen: 80n })
  })

  it('calls a year that is not over provisional', () => {
    const [registry] = evaluate('registry', { ...projectFacts, asOf: '2022-09-30' })
    expect(registry?.trace.notes).toContain('the window is not over on 2022-09-30: provisional')
  })
})

describe('days of effect', () => {
  const notesOf = (days: { effectiveFrom?: string; effectiveTo?: string }, rule = 'transfer') =>
    evaluatePolicy({ ...foundingPack, ...days }, parseFacts(projectFacts), { rule })
      .flatMap(({ trace }) => trace.notes)
      .filter(note => note.includes('check whether it governs it'))

  it('are those of the year of application, where the rule looks back on the year before', () => {
    expect(notesOf({ effectiveFrom: '2023-01-01' })).toEqual([])
    expect(notesOf({ effectiveFrom: '2024-01-01' })).toEqual([
      'the policy takes effect on 2024-01-01, the year of application 2023 ends on 2023-12-31: check whether it governs it',
    ])
    expect(notesOf({ effectiveFrom: '2020-01-01', effectiveTo: '2022-12-31' })).toEqual([
      'the policy is in effect to 2022-12-31, the year of application 2023 begins on 2023-01-01: check whether it governs it',
    ])
  })

  it('are compared with the window itself where it is of no earlier year', () => {
    expect(notesOf({ effectiveFrom: '2023-01-01' }, 'registry')).toEqual([
      'the policy takes effect on 2023-01-01, the window ends on 2022-12-31: check whether it governs it',
    ])
    expect(notesOf({ effectiveFrom: '2022-12-31' }, 'registry')).toEqual([])
  })
})

describe('what is not given', () => {
  it('leaves to each payer what it has granted', () => {
    const grant = { rule: 'growth', key: 'e', year: 2024, grantedOn: '2025-03-01' }
    const facts = parseFacts({
      year: 2024,
      organisations: [{ id: 'e', kind: 'enterprise', size: 'small' }],
      figures: [{ id: 'f', holderId: 'e', kind: 'revenue', amountFen: 300_000_000, occurredOn: '2024-12-31' }],
      grants: [{ ...grant, id: 'g', amountFen: 10_000_000, payer: '340000' }],
    })
    const [found] = evaluatePolicy(readPack('unreported'), facts, { rule: 'growth' })
    expect(found?.trace.undetermined).toContain('the figure revenue')
    expect(found?.trace.payers.map(({ partFen, amountFen }) => [partFen, amountFen])).toEqual([
      [null, 0n],
      [null, 0n],
    ])
  })

  const { organisations } = projectFacts
  const withoutRegion = (id: string) =>
    organisations.map(organisation => (organisation.id === id ? { ...organisation, regionCode: null } : organisation))

  it('is not counted where a condition asks for it, and the trace says so', () => {
    const [found] = evaluate('transfer', { ...projectFacts, organisations: withoutRegion('poster') })
    expect(found?.ceilingFen).toBe(0n)
    expect(found?.trace.inputs[0]?.why).toContain('(buyer.regionCode: not given)')
  })

  it('keeps a beneficiary on the list with 0 and the reason', () => {
    const [found] = evaluate('transfer', { ...projectFacts, organisations: withoutRegion('solver') })
    expect(found?.ceilingFen).toBe(0n)
    expect(found?.trace.notes.join()).toContain('(beneficiary.regionCode: not given)')
  })

  it('leaves the figure open where it is the amount; there is none where nobody is named', () => {
    const parameters = { 'transfer.amount': 'technology_amount' }
    const [found] = evaluate('transfer', { ...projectFacts, parameters })
    expect(found?.ceilingFen).toBe(0n)
    expect(found?.trace.undetermined).toContain('needs contract.technologyAmountFen')
    const facts = { ...projectFacts, payments, projects: [{ id: 'P', listedById: 'poster' }] }
    expect(evaluate('jbgs-rd', { ...facts, parameters: { 'jbgs-rd.beneficiary': 'solver' } })).toEqual([])
  })
})

describe('who may not receive', () => {
  const organisations = projectFacts.organisations.map(one => ({ ...one, regionCode: '110108' }))

  it('is left out, or listed with the reason on request', () => {
    expect(evaluate('transfer', { ...projectFacts, organisations })).toEqual([])
    const options = { rule: 'transfer', includeIneligible: true }
    const [found] = evaluatePolicy(foundingPack, parseFacts({ ...projectFacts, organisations }), options)
    expect(found?.ceilingFen).toBe(0n)
    expect(found?.trace.notes.join()).toContain('转让方不在域内')
  })

  it('is listed when something was granted before, for that is to be clawed back', () => {
    const grants = [{ id: 'g', rule: 'transfer', key: 'solver', year: 2022, amountFen: 500n, grantedOn: '2023-02-01' }]
    expect(evaluate('transfer', { ...projectFacts, organisations, grants })[0]?.trace.excessGrantedFen).toBe(500n)
  })
})

describe('refusals', () => {
  it('one transfer whose income goes to two teams', () => {
    const income = { transferId: 'T', incomeFen: 1n, receivedOn: '2022-01-01' }
    const incomes = [
      { ...income, id: 'i1', teamId: 'a' },
      { ...income, id: 'i2', teamId: 'b' },
    ]
    expect(() => evaluate('share', { incomes })).toThrow(AmbiguousBeneficiary)
  })

  it('a parameter, a reading or a rule that the policy does not have', () => {
    const problem = (parameters: Record<string, string>) => () => evaluate('jbgs-rd', { parameters })
    expect(problem({ 'jbgs-rd.who': 'solver' })).toThrow('parameters.jbgs-rd.who: the policy has no such parameter')
    expect(problem({ 'jbgs-rd.beneficiary': 'me' })).toThrow('"me" is no reading of it')
    expect(() => evaluate('jbgs', {})).toThrow(InvalidInput)
  })
})
