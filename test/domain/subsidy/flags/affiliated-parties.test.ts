import { describe, expect, test } from 'vitest'
import { findAffiliatedParties } from '#domain/subsidy/flags/affiliated-parties.ts'
import type { FlagParty } from '#domain/subsidy/flags/flag-facts.ts'
import { flagParameters } from '#domain/subsidy/flags/parameters.ts'
import { contract, party } from './support.ts'

const find = (a: Partial<FlagParty>, b: Partial<FlagParty>, contracts = [contract('c1', 100)]) =>
  findAffiliatedParties(contracts, [party('A', a), party('B', b)], flagParameters.affiliation)
const tiesOf = (a: Partial<FlagParty>, b: Partial<FlagParty>) => find(a, b)[0]?.basis.slice(2) ?? []
const contact = (phone: string, email = '') => [{ listingId: 'l', listingTitle: '需求', phone, email }]

test('strangers are no flag', () => {
  expect(find({}, {})).toEqual([])
})

describe('people', () => {
  const [wang, li] = [
    { userId: 'wang', name: '王工' },
    { userId: 'li', name: '李工' },
  ]
  test('who belong to both are named, once', () => {
    const [flag] = find({ members: [wang, wang] }, { members: [wang, li] })
    expect(flag?.basis).toEqual(['A', 'B', 'member wang'])
    expect(flag?.explanation.records).toContainEqual(expect.objectContaining({ kind: 'person', id: 'wang' }))
  })
  test('each of one party only are none', () => {
    expect(tiesOf({ members: [wang] }, { members: [li] })).toEqual([])
  })
})

describe('credit codes', () => {
  test('of one subject, registered twice', () => {
    expect(tiesOf({ creditCode: '12410000415800123X' }, { creditCode: '91410100415800123K' })).toEqual([
      'subject 415800123',
    ])
  })
  test('of one registration authority say nothing', () => {
    expect(tiesOf({ creditCode: '91410100415800123X' }, { creditCode: '91410100415800124X' })).toEqual([])
  })
})

describe('contacts', () => {
  test('the same number, however it is written; it is not shown in full', () => {
    const [flag] = find({ contacts: contact('+86 138-0000-1234') }, { contacts: contact('13800001234') })
    expect(flag?.explanation.zh).toContain('尾号 1234')
    expect(JSON.stringify(flag?.explanation)).not.toContain('13800001234')
  })
  test('the same mailbox, but not the same provider', () => {
    expect(tiesOf({ contacts: contact('', 'Lab@qq.com') }, { contacts: contact('', 'lab@qq.com ') })).toHaveLength(1)
    expect(tiesOf({ contacts: contact('', 'a@qq.com') }, { contacts: contact('', 'b@qq.com') })).toEqual([])
  })
  test('nothing is shared by two that give none, or an extension only', () => {
    expect(tiesOf({ contacts: contact('') }, { contacts: contact('') })).toEqual([])
    expect(tiesOf({ contacts: contact('8001') }, { contacts: contact('8001') })).toEqual([])
  })
})

describe('bank accounts', () => {
  const account = (number: string) => ({ accounts: [{ number, determinationId: `d${number}` }] })
  test('one for both, not shown in full', () => {
    const [flag] = find(account('6222020200112233'), account('6222020200112233'))
    expect(flag?.explanation.zh).toContain('收款账户相同（尾号 2233）')
    expect(flag?.explanation.zh).not.toContain('6222020200112233')
  })
  test('two at one bank', () => {
    expect(tiesOf(account('6222020200112233'), account('6222020200112244'))).toEqual([])
  })
})

describe('names', () => {
  test('one inside the other', () => {
    expect(tiesOf({ name: '郑州大学' }, { name: '郑州大学科技园有限公司' })).toEqual(['name'])
  })
  test('a common beginning, or too short a name, is none', () => {
    expect(tiesOf({ name: '郑州大学' }, { name: '郑州轻工业大学' })).toEqual([])
    expect(tiesOf({ name: '宇通' }, { name: '宇通客车股份有限公司' })).toEqual([])
  })
})

test('one flag a pair, whoever buys; only of the determination’s own contracts', () => {
  const tie = { name: '郑州大学' }
  const back = contract('c2', 50, { buyerId: 'B', sellerId: 'A' })
  const [flag, ...others] = find(tie, { name: '郑州大学科技园' }, [contract('c1', 100), back])
  expect(others).toEqual([])
  expect(flag?.explanation.records.filter(({ kind }) => kind === 'contract').map(({ id }) => id)).toEqual(['c1', 'c2'])
  expect(find(tie, { name: '郑州大学科技园' }, [contract('c1', 100, { isOwn: false })])).toEqual([])
})
