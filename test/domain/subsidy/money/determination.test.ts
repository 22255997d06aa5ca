import { describe, expect, it } from 'vitest'
import { WrongState } from '#domain/lifecycle.ts'
import {
  ApprovedAmountOutside,
  checkAnotherPerson,
  checkApprovedAmount,
  checkClaimable,
  checkMayAdvance,
  DraftPolicy,
  determinationEvents,
  determinationStates,
  type FigureKind,
  initialDeterminationState,
  SamePerson,
} from '#domain/subsidy/money/determination.ts'
import { policyStatuses } from '#domain/subsidy/pack/policy-pack.ts'

const allowed = [
  'determined claim',
  'determined tell',
  'determined supersede',
  'claimed review',
  'claimed refuse',
  'claimed supersede',
  'told review',
  'told refuse',
  'told supersede',
  'reviewed approve',
  'reviewed refuse',
  'reviewed supersede',
  'approved pay',
  'approved withdraw_approval',
  'paid claw_back_part',
  'paid claw_back',
]

describe('state × event', () => {
  for (const state of determinationStates)
    for (const event of determinationEvents)
      it(`${state} ${event}`, () => {
        const refusal = checkMayAdvance('in_force', state, event)
        if (allowed.includes(`${state} ${event}`)) expect(refusal).toBeNull()
        else expect(refusal).toBeInstanceOf(state === 'simulated' ? DraftPolicy : WrongState)
      })
})

describe('a draft policy', () => {
  it('only ever gives simulations', () => {
    expect(policyStatuses.map(status => [status, initialDeterminationState(status)])).toEqual([
      ['draft', 'simulated'],
      ['in_force', 'determined'],
      ['superseded', 'determined'],
      ['repealed', 'determined'],
    ])
  })

  it('gets no determination past any step, whatever state it claims to be in', () => {
    for (const state of determinationStates)
      for (const event of determinationEvents)
        expect(checkMayAdvance('draft', state, event)).toBeInstanceOf(DraftPolicy)
  })
})

it('each step is taken by another person', () => {
  expect(checkAnotherPerson(['officer', 'reviewer'], 'approver')).toBeNull()
  expect(checkAnotherPerson(['officer', 'reviewer'], 'officer')).toBeInstanceOf(SamePerson)
})

it('the approved figure is at most, exactly or at least the figure, and never nothing', () => {
  const isFine = (gives: FigureKind, approvedFen: bigint) => checkApprovedAmount(gives, 100n, approvedFen) === null
  const amounts = [-1n, 0n, 1n, 99n, 100n, 101n]
  expect(amounts.map(fen => isFine('ceiling', fen))).toEqual([false, false, true, true, true, false])
  expect(amounts.map(fen => isFine('exactly', fen))).toEqual([false, false, false, false, true, false])
  expect(amounts.map(fen => isFine('at_least', fen))).toEqual([false, false, false, false, true, true])
  expect(checkApprovedAmount('at_least', 0n, 0n)).toBeInstanceOf(ApprovedAmountOutside)
})

it.each([
  [null, { gives: 'ceiling', ceilingFen: 1n, isUndetermined: false }],
  ['NOTHING_TO_CLAIM', { gives: 'ceiling', ceilingFen: 0n, isUndetermined: false }],
  ['UNDETERMINED', { gives: 'ceiling', ceilingFen: 0n, isUndetermined: true }],
  ['NOT_FROM_BUREAU', { gives: 'share_floor', ceilingFen: 1n, isUndetermined: false }],
] as const)('whether there is something to claim: %s', (code, figure) => {
  expect(checkClaimable(figure)?.code ?? null).toBe(code)
})
