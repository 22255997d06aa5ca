import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isWithinRegion, regionAncestors, regionLevel, regionPrefix } from '#domain/region.ts'
import regions from '../../db/seed/data/regions.json' with { type: 'json' }

const byCode = new Map(regions.map(region => [region.code, region]))

describe('a region code', () => {
  it.each([
    ['410000', 'province', []],
    ['410100', 'city', ['410000']],
    ['410105', 'county', ['410000', '410100']],
    ['419001', 'county', ['410000', '419000']],
    ['410001', null, []],
    ['4101', null, []],
    ['010000', null, []],
    ['郑州', null, []],
  ])('%s is %s below %j', (code, level, ancestors) => {
    expect(regionLevel(code)).toBe(level)
    expect(regionAncestors(code)).toEqual(ancestors)
  })
  it.each([
    ['410105', '410000', true],
    ['410105', '410100', true],
    ['410105', '410105', true],
    ['410000', '410100', false],
    ['410105', '410200', false],
    ['110101', '410000', false],
    ['410105', '', false],
    ['', '', false],
  ])('%s is within %s: %s', (code, ancestor, isWithin) => expect(isWithinRegion(code, ancestor)).toBe(isWithin))
})

describe('the committed regions', () => {
  it('are the divisions of GB/T 2260, each once, sorted', () => {
    expect(byCode.size).toBe(regions.length)
    const count = (level: string) => regions.filter(region => regionLevel(region.code) === level).length
    expect([count('province'), count('city'), count('county')]).toEqual([34, 342, 2975])
    expect(regions.map(region => region.code)).toEqual(regions.map(region => region.code).toSorted())
    expect(byCode.get('410105')?.name).toBe('金水区')
  })
  it('name as parent the region that the code itself names, which exists', () => {
    const strays = regions.filter(({ code, parent, name }) => {
      const isOrphan = parent !== null && !byCode.has(parent)
      return isOrphan || name === '' || parent !== (regionAncestors(code).at(-1) ?? null)
    })
    expect(strays).toEqual([])
  })
  it('within is what begins as the region does', () => {
    const codes = fc.constantFrom(...byCode.keys())
    fc.assert(
      fc.property(codes, codes, (a, b) => {
        expect(a.startsWith(regionPrefix(b) ?? 'x')).toBe(isWithinRegion(a, b))
      }),
    )
    expect(regionPrefix('4101')).toBeNull()
  })
  it('within is reflexive, and holds for exactly the code and its ancestors', () => {
    const codes = fc.constantFrom(...byCode.keys())
    fc.assert(
      fc.property(codes, codes, (a, b) => {
        expect(isWithinRegion(a, a)).toBe(true)
        expect(isWithinRegion(a, b)).toBe(a === b || regionAncestors(a).includes(b))
        if (a !== b && isWithinRegion(a, b)) expect(isWithinRegion(b, a)).toBe(false)
      }),
    )
  })
})
