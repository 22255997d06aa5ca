/** Which keys leave one beneficiary, and what the writer of a pack is shown where one does not. */
import { describe, expect, it } from 'vitest'
import { decides } from '#domain/subsidy/check/key-decides.ts'
import { packNotices } from '#domain/subsidy/editor/pack-notices.ts'
import type { FactBase } from '#domain/subsidy/facts/fact-tables.ts'
import { parsePolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'
import { packText } from '../../../support/policy-text.ts'
import { packNames, readPack } from '../evaluate/support.ts'

describe('a key', () => {
  it.each<[FactBase, string, string]>([
    ['receipts', 'contract.buyerId', 'contract.buyerId'],
    ['receipts', 'contract.buyerId', 'buyer.id'],
    ['receipts', 'buyer.id', 'contract.buyerId'],
    ['receipts', 'contract.id', 'contract.buyerId'],
    ['receipts', 'receipt.contractId', 'contract.sellerId'],
    ['receipts', 'receipt.id', 'project.listedById'],
    ['contracts', 'contract.projectId', 'project.solverId'],
    ['payments', 'project.id', 'project.listedById'],
    ['evidence', 'evidence.id', 'evidence.holderId'],
    ['evidence', 'evidence.holderId', 'holder.id'],
    ['figures', 'figure.projectId', 'project.listedById'],
    ['contracts', 'contract.achievementId', 'achievement.ownerId'],
  ])('on %s: %s says %s', (base, key, field) => expect(decides(base, [key], field)).toBe(true))
  it.each<[FactBase, string, string]>([
    ['receipts', 'contract.sellerId', 'contract.buyerId'],
    ['receipts', 'contract.projectId', 'contract.sellerId'],
    ['contracts', 'achievement.id', 'contract.sellerId'],
    ['contracts', 'seller.regionCode', 'contract.sellerId'],
    ['figures', 'figure.projectId', 'figure.holderId'],
    ['figures', 'figure.contractId', 'project.listedById'],
    ['incomes', 'income.transferId', 'income.teamId'],
  ])('on %s: %s leaves %s open', (base, key, field) => expect(decides(base, [key], field)).toBe(false))
  it('of several fields says what one of them says', () => {
    expect(decides('receipts', ['contract.type', 'contract.sellerId'], 'contract.sellerId')).toBe(true)
  })
})

describe('worth a look', () => {
  const noticesOf = (text: string) => packNotices(parsePolicyPack(text)).map(({ path, kind }) => `${path} ${kind}`)
  const toBuyer = packText('p').replace('beneficiary: contract.sellerId', 'beneficiary: contract.buyerId')

  it('is a sum per seller that goes to the buyer', () => {
    expect(noticesOf(toBuyer)).toContain('rules.0.per open_beneficiary')
    expect(noticesOf(toBuyer.replace('per: contract.sellerId', 'per: contract.buyerId'))).toEqual(
      noticesOf(packText('p')),
    )
  })
  it('also under a reading that is not the usual one', () => {
    const choice = 'beneficiary: { choose: to, readings: { seller: contract.sellerId, buyer: contract.buyerId } }'
    const parameters = `    parameters:
      - id: to
        question: 给谁
        default: seller
        readings: [{ id: seller, text: 卖方 }, { id: buyer, text: 买方 }]
`
    const chosen = packText('p').replace('beneficiary: contract.sellerId', choice) + parameters
    expect(noticesOf(chosen)).toContain('rules.0.per open_beneficiary')
    const paired = 'per: { choose: to, readings: { seller: contract.sellerId, buyer: contract.buyerId } }'
    expect(noticesOf(chosen.replace('per: contract.sellerId', paired))).not.toContain('rules.0.per open_beneficiary')
  })
  it('is a rule that asks nowhere for a place', () => {
    expect(noticesOf(packText('p'))).toEqual(['rules.0.who any_place'])
    const who = '    who: [{ not: { field: beneficiary.regionCode, outside: "410100" }, why: 不在郑州 }]\n'
    expect(noticesOf(packText('p') + who)).toEqual([])
    const where = 'amount: receipt.amountFen, where: [{ field: buyer.regionCode, within: "410100", why: 不在郑州 }] }'
    expect(noticesOf(packText('p').replace('amount: receipt.amountFen }', where))).toEqual([])
  })
  it('is what clauses mean that count by project, transfer or team: such a pack is shown, never refused', () => {
    const open = packNames().flatMap(name =>
      packNotices(readPack(name))
        .filter(({ kind }) => kind === 'open_beneficiary')
        .map(({ path }) => `${name} ${path}`),
    )
    expect(open).toEqual([
      'zhengzhou-2022-draft rules.3.per',
      'zhengzhou-2022-draft rules.8.per',
      'parts rules.5.per',
      'rarer-words rules.4.per',
      'stages rules.0.per',
      'unknown rules.0.per',
    ])
  })
})
