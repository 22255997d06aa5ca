/** What searches and matches can be narrowed to: one filter for both and for the three libraries. */
import type { MatchFilter } from '#domain/matching/index/filter.ts'
import { kindWords } from '#domain/matching/kinds.ts'
import { builder } from './builder.ts'
import { TechnologyFieldEnum, WayOfTransferEnum, wordEnum } from './enums.ts'

const allKinds = [...new Set(Object.values(kindWords).flat())]

const ListingKindEnum = wordEnum(
  'ListingKind',
  allKinds,
  'Of an achievement its stage, of a demand a mode of cooperation, of an expert what they can judge.',
)

export const MatchFilterInput = builder.inputType('MatchFilter', {
  description: 'All parts that are given must hold; of a list one entry is enough.',
  fields: t => ({
    fields: t.field({ type: [TechnologyFieldEnum] }),
    kinds: t.field({ type: [ListingKindEnum], description: 'Kinds of the library that is looked through.' }),
    waysOfTransfer: t.field({ type: [WayOfTransferEnum] }),
    industryCode: t.string({ description: 'GB/T 4754 code; everything below it is included.' }),
    regionCode: t.string({ description: 'GB/T 2260 code of six digits; everything below it is included.' }),
    trlMin: t.int(),
    trlMax: t.int(),
    amountMinFen: t.field({ type: 'Fen', description: 'Prices or budgets that reach this amount.' }),
    amountMaxFen: t.field({ type: 'Fen', description: 'Prices or budgets that begin at or under this amount.' }),
    organisationId: t.string({ description: 'Id of the organisation that owns the listing.' }),
  }),
})

/** The filter as the use cases take it: what was left out or null is not asked for. */
export function readMatchFilter(given: typeof MatchFilterInput.$inferInput | null | undefined): MatchFilter {
  const { fields, kinds, waysOfTransfer, organisationId, ...rest } = given ?? {}
  return {
    ...rest,
    ...(fields && { fields }),
    ...(kinds && { kinds }),
    ...(waysOfTransfer && { waysOfTransfer }),
    // The index knows ids as the database writes them.
    ...(organisationId && { organisationId: organisationId.toLowerCase() }),
  }
}
