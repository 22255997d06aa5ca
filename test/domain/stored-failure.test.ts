import { describe, expect, it } from 'vitest'
import { readFailure, writeFailure } from '#domain/stored-failure.ts'

describe('a failure that is stored', () => {
  it('comes back with its data', () => {
    const failure = { code: 'MISSING_FACT', message: 'add it', details: { rule: '补助', field: '"登记日"' } }
    expect(readFailure(writeFailure(failure))).toEqual(failure)
  })

  it('takes no more than its column, and is read all the same', () => {
    for (const sign of ['甲', '"', '\u0001']) {
      const details = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`d${n}`, sign.repeat(5_000)]))
      const stored = writeFailure({ code: 'X', message: sign.repeat(5_000), details })
      expect(stored.length).toBeLessThanOrEqual(2_000)
      expect(readFailure(stored).code).toBe('X')
    }
  })

  it('of before is read by its code; a sentence of the job has none', () => {
    expect(readFailure('MISSING_FACT: rule a needs it')).toMatchObject({
      code: 'MISSING_FACT',
      message: 'rule a needs it',
    })
    expect(readFailure('given up after 3 attempts')).toMatchObject({ code: null, message: 'given up after 3 attempts' })
  })
})
