import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  commonConditions,
  countConditions,
  emptyFilter,
  type ListingFilter,
  matchConditions,
  projectConditions,
  readFilter,
  sorts,
  writeFilter,
} from '#web/ui/listing-filter.ts'

const read = (text: string) => readFilter(new URLSearchParams(text), 'demand')

describe('a filter read from an address', () => {
  it('is empty for an empty address', () => {
    expect(read('')).toEqual(emptyFilter)
  })

  it('takes every condition', () => {
    expect(
      read(
        'q=传感器&field=BIOMEDICINE&field=NUCLEAR&region=410100&industry=C39&trlMin=4&min=50&max=120.5&sort=DEADLINE',
      ),
    ).toEqual({
      ...emptyFilter,
      search: '传感器',
      fields: ['BIOMEDICINE', 'NUCLEAR'],
      regionCode: '410100',
      industryCode: 'C39',
      trlMin: 4,
      amountMinFen: 50_000_000,
      amountMaxFen: 120_500_000,
      sort: 'DEADLINE',
    })
  })

  it.each([
    'field=WITCHCRAFT',
    'region=999999',
    'region=<script>',
    'industry=Z99',
    'trlMin=0',
    'trlMin=10',
    'trlMin=4.5',
    'min=-3',
    'min=abc',
    'min=0.0000001',
    'sort=AMOUNT_LOW',
    'org=',
    'unknown=1',
  ])('leaves out %s', address => {
    expect(read(address)).toEqual(emptyFilter)
  })

  it('cuts a search of any length to what the server takes', () => {
    expect(read(`q=${'长'.repeat(5000)}`).search).toHaveLength(200)
  })

  it('offers each library its own orders only', () => {
    expect(readFilter(new URLSearchParams('sort=AMOUNT_LOW'), 'achievement').sort).toBe('AMOUNT_LOW')
    expect(readFilter(new URLSearchParams('sort=DEADLINE'), 'expert').sort).toBeNull()
  })
})

const subset = <T>(values: readonly T[]) => fc.subarray([...values])

const filters: fc.Arbitrary<ListingFilter> = fc.record({
  search: fc.string({ maxLength: 200 }),
  fields: subset(['ELECTRONIC_INFORMATION', 'BIOMEDICINE', 'URBAN_SOCIAL'] as const),
  stages: subset(['EARLY', 'MATURE'] as const),
  waysOfTransfer: subset(['TRANSFER', 'EQUITY'] as const),
  cooperationModes: subset(['SERVICE', 'JOINT_LAB'] as const),
  kinds: subset(['TECHNICAL', 'ECONOMIC_LEGAL'] as const),
  states: subset(['DRAFT', 'EXPIRED'] as const),
  industryCode: fc.option(fc.constantFrom('C', 'C39', 'C3913')),
  regionCode: fc.option(fc.constantFrom('410000', '410100', '410105')),
  trlMin: fc.option(fc.integer({ min: 1, max: 9 })),
  trlMax: fc.option(fc.integer({ min: 1, max: 9 })),
  amountMinFen: fc.option(fc.integer({ min: 0, max: 9_000_000_000_000_000 })),
  amountMaxFen: fc.option(fc.integer({ min: 0, max: 9_000_000_000_000_000 })),
  organisationId: fc.option(fc.uuid()),
  sort: fc.option(fc.constantFrom(...sorts.demand)),
})

describe('laws', () => {
  it('an address gives back the filter it was written from, to the 分', () => {
    fc.assert(
      fc.property(filters, filter => {
        expect(read(writeFilter(filter).toString())).toEqual(filter)
      }),
    )
  })

  it('any address can be read, and written again says the same', () => {
    fc.assert(
      fc.property(fc.webQueryParameters(), text => {
        const once = read(text)
        expect(read(writeFilter(once).toString())).toEqual(once)
      }),
    )
  })
})

describe('what is asked of the server', () => {
  it('is nothing for an empty filter', () => {
    const asked = { ...commonConditions(emptyFilter), ...projectConditions(emptyFilter) }
    expect(Object.values(asked).every(value => value === null)).toBe(true)
  })

  it('is the kind that the library has, and nothing that it has not', () => {
    const filter = { ...emptyFilter, stages: ['MATURE' as const], kinds: ['TECHNICAL' as const], trlMin: 4 }
    expect(matchConditions(filter, 'achievement')).toMatchObject({ kinds: ['MATURE'], trlMin: 4 })
    expect(matchConditions(filter, 'expert')).toEqual({
      fields: null,
      kinds: ['TECHNICAL'],
      regionCode: null,
      organisationId: null,
    })
    expect(matchConditions(filter, 'demand')).toMatchObject({ kinds: null, trlMin: 4 })
  })

  it('does not count words and order as conditions', () => {
    expect(countConditions({ ...emptyFilter, search: '激光', sort: 'DEADLINE' })).toBe(0)
    expect(countConditions({ ...emptyFilter, fields: ['NUCLEAR', 'AEROSPACE'], trlMin: 3 })).toBe(2)
  })
})
