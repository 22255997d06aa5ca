import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  checkAchievementRegistrationNumber,
  checkCreditCode,
  checkPatentNumber,
  checkRegistrationNumber,
  creditCodeCheckDigit,
  formatRegistrationNumber,
  type IdentifierVerdict,
  normaliseCreditCode,
  normalisePatentNumber,
} from '#domain/identifiers.ts'

const creditCodeAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

const verdict = (v: IdentifierVerdict) => (v.ok ? 'ok' : `${v.severity} ${v.code}`)

/** Each way to change one character of a text into another of the alphabet. */
function mutations(text: string, alphabet: string): string[] {
  return Array.from(text).flatMap((char, index) =>
    Array.from(alphabet)
      .filter(other => other !== char)
      .map(other => text.slice(0, index) + other + text.slice(index + 1)),
  )
}

describe('the unified social credit code', () => {
  const first17 = fc.string({ unit: fc.constantFrom(...creditCodeAlphabet), minLength: 17, maxLength: 17 })

  it('knows a valid code, in any spelling', () => {
    for (const text of [
      '91350100M000100Y43',
      ' 91350100m000100y43 ',
      '９１３５０１００M000100Y43',
      '91350100 M000100Y43',
    ]) {
      expect(verdict(checkCreditCode(text))).toBe('ok')
      expect(normaliseCreditCode(text)).toBe('91350100M000100Y43')
    }
  })
  it.each([
    '91350100M000100Y4Z',
    '91350100M000100Y4',
    '91350100M000100Y433',
    '',
    '91350100O000100Y43',
    '9135010-M000100Y43',
  ])('%j is malformed', text => expect(verdict(checkCreditCode(text))).toBe('error CREDIT_CODE_MALFORMED'))
  it('warns of a check digit that does not fit, and never calls it an error', () => {
    expect(verdict(checkCreditCode('91350100M000100Y44'))).toBe('warning CREDIT_CODE_CHECK_DIGIT')
  })
  it('every code with its computed check digit is valid', () => {
    fc.assert(
      fc.property(first17, text => {
        expect(checkCreditCode(text + creditCodeCheckDigit(text)).ok).toBe(true)
      }),
    )
  })
  it('changing any one character of a valid code is detected', () => {
    fc.assert(
      fc.property(first17, text => {
        const code = text + creditCodeCheckDigit(text)
        expect(mutations(code, `${creditCodeAlphabet}IOSVZ`).filter(mutation => checkCreditCode(mutation).ok)).toEqual(
          [],
        )
      }),
      { numRuns: 10 },
    )
  })
  it('computes no check digit for what is no code', () => {
    expect(() => creditCodeCheckDigit('91350100M000100Y')).toThrow(RangeError)
    expect(() => creditCodeCheckDigit('91350100O000100Y4')).toThrow(RangeError)
  })

  const vectors = join(process.env.JIEBANG_SHARED ?? '../shared', 'data/reference/uscc_vectors.json')
  describe.skipIf(!existsSync(vectors))('real codes (skipped where the shared folder is absent)', () => {
    it('the valid are valid, the early ones whose digit fails are warned of', () => {
      const { valid, real_but_check_digit_fails: early } = JSON.parse(readFileSync(vectors, 'utf8'))
      expect(valid.map((code: string) => verdict(checkCreditCode(code)))).toEqual(valid.map(() => 'ok'))
      expect(early.map((code: string) => verdict(checkCreditCode(code)))).toEqual(
        early.map(() => 'warning CREDIT_CODE_CHECK_DIGIT'),
      )
    })
  })
})

describe('the patent number', () => {
  it.each([
    ['201710601862.3', '201710601862.3'],
    ['2017106018623', '201710601862.3'],
    ['ZL201710601862.3', '201710601862.3'],
    ['zl 2017 1 0601862.3', '201710601862.3'],
    ['ＺＬ２０１７１０６０１８６２．３', '201710601862.3'],
    ['CN201710601862.3', '201710601862.3'],
    ['95115608.X', '95115608.X'],
    ['ZL95115608x', '95115608.X'],
  ])('%j is valid, and stored as %j', (text, stored) => {
    expect(verdict(checkPatentNumber(text))).toBe('ok')
    expect(normalisePatentNumber(text)).toBe(stored)
  })
  it.each(['201710601862', 'ZL95115608'])('%j lacks its check digit: a warning, and it is added', text => {
    expect(verdict(checkPatentNumber(text))).toBe('warning PATENT_NUMBER_WITHOUT_CHECK_DIGIT')
    expect(normalisePatentNumber(text)).toMatch(/\.[\dX]$/)
  })
  it.each(['201710601862.4', '95115608.1', '201710601863.3'])('%j has a wrong check digit', text => {
    expect(verdict(checkPatentNumber(text))).toBe('error PATENT_NUMBER_CHECK_DIGIT')
    expect(normalisePatentNumber(text)).toBeNull()
  })
  it.each([
    '',
    'ZL',
    'CN107500000A',
    '20171060186',
    '201750601862.3',
    '189910601862.3',
    '201710601862..3',
    'US201710601862.3',
    '50115608.X',
  ])('%j is malformed', text => {
    expect(verdict(checkPatentNumber(text))).toBe('error PATENT_NUMBER_MALFORMED')
    expect(normalisePatentNumber(text)).toBeNull()
  })
  const unnumbered = fc.oneof(
    fc
      .tuple(fc.integer({ min: 2003, max: 2099 }), fc.constantFrom(1, 2, 3, 8, 9), fc.nat(9_999_999))
      .map(([year, kind, serial]) => `${year}${kind}${String(serial).padStart(7, '0')}`),
    fc
      .tuple(fc.integer({ min: 85, max: 99 }), fc.constantFrom(1, 2, 3, 8, 9), fc.nat(99_999))
      .map(([year, kind, serial]) => `${year}${kind}${String(serial).padStart(5, '0')}`),
  )
  it('changing any one character of a valid number is detected', () => {
    fc.assert(
      fc.property(unnumbered, digits => {
        const number = normalisePatentNumber(digits) ?? ''
        expect(checkPatentNumber(number)).toEqual({ ok: true })
        expect(mutations(number, '0123456789X.').filter(mutation => checkPatentNumber(mutation).ok)).toEqual([])
      }),
    )
  })
  it('storing twice is storing once', () => {
    fc.assert(
      fc.property(unnumbered, digits => {
        const number = normalisePatentNumber(digits)
        expect(number).not.toBeNull()
        expect(normalisePatentNumber(number ?? '')).toBe(number)
        expect(normalisePatentNumber(`ZL${number}`)).toBe(number)
      }),
    )
  })
})

describe('the achievement registration number', () => {
  it.each(['9612015Y0100', '9312020y0012', ' 961 2015Y0100'])('%j is valid', text =>
    expect(checkAchievementRegistrationNumber(text)).toEqual({ ok: true }),
  )
  it.each(['', '9612015X0100', '9612015Y010', '9612015Y01000', '9611815Y0100', 'A612015Y0100'])(
    '%j is malformed',
    text =>
      expect(verdict(checkAchievementRegistrationNumber(text))).toBe('error ACHIEVEMENT_REGISTRATION_NUMBER_MALFORMED'),
  )
})

describe('the registration number that the service issues', () => {
  it('is region, year, sequence', () => {
    expect(formatRegistrationNumber('410100', 2025, 17)).toBe('4101002025000017')
  })
  it('what is issued is valid, differs for each sequence, and sorts as issued', () => {
    const sequences = fc.integer({ min: 1, max: 999_999 })
    fc.assert(
      fc.property(sequences, sequences, (a, b) => {
        const [first, second] = [
          formatRegistrationNumber('410000', 2025, a),
          formatRegistrationNumber('410000', 2025, b),
        ]
        expect(checkRegistrationNumber(first)).toEqual({ ok: true })
        expect(Math.sign(first.localeCompare(second))).toBe(Math.sign(a - b))
      }),
    )
  })
  it.each([
    ['41', 2025, 1],
    ['410000', 25, 1],
    ['410000', 2025, 0],
    ['410000', 2025, 1_000_000],
    ['410000', 2025, 1.5],
    ['410001', 2025, 1],
  ])('none is issued for %s, %s, %s', (registry, year, sequence) =>
    expect(() => formatRegistrationNumber(registry, year, sequence)).toThrow(RangeError),
  )
  it.each(['', '410100202500001', '0101002025000017', '4101002025000000', '41010020250000170'])(
    '%j is malformed',
    text => expect(verdict(checkRegistrationNumber(text))).toBe('error REGISTRATION_NUMBER_MALFORMED'),
  )
})

it('every problem says what is wrong and what to do', () => {
  const problems = [
    checkCreditCode('x'),
    checkCreditCode('91350100M000100Y44'),
    checkPatentNumber('x'),
    checkPatentNumber('201710601862'),
    checkPatentNumber('201710601862.4'),
    checkAchievementRegistrationNumber('x'),
    checkRegistrationNumber('x'),
  ]
  for (const problem of problems) {
    if (problem.ok) throw new Error('expected a problem')
    expect(problem.reason.length).toBeGreaterThan(20)
    expect(problem.remedy.length).toBeGreaterThan(20)
  }
  expect(new Set(problems.map(verdict)).size).toBe(problems.length)
})
