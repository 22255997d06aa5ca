/** Enumerations: the domain's words in GraphQL's spelling (`new_materials` → `NEW_MATERIALS`). */

import { organisationKinds, roles } from '#domain/access/roles.ts'
import { empowerments, ipKinds, stages } from '#domain/achievement/achievement.ts'
import { comparators, cooperationModes, ipWishes } from '#domain/demand/demand.ts'
import { expertKinds } from '#domain/expert/expert.ts'
import { libraries, listingStates, waysOfTransfer } from '#domain/listing.ts'
import { organisationStates } from '#domain/organisation.ts'
import { technologyFields } from '#domain/technology-field.ts'
import { builder } from './builder.ts'

/** An enum type whose values are the domain's own strings. */
export function wordEnum<const W extends string>(name: string, words: readonly W[], description?: string) {
  const values = Object.fromEntries(words.map(word => [word.toUpperCase(), { value: word }])) as Record<
    Uppercase<W>,
    { value: W }
  >
  return builder.enumType(name, { description, values })
}

export const LibraryEnum = wordEnum('Library', libraries, 'One of the three libraries.')
export const ListingStateEnum = wordEnum('ListingState', listingStates)
export const TechnologyFieldEnum = wordEnum(
  'TechnologyField',
  technologyFields,
  'The eleven technology fields (技术领域).',
)
export const WayOfTransferEnum = wordEnum('WayOfTransfer', waysOfTransfer)
export const ComparatorEnum = wordEnum('Comparator', comparators)
export const CooperationModeEnum = wordEnum('CooperationMode', cooperationModes)
export const IpWishEnum = wordEnum('IpWish', ipWishes, 'Who shall own the result.')
export const StageEnum = wordEnum('Stage', stages, '初期, 中期, 成熟应用.')
export const EmpowermentEnum = wordEnum('Empowerment', empowerments, '职务科技成果赋权.')
export const IpKindEnum = wordEnum('IpKind', ipKinds)
export const ExpertKindEnum = wordEnum('ExpertKind', expertKinds)
export const OrganisationKindEnum = wordEnum('OrganisationKind', organisationKinds)
export const OrganisationStateEnum = wordEnum('OrganisationState', organisationStates)
export const RoleEnum = wordEnum('Role', roles)
