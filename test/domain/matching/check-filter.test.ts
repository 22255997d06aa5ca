import { describe, expect, it } from 'vitest'
import { hasCondition } from '#domain/matching/check-filter.ts'
import type { MatchFilter } from '#domain/matching/index/filter.ts'

describe('a filter that leaves nothing out', () => {
  it.each<MatchFilter>([
    {},
    { fields: [], kinds: [], waysOfTransfer: [] },
    { industryCode: null, trlMin: null, amountMinFen: null, organisationId: null },
    { regionCode: '' },
  ])('%o is none', filter => expect(hasCondition(filter)).toBe(false))

  it.each<MatchFilter>([
    { fields: ['new_materials'] },
    { kinds: [], trlMax: 9 },
    { amountMinFen: 0n },
    { regionCode: '410100' },
    { organisationId: 'x' },
  ])('%o is one', filter => expect(hasCondition(filter)).toBe(true))
})
