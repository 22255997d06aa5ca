/**
 * The way of a new version of a policy: an officer writes a copy, another person looks at it, and only then is it a
 * version. A version is never edited; whoever wants it otherwise begins another copy. Who may do it is in `may()`.
 */
import type { Lifecycle } from '../../lifecycle.ts'
import { Refusal } from '../../refusal.ts'
import { InvalidPolicyPack, type PackProblem, parsePolicyPack } from '../pack/parse-policy-pack.ts'
import type { PolicyPack } from '../pack/policy-pack.ts'

export const policyEditStates = ['editing', 'proposed', 'returned', 'published', 'discarded'] as const
export type PolicyEditState = (typeof policyEditStates)[number]
export type PolicyEditEvent = 'propose' | 'withdraw' | 'return' | 'publish' | 'discard'

export const policyEditLifecycle: Lifecycle<PolicyEditState, PolicyEditEvent> = {
  initial: 'editing',
  transitions: {
    editing: { propose: 'proposed', discard: 'discarded' },
    proposed: { withdraw: 'editing', return: 'returned', publish: 'published', discard: 'discarded' },
    returned: { propose: 'proposed', discard: 'discarded' },
    published: {},
    discarded: {},
  },
}

/** In these the text may be changed; what is proposed stays as the reviewer reads it. */
export const writableStates: readonly PolicyEditState[] = ['editing', 'returned']

export class NotTheAuthor extends Refusal {
  readonly code = 'NOT_THE_AUTHOR'
  readonly authorId: string
  constructor(authorId: string) {
    super('only whoever began this copy changes it; begin a copy of your own')
    this.authorId = authorId
  }
}

export class ReviewerIsAuthor extends Refusal {
  readonly code = 'REVIEWER_IS_AUTHOR'
  constructor() {
    super('a version is reviewed by another person than the one who wrote it')
  }
}

export class PolicyEditNotWritable extends Refusal {
  readonly code = 'POLICY_EDIT_NOT_WRITABLE'
  readonly state: PolicyEditState
  constructor(state: PolicyEditState) {
    super(`the text of a copy that is ${state} stays as it is`)
    this.state = state
  }
}

/** The next version of a policy comes from the bureau that has published it, whatever is uploaded under its id. */
export class NotPolicyOwner extends Refusal {
  readonly code = 'NOT_POLICY_OWNER'
  readonly policyId: string
  constructor(policyId: string) {
    super(`policy ${policyId} belongs to another bureau; write your own under an id of its own`)
    this.policyId = policyId
  }
}

/** No version of the policy is in force on the day by which it would be determined. */
export class PolicyNotInForce extends Refusal {
  readonly code = 'POLICY_NOT_IN_FORCE'
  readonly policyId: string
  /** YYYY-MM-DD */
  readonly day: string
  constructor(policyId: string, day: string) {
    super(`no version of policy ${policyId} is in force on ${day}; ask for another year, or simulate it by a what-if`)
    this.policyId = policyId
    this.day = day
  }
}

/** A version is known by its label: two texts under one label could not be told apart on a payment slip. */
export class VersionLabelTaken extends Refusal {
  readonly code = 'VERSION_LABEL_TAKEN'
  readonly policyId: string
  readonly version: string
  constructor(policyId: string, version: string) {
    super(`policy ${policyId} has a version "${version}" already; give the new text another version`)
    this.policyId = policyId
    this.version = version
  }
}

/** Exactly this text is a version already. */
export class NothingChanged extends Refusal {
  readonly code = 'NOTHING_CHANGED'
  readonly policyId: string
  constructor(policyId: string) {
    super(`this is the text of a version of policy ${policyId}; change something, or discard the copy`)
    this.policyId = policyId
  }
}

/** A new version belongs to the policy whose version it was begun from. */
export class OtherPolicy extends Refusal {
  readonly code = 'OTHER_POLICY'
  readonly policyId: string
  readonly basePolicyId: string
  constructor(policyId: string, basePolicyId: string) {
    super(`the copy was begun from policy ${basePolicyId}, its text now says id: ${policyId}`)
    this.policyId = policyId
    this.basePolicyId = basePolicyId
  }
}

export function checkAuthor(authorId: string, userId: string): NotTheAuthor | null {
  return authorId === userId ? null : new NotTheAuthor(authorId)
}

export function checkReviewer(authorId: string, userId: string): ReviewerIsAuthor | null {
  return authorId === userId ? new ReviewerIsAuthor() : null
}

export function checkWritable(state: PolicyEditState): PolicyEditNotWritable | null {
  return writableStates.includes(state) ? null : new PolicyEditNotWritable(state)
}

/** A version by where it is from: the bureau that published it; null: it came with the program. */
export interface VersionOrigin {
  publisherId: string | null
  jurisdiction: string
}

/**
 * A policy belongs to the bureau that published it first. One that only came with the program belongs to the bureau of
 * its region, whichever publishes first if there are several. `versions`: the latest first; none: it is anybody's.
 */
export function checkPolicyOwner(
  policyId: string,
  versions: readonly VersionOrigin[],
  bureau: { id: string; regionCode: string },
): NotPolicyOwner | null {
  const owner = versions.findLast(({ publisherId }) => publisherId !== null)?.publisherId
  const [latest] = versions
  const isOwn = owner ? owner === bureau.id : !latest || latest.jurisdiction === bureau.regionCode
  return isOwn ? null : new NotPolicyOwner(policyId)
}

/** What the text says its policy is, against what it was begun from (null: from nothing). */
export function checkSamePolicy(policyId: string, basePolicyId: string | null): OtherPolicy | null {
  return basePolicyId === null || policyId === basePolicyId ? null : new OtherPolicy(policyId, basePolicyId)
}

/** No version of the policy has this label, nor exactly this text. */
export function checkNewVersion(
  pack: Pick<PolicyPack, 'id' | 'version'>,
  text: string,
  versions: readonly { version: string; source: string }[],
): Refusal | null {
  if (versions.some(({ source }) => source === text)) return new NothingChanged(pack.id)
  if (versions.some(({ version }) => version === pack.version)) return new VersionLabelTaken(pack.id, pack.version)
  return null
}

export type TriedPack = { pack: PolicyPack; problems: readonly [] } | { pack: null; problems: readonly PackProblem[] }

/** The pack, or what is wrong with its text; never throws. */
export function tryPackText(text: string): TriedPack {
  try {
    return { pack: parsePolicyPack(text), problems: [] }
  } catch (error) {
    if (error instanceof InvalidPolicyPack) return { pack: null, problems: error.problems }
    throw error
  }
}
