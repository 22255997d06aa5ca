import { describe, expect, it } from 'vitest'
import { checkEvidenceGiven, checkPayee, listUnproven, tidyPayee } from '#domain/subsidy/money/claim.ts'

const input = (record: string, over: object = {}) => ({ record, kind: 'payment', used: true, source: null, ...over })

it('what counts and is neither evidenced nor registered is unproven, once', () => {
  const source = { registrationNumber: null, evidence: null }
  const inputs = [
    input('bare'),
    input('bare'),
    input('unused', { used: false }),
    input('sourced', { source }),
    input('registered', { source: { ...source, registrationNumber: '4101' } }),
    input('evidenced', { source: { ...source, evidence: { id: 'e' } } }),
  ]
  expect(listUnproven(inputs).map(({ record }) => record)).toEqual(['bare', 'sourced'])
})

describe('documents of a claim', () => {
  it('are those that are missing, each once', () => {
    expect(checkEvidenceGiven(['a', 'b'], [], ['b', 'a'])).toBeNull()
    expect(checkEvidenceGiven(['a', 'b'], ['a'], ['b'])).toBeNull()
    expect(checkEvidenceGiven(['a', 'b'], ['a'], [])).toMatchObject({ code: 'EVIDENCE_MISSING', records: ['b'] })
    expect(checkEvidenceGiven(['a'], ['a'], ['a'])).toMatchObject({ code: 'EVIDENCE_NOT_NEEDED', records: ['a'] })
    expect(checkEvidenceGiven(['a'], [], ['a', 'a'])).toMatchObject({ code: 'EVIDENCE_NOT_NEEDED' })
    expect(checkEvidenceGiven([], [], ['z'])).toMatchObject({ code: 'EVIDENCE_NOT_NEEDED', records: ['z'] })
  })
})

describe('the account to pay to', () => {
  const payee = { accountName: ' 某公司 ', bankName: '某银行 某支行', accountNumber: '６２２２ 0000-1234' }

  it('is stored without what people write in it', () => {
    expect(tidyPayee(payee)).toEqual({
      accountName: '某公司',
      bankName: '某银行 某支行',
      accountNumber: '622200001234',
    })
  })

  it('is in the beneficiary’s own name, with a bank and a number', () => {
    expect(checkPayee('payee', tidyPayee(payee), '某公司')).toEqual([])
    const wrong = { accountName: '别人', bankName: '', accountNumber: '12a456' }
    expect(checkPayee('payee', wrong, '某公司').map(({ path }) => path)).toEqual([
      'payee.accountName',
      'payee.bankName',
      'payee.accountNumber',
    ])
  })
})
