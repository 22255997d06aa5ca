import { describe, expect, it } from 'vitest'
import {
  checkCreditCodeConfirmed,
  checkNotLastAdmin,
  checkOrganisation,
  checkRoleFits,
} from '#domain/access/organisation-rules.ts'

const facts = { name: '郑州示例有限公司', creditCode: '91350100M000100Y43', regionCode: '410105', registryCode: null }
const paths = (
  kind: Parameters<typeof checkOrganisation>[0],
  change: Partial<Parameters<typeof checkOrganisation>[1]>,
) => checkOrganisation(kind, { ...facts, ...change }).map(problem => problem.path)

describe('the form of an organisation', () => {
  it('is right as it stands', () => expect(paths('enterprise', {})).toEqual([]))

  it.each([
    ['a name of one character', { name: '厂' }, ['name']],
    ['a name of 201 characters', { name: '厂'.repeat(201) }, ['name']],
    ['a code that cannot be one', { creditCode: '91350100M000100Y4' }, ['creditCode']],
    ['a region that is none', { regionCode: '999999' }, ['regionCode']],
    ['a registry code without a registry', { registryCode: '410100' }, ['registryCode']],
    ['everything at once', { name: '', creditCode: '', regionCode: '' }, ['name', 'creditCode', 'regionCode']],
  ])('names %s', (_, change, expected) => expect(paths('enterprise', change)).toEqual(expected))

  it('wants the six digits of a registry', () => {
    expect(paths('registry', {})).toEqual(['registryCode'])
    expect(paths('registry', { registryCode: '410100' })).toEqual([])
    expect(paths('registry', { registryCode: '41' })).toEqual(['registryCode'])
  })

  it('lets a doubtful credit code through to the question', () => {
    expect(paths('enterprise', { creditCode: '91350100M000100Y4Y' })).toEqual([])
  })
})

describe('a credit code whose check digit fails', () => {
  it('asks, and takes yes for an answer', () => {
    expect(checkCreditCodeConfirmed('91350100M000100Y4Y', false)).toMatchObject({
      code: 'CREDIT_CODE_UNUSUAL',
      creditCode: '91350100M000100Y4Y',
    })
    expect(checkCreditCodeConfirmed('91350100M000100Y4Y', true)).toBeNull()
    expect(checkCreditCodeConfirmed('91350100M000100Y43', false)).toBeNull()
  })
})

describe('staff', () => {
  it('has the roles of its kind', () => {
    expect(checkRoleFits('bureau', 'officer')).toBeNull()
    expect(checkRoleFits('enterprise', 'officer')).toMatchObject({
      code: 'ROLE_DOES_NOT_FIT',
      role: 'officer',
      fitting: ['member', 'admin', 'expert'],
    })
  })

  it('keeps an administrator', () => {
    expect(checkNotLastAdmin('admin', 1)).toMatchObject({ code: 'LAST_ADMIN' })
    expect(checkNotLastAdmin('admin', 2)).toBeNull()
    expect(checkNotLastAdmin('member', 1)).toBeNull()
  })
})
