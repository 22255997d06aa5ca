import { describe, expect, it } from 'vitest'
import { checkRepair, checkRevocation } from '#domain/subsidy/money/integrity.ts'

const days = { foundOn: '2026-03-01', today: '2026-06-01' }

describe('an integrity record ends on a day from the finding to today', () => {
  it.each([
    ['2026-03-01', true],
    ['2026-06-01', true],
    ['2026-02-28', false],
    ['2026-06-02', false],
    ['x', false],
  ])('%s: %s', (day, fits) => {
    expect(checkRepair(day, days)).toHaveLength(fits ? 0 : 1)
    const found = checkRevocation({ revokedOn: day, reason: '登记有误' }, days)
    expect(found.map(({ path }) => path)).toEqual(fits ? [] : ['revokedOn'])
  })
})

it.each([
  ['登记有误', []],
  [' ', ['reason']],
  ['误'.repeat(2001), ['reason']],
])('a revocation says why', (reason, paths) => {
  expect(checkRevocation({ revokedOn: days.today, reason }, days).map(({ path }) => path)).toEqual(paths)
})
