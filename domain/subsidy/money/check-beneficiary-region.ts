/**
 * Whom a bureau determines for. The bureau of a policy's own jurisdiction does so for everybody the policy gives to; one
 * below it, of a city under a policy of the province, for the units of its own region: others are for their own bureau.
 */
import { Refusal } from '../../refusal.ts'
import { isWithinRegion } from '../../region.ts'
import type { Determination } from '../evaluate/trace.ts'
import type { Facts } from '../facts/facts.ts'

/** A figure by the policy of a wider region, for a unit outside the bureau's own. */
export class BeneficiaryOutsideRegion extends Refusal {
  readonly code = 'BENEFICIARY_OUTSIDE_REGION'
  readonly rule: string
  readonly beneficiary: string
  readonly bureauRegion: string | null
  constructor(rule: string, beneficiary: string, bureauRegion: string | null) {
    super(
      `rule ${rule}: ${beneficiary} is not in ${bureauRegion}, the region of the bureau; leave it to its own bureau`,
    )
    this.rule = rule
    this.beneficiary = beneficiary
    this.bureauRegion = bureauRegion
  }
}

type CheckBeneficiary = (found: Pick<Determination, 'rule' | 'beneficiary'>) => BeneficiaryOutsideRegion | null

/** Ready for the figures of a policy; `bureauRegion` is a code of GB/T 2260. A unit without a region is in none. */
export function compileBeneficiaryCheck(
  { jurisdiction }: { jurisdiction: string },
  { organisations }: Pick<Facts, 'organisations'>,
  bureauRegion: string | null,
): CheckBeneficiary {
  if (bureauRegion === jurisdiction) return () => null
  const regions = new Map(organisations.map(({ id, regionCode }) => [id, regionCode]))
  return ({ rule, beneficiary }) =>
    isWithinRegion(regions.get(beneficiary) ?? '', bureauRegion ?? '')
      ? null
      : new BeneficiaryOutsideRegion(rule, beneficiary, bureauRegion)
}
