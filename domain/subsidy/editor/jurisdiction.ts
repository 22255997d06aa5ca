/** Which bureau a policy is for: codes of GB/T 2260, and nothing of the language, so that a screen may ask it too. */
import { Refusal } from '../../refusal.ts'
import { isWithinRegion } from '../../region.ts'

/** A bureau pays by the policies of its own region and of those above it. */
export class OutsideJurisdiction extends Refusal {
  readonly code = 'OUTSIDE_JURISDICTION'
  readonly jurisdiction: string
  readonly bureauRegion: string | null
  constructor(jurisdiction: string, bureauRegion: string | null) {
    super(`the policy is for ${jurisdiction}, which does not contain the region of the bureau, ${bureauRegion}`)
    this.jurisdiction = jurisdiction
    this.bureauRegion = bureauRegion
  }
}

/** A bureau writes policies for its own region or a part of it: what is for a wider one is for whoever governs that. */
export class BeyondRegion extends Refusal {
  readonly code = 'BEYOND_REGION'
  readonly jurisdiction: string
  readonly bureauRegion: string | null
  constructor(jurisdiction: string, bureauRegion: string | null) {
    super(
      `the policy is for ${jurisdiction}; this bureau writes policies for ${bureauRegion ?? 'no region'} or a part of it`,
    )
    this.jurisdiction = jurisdiction
    this.bureauRegion = bureauRegion
  }
}

/** `jurisdiction` and `bureauRegion` are codes of GB/T 2260. */
export function checkJurisdiction(jurisdiction: string, bureauRegion: string | null): OutsideJurisdiction | null {
  if (bureauRegion !== null && isWithinRegion(bureauRegion, jurisdiction)) return null
  return new OutsideJurisdiction(jurisdiction, bureauRegion)
}

/** As `checkJurisdiction`, for whoever writes the policy. */
export function checkWithinOwnRegion(jurisdiction: string, bureauRegion: string | null): BeyondRegion | null {
  if (bureauRegion !== null && isWithinRegion(jurisdiction, bureauRegion)) return null
  return new BeyondRegion(jurisdiction, bureauRegion)
}
