/** Every detector over the facts of one determination. The same facts give the same flags, in the same order. */
import { findAffiliatedParties } from './affiliated-parties.ts'
import { findReusedEvidence } from './evidence-reused.ts'
import type { FlagFacts } from './flag-facts.ts'
import { findFundedTwice } from './funded-twice.ts'
import { findIdenticalPrices } from './identical-price.ts'
import { type FlagParameters, flagParameters } from './parameters.ts'
import { type FoundFlag, figure } from './red-flag.ts'
import { findRoundTrips } from './round-trip.ts'
import { findShortBidWindows } from './short-bid-window.ts'
import { findSingleBids } from './single-bid.ts'
import { findSplitContracts } from './split-contracts.ts'
import { findCopiedTexts } from './text-copied.ts'

/** All flags, kind by kind; of a kind at most `mostOfKind` and one for the rest. */
export function findFlags(facts: FlagFacts, parameters: FlagParameters = flagParameters): FoundFlag[] {
  const { contracts, challenges } = facts
  const ofKinds = [
    findFundedTwice(facts.grant, facts.otherGrants, facts.exclusives),
    findSplitContracts(contracts, facts.thresholds, parameters.split),
    findAffiliatedParties(contracts, facts.parties, parameters.affiliation),
    findRoundTrips(contracts, facts.money, parameters.roundTrip),
    findReusedEvidence(contracts, facts.sameEvidence),
    findCopiedTexts(facts.ownTexts, facts.otherTexts, parameters.text),
    findSingleBids(challenges),
    findShortBidWindows(challenges, parameters.bids),
    findIdenticalPrices(challenges),
  ]
  return ofKinds
    .flatMap(flags => bounded(flags, parameters.mostOfKind))
    .map(flag => shortened(flag, parameters.mostRecords))
}

/** A registry's year may have thousands of one kind: a person looks at many of them at once, or at none. */
function bounded(flags: readonly FoundFlag[], most: number): FoundFlag[] {
  const rest = flags.slice(most)
  const [first] = rest
  if (!first) return [...flags]
  return [
    ...flags.slice(0, most),
    {
      kind: first.kind,
      basis: ['rest', ...rest.flatMap(({ basis }) => basis)],
      explanation: {
        zh: `另有 ${rest.length} 处同类疑点，例如：${first.explanation.zh}`,
        en: `${rest.length} more of this kind, for example: ${first.explanation.en}`,
        records: rest.flatMap(({ explanation }) => explanation.records),
        figures: [figure('more', 'count', rest.length)],
      },
    },
  ]
}

function shortened(flag: FoundFlag, most: number): FoundFlag {
  const { records, figures } = flag.explanation
  if (records.length <= most) return flag
  const counted = [...figures, figure('recordsInAll', 'count', records.length)]
  return { ...flag, explanation: { ...flag.explanation, records: records.slice(0, most), figures: counted } }
}
