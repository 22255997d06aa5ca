import { describe, expect, it, test } from 'vitest'
import {
  industryAncestors,
  industryDivision,
  industryLevel,
  industrySection,
  isWithinIndustry,
  nearestKnownIndustry,
  normaliseIndustryCode,
  sectionOfDivision,
} from '#domain/industry.ts'
import industries from '../../db/seed/data/industries.json' with { type: 'json' }

describe('an industry code', () => {
  it.each([
    ['C', 'section', 'C', null, []],
    ['C39', 'division', 'C', 'C39', ['C']],
    ['C391', 'group', 'C', 'C39', ['C', 'C39']],
    ['C3913', 'class', 'C', 'C39', ['C', 'C39', 'C391']],
    ['A39', null, null, null, []],
    ['39', null, null, null, []],
    ['C3', null, null, null, []],
    ['C39135', null, null, null, []],
    ['', null, null, null, []],
  ])('%s is a %s', (code, level, section, division, ancestors) => {
    expect(industryLevel(code)).toBe(level)
    expect(industrySection(code)).toBe(section)
    expect(industryDivision(code)).toBe(division)
    expect(industryAncestors(code)).toEqual(ancestors)
  })
  it.each([
    ['39', 'C39'],
    ['c3913', 'C3913'],
    [' M ', 'M'],
    ['0111', 'A0111'],
    ['A39', null],
    ['98', null],
    ['00', null],
    ['U', null],
    ['', null],
  ])('%j is brought to %s', (text, code) => expect(normaliseIndustryCode(text)).toBe(code))
  it.each([
    ['C3913', 'C', true],
    ['C3913', 'C39', true],
    ['C39', 'C39', true],
    ['C39', 'C3913', false],
    ['C39', 'C38', false],
    ['C39', '', false],
    ['C39', 'C3', false],
  ])('%s is within %s: %s', (code, ancestor, isWithin) => expect(isWithinIndustry(code, ancestor)).toBe(isWithin))
})

describe('the committed industries', () => {
  it('are the 20 sections and 97 divisions of GB/T 4754-2017, numbered through', () => {
    expect(industries.filter(industry => industry.level === 1)).toHaveLength(20)
    const divisions = industries.filter(industry => industry.level === 2).map(industry => industry.code.slice(1))
    expect(divisions).toEqual(Array.from({ length: 97 }, (_, n) => String(n + 1).padStart(2, '0')))
  })
  it('agree with the section that the rule derives', () => {
    for (const { code, parent, level } of industries) {
      expect(industryLevel(code), code).toBe(level === 1 ? 'section' : 'division')
      expect(parent, code).toBe(industryAncestors(code).at(-1) ?? null)
      if (level === 2) expect(sectionOfDivision(code.slice(1)), code).toBe(parent)
    }
  })
})

describe('the nearest known industry', () => {
  const isKnown = (code: string) => ['C', 'C39', 'C391'].includes(code)
  test.each([
    ['C39', 'C39'],
    ['C3913', 'C391'],
    ['C3992', 'C39'],
    ['C40', 'C'],
    ['D44', null],
    ['nonsense', null],
  ])('%s → %s', (code, nearest) => expect(nearestKnownIndustry(code, isKnown)).toBe(nearest))
})
