import { describe, expect, it } from 'vitest'
import { WrongState } from '#domain/lifecycle.ts'
import {
  ApprovedAboveCeiling,
  checkAnotherPerson,
  checkApprovedAmount,
  checkMayAdvance,
  DraftPolicy,
  determinationEvents,
  determinationStates,
  initialDeterminationState,
  SamePerson,
} from '#domain/subsidy/determination.ts'
import { policyStatuses } from '#domain/subsidy/policy-pack.ts'

const allowed = ['determined review', 'reviewed approve', 'approved pay', 'paid claw_back']

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

it('the approved figure lies from 0 to the ceiling', () => {
  expect(checkApprovedAmount(100n, 100n)).toBeNull()
  expect(checkApprovedAmount(100n, 0n)).toBeNull()
  expect(checkApprovedAmount(100n, 101n)).toBeInstanceOf(ApprovedAboveCeiling)
  expect(checkApprovedAmount(100n, -1n)).toBeInstanceOf(ApprovedAboveCeiling)
})
