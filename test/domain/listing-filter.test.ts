import { describe, expect, it } from 'vitest'
import { checkListingFilter } from '#domain/listing-filter.ts'

const paths = (filter: Parameters<typeof checkListingFilter>[0]) => checkListingFilter(filter).map(({ path }) => path)

describe('a filter of a library', () => {
  it.each([
    {},
    { regionCode: '410100', industryCode: 'C39', trlMin: 1, trlMax: 9 },
    { regionCode: '41', industryCode: 'C' },
    { regionCode: null, industryCode: null, trlMin: null, trlMax: null },
  ])('%j means something', filter => expect(paths(filter)).toEqual([]))

  it.each([
    [{ regionCode: '%' }, 'filter.regionCode'],
    [{ regionCode: '41____' }, 'filter.regionCode'],
    [{ regionCode: '4101000' }, 'filter.regionCode'],
    [{ industryCode: 'C%' }, 'filter.industryCode'],
    [{ industryCode: '\\' }, 'filter.industryCode'],
    [{ trlMin: 0 }, 'filter.trlMin'],
    [{ trlMin: -1 }, 'filter.trlMin'],
    [{ trlMax: 10 }, 'filter.trlMax'],
    [{ trlMax: 2_147_483_647 }, 'filter.trlMax'],
  ])('%j means nothing: %s', (filter, path) => expect(paths(filter)).toEqual([path]))
})
