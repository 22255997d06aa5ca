import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type ContractTerms,
  checkContractCancellable,
  checkContractEditable,
  checkContractTerms,
  checkParties,
  checkSigning,
  checkWithinBid,
} from '#domain/contract/check-contract.ts'
import { type ContractLine, technologyAmountOf } from '#domain/contract/contract.ts'
import { maxAmountFen } from '#domain/money.ts'

const line = (amountFen: bigint, over: Partial<ContractLine> = {}): ContractLine => ({
  kind: 'equipment',
  description: '试验台',
  amountFen,
  isReasonableDeliverable: false,
  ...over,
})
const terms = (over: Partial<ContractTerms> = {}): ContractTerms => ({
  type: 'development',
  field: 'advanced_manufacturing',
  title: '智能装备控制器委托开发',
  contractAmountFen: 1000n,
  lines: [],
  ...over,
})
const paths = (given: ContractTerms) => checkContractTerms(given).map(problem => problem.path)

describe('terms of a contract', () => {
  test.each([
    ['complete terms', terms(), []],
    ['lines that use up the whole amount', terms({ lines: [line(600n), line(400n)] }), []],
    ['lines above the amount', terms({ lines: [line(600n), line(401n)] }), ['lines']],
    ['no title', terms({ title: '  ' }), ['title']],
    ['a title of 201 characters', terms({ title: '长'.repeat(201) }), ['title']],
    ['nothing to pay', terms({ contractAmountFen: 0n }), ['contractAmountFen']],
    ['more than an amount can be', terms({ contractAmountFen: maxAmountFen + 1n }), ['contractAmountFen']],
    ['a line of nothing', terms({ lines: [line(0n)] }), ['lines.0.amountFen']],
    ['a negative line that would hide another', terms({ lines: [line(1500n), line(-600n)] }), ['lines.1.amountFen']],
    ['a line without words', terms({ lines: [line(1n, { description: '' })] }), ['lines.0.description']],
    ['a type that is none', terms({ type: 'sale' as 'service' }), ['type']],
    ['a field that is none', terms({ field: 'alchemy' as 'nuclear' }), ['field']],
  ])('%s', (_, given, expected) => {
    expect(paths(given)).toEqual(expected)
  })

  test('every problem is told at once', () => {
    expect(paths(terms({ title: '', contractAmountFen: 0n }))).toEqual(['title', 'contractAmountFen'])
  })

  test('admitted terms never give a 技术交易额 below 0 or above the contract amount', () => {
    const anyLine = fc.record({ amountFen: fc.bigInt({ min: 1n, max: 500n }), isReasonableDeliverable: fc.boolean() })
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 5 }), fc.bigInt({ min: 1n, max: 2000n }), (lines, amount) => {
        const given = terms({ contractAmountFen: amount, lines: lines.map(l => line(l.amountFen, l)) })
        fc.pre(checkContractTerms(given).length === 0)
        const technology = technologyAmountOf(amount, given.lines)
        expect(technology >= 0n && technology <= amount).toBe(true)
      }),
    )
  })

  test('a reasonable quantity of the deliverable stays in the 技术交易额', () => {
    expect(technologyAmountOf(1000n, [line(300n), line(200n, { isReasonableDeliverable: true })])).toBe(700n)
  })
})

describe('parties', () => {
  const party = (id: string, over = {}) => ({ id, kind: 'enterprise' as const, state: 'verified', ...over })
  test.each([
    ['two verified organisations', party('a'), party('b'), undefined],
    ['the same twice', party('a'), party('a'), 'SAME_PARTY'],
    ['an unverified one', party('a'), party('b', { state: 'unverified' }), 'PARTY_NOT_ELIGIBLE'],
    ['a bureau', party('a', { kind: 'bureau' }), party('b'), 'PARTY_NOT_ELIGIBLE'],
  ])('%s', (_, buyer, seller, code) => {
    expect((checkParties(buyer, seller) as { code?: string } | null)?.code).toBe(code)
  })
})

describe('signing', () => {
  const draft = { state: 'draft', buyerSignedBy: null, sellerSignedBy: null } as const
  test('each side signs once', () => {
    expect(checkSigning(draft, 'buyer', 'ann')).toBeNull()
    expect(checkSigning({ ...draft, buyerSignedBy: 'ann' }, 'buyer', 'bob')).toMatchObject({ code: 'ALREADY_SIGNED' })
    expect(checkSigning({ ...draft, buyerSignedBy: 'ann' }, 'seller', 'bob')).toBeNull()
  })
  test('nobody signs for both sides', () => {
    const code = { code: 'SIGNED_FOR_OTHER_PARTY' }
    expect(checkSigning({ ...draft, buyerSignedBy: 'ann' }, 'seller', 'ann')).toMatchObject(code)
    expect(checkSigning({ ...draft, sellerSignedBy: 'ann' }, 'buyer', 'ann')).toMatchObject(code)
  })
  test('one signature fixes the terms', () => {
    expect(checkContractEditable(draft)).toBeNull()
    expect(checkContractEditable({ ...draft, sellerSignedBy: 'ann' })).toMatchObject({ code: 'CONTRACT_SIGNED' })
    expect(checkContractEditable({ ...draft, state: 'terminated' })).toMatchObject({ code: 'WRONG_STATE' })
  })
})

test.each([
  ['draft', undefined],
  ['signed', 'CONTRACT_SIGNED'],
  ['performing', 'CONTRACT_SIGNED'],
  ['completed', 'WRONG_STATE'],
  ['terminated', 'WRONG_STATE'],
] as const)('cancelling a contract that is %s: %s', (state, code) => {
  expect(checkContractCancellable(state)?.code).toBe(code)
})

test.each([
  [100n, null, null],
  [100n, 100n, null],
  [99n, 100n, null],
  [101n, 100n, 'AMOUNT_ABOVE_BID'],
])('a contract of %s against a winning price of %s: %s', (amount, price, code) => {
  expect(checkWithinBid(amount, price)?.code ?? null).toBe(code)
})
