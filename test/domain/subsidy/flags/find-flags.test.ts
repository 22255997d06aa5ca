import { describe, expect, test } from 'vitest'
import {
  checkFlaggable,
  checkNoOpenFlags,
  checkOverride,
  checkOverrideReason,
} from '#domain/subsidy/flags/check-red-flags.ts'
import { findFlags } from '#domain/subsidy/flags/find-flags.ts'
import type { FlagFacts } from '#domain/subsidy/flags/flag-facts.ts'
import { flagParameters } from '#domain/subsidy/flags/parameters.ts'
import { redFlagKinds } from '#domain/subsidy/flags/red-flag.ts'
import { bid, challenge, contract, grant, money, party, prose, text, wan } from './support.ts'

const clean: FlagFacts = {
  grant: grant('own'),
  exclusives: [],
  thresholds: [],
  contracts: [contract('c1', 480)],
  money: [money('p1', 'c1', 480)],
  sameEvidence: [{ ...money('p1', 'c1', 480), contractTitle: '' }],
  parties: [party('A'), party('B')],
  challenges: [challenge([bid('1', 280), bid('2', 290)])],
  ownTexts: [text('c1', prose(1, 500))],
  otherTexts: [text('c9', prose(2, 500))],
  otherGrants: [],
}

const suspicious: FlagFacts = {
  ...clean,
  contracts: [
    ...clean.contracts,
    contract('c2', 490),
    contract('c3', 480, { buyerId: 'B', sellerId: 'A', isOwn: false }),
  ],
  sameEvidence: [...clean.sameEvidence, { ...money('p1', 'c2', 480, { id: 'p2' }), contractTitle: '' }],
  parties: [party('A', { name: '郑州大学' }), party('B', { name: '郑州大学科技园' })],
  challenges: [
    challenge([bid('1', 280), bid('2', 280)]),
    challenge([bid('3', 280)], { id: 'x', bidsCloseAt: new Date('2026-01-02T01:00:00Z') }),
  ],
  otherTexts: [text('c9', prose(1, 500))],
  otherGrants: [grant('other', { policyId: 'henan' })],
}

describe('all of them', () => {
  test('nothing is found where nothing is', () => {
    expect(findFlags(clean)).toEqual([])
  })

  test('each kind where it is, with records and figures a person can check', () => {
    const flags = findFlags(suspicious)
    expect(new Set(flags.map(({ kind }) => kind))).toEqual(new Set(redFlagKinds))
    for (const { explanation } of flags) {
      expect(explanation.records.length).toBeGreaterThan(0)
      expect(explanation.figures.length).toBeGreaterThan(0)
      expect([explanation.zh, explanation.en].join()).not.toMatch(/undefined|null|NaN/)
    }
  })

  test('the same facts give the same flags', () => {
    expect(findFlags(suspicious)).toEqual(findFlags(structuredClone(suspicious)))
  })

  test('of many of one kind the rest are one flag, and a long list of records says how long', () => {
    const challenges = Array.from({ length: 5 }, (_, n) => challenge([bid(`${n}`, 280)], { id: `ch${n}` }))
    const flags = findFlags({ ...clean, challenges }, { ...flagParameters, mostOfKind: 2, mostRecords: 3 })
    expect(flags).toHaveLength(3)
    expect(flags[2]?.explanation.zh).toContain('另有 3 处同类疑点')
    expect(flags[2]?.explanation.records).toHaveLength(3)
    expect(flags[2]?.explanation.figures).toContainEqual({ name: 'recordsInAll', unit: 'count', value: '6' })
  })
})

describe('what flags forbid', () => {
  const open = { id: 'f1', kind: 'single_bid' as const, overriddenAt: null, overriddenBy: null }
  const done = { ...open, id: 'f2', overriddenAt: new Date(), overriddenBy: 'r' }

  test('approval while one is open', () => {
    expect(checkNoOpenFlags([])).toBeNull()
    expect(checkNoOpenFlags([done])).toBeNull()
    expect(checkNoOpenFlags([done, open])).toMatchObject({
      code: 'OPEN_RED_FLAGS',
      flagIds: ['f1'],
      kinds: ['single_bid'],
    })
  })

  test('setting aside by whoever computed, twice, or after the approval', () => {
    const figure = { state: 'reviewed', computedBy: 'officer' }
    expect(checkOverride(open, figure, 'reviewer')).toBeNull()
    expect(checkOverride(open, figure, 'officer')).toMatchObject({ code: 'SAME_PERSON' })
    expect(checkOverride(done, figure, 'reviewer')).toMatchObject({ code: 'FLAG_OVERRIDDEN', overriddenBy: 'r' })
    expect(checkOverride(open, { ...figure, state: 'approved' }, 'reviewer')).toMatchObject({ code: 'FLAGS_CLOSED' })
  })

  test.each(['simulated', 'approved', 'paid', 'clawed_back', 'refused', 'superseded'])('looking when %s', state => {
    expect(checkFlaggable(state)).toMatchObject({ state })
  })

  test('a reason that says nothing', () => {
    const problems = (reason: string) => checkOverrideReason(reason).map(({ message }) => message)
    expect(problems('')).toEqual(['is missing'])
    expect(problems(`   九个字的理由写在这 `)).toEqual(['is 9 characters long'])
    expect(problems('十个字的理由写在这里了')).toEqual([])
    expect(problems('长'.repeat(2_001))).toHaveLength(1)
  })
})

test('amounts stay digits: an explanation is plain JSON', () => {
  const flags = findFlags({ ...suspicious, contracts: [contract('c1', 480), contract('c2', 490)] })
  expect(JSON.parse(JSON.stringify(flags))).toEqual(flags)
  const split = flags.find(({ kind }) => kind === 'split_contracts')
  expect(split?.explanation.records[0]?.amountFen).toBe(String(wan(480)))
})
