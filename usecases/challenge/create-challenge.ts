/** Makes a challenge draft ("揭榜攻关", open selection) from a published demand of the poster. */
import type { Transaction } from '#db/client.ts'
import { insertChallenge, isVerifiedBureau, replaceDimensions } from '#db/queries/challenge.ts'
import { readClock } from '#db/queries/clock.ts'
import type { DemandRow } from '#db/queries/demand.ts'
import { lockListing } from '#db/queries/listing.ts'
import { listListingsByIds } from '#db/queries/listing-page.ts'
import { may } from '#domain/access/may.ts'
import { type ChallengeContent, checkChallengeDraft } from '#domain/challenge/check-challenge.ts'
import { isPublicAt } from '#domain/listing.ts'
import { NotFound, Refusal, refuse, requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { requirePerson } from '../support/person.ts'
import { refuseViolations } from '../support/violation.ts'

/** What the demand says already may be left out and is taken from it. */
export interface CreateChallengeInput {
  demandId: string
  bureauId: string
  title?: string | null
  problem?: string | null
  indicators?: ChallengeContent['indicators'] | null
  ipOwnership?: ChallengeContent['ipOwnership'] | null
  rewardFen: bigint
  conditions?: string | null
  dimensions: ChallengeContent['dimensions']
}

export class DemandNotPublished extends Refusal {
  readonly code = 'DEMAND_NOT_PUBLISHED'
  constructor() {
    super('A challenge is made from a published demand; publish the demand first')
  }
}

/** A second live challenge would ask for the same solution twice. */
export class DemandAlreadyListed extends Refusal {
  readonly code = 'DEMAND_ALREADY_LISTED'
  constructor() {
    super('This demand has a challenge already; cancel that one, or wait until it has ended')
  }
}

export class NotABureau extends Refusal {
  readonly code = 'NOT_A_BUREAU'
  constructor() {
    super('A list is run by a verified science and technology bureau')
  }
}

/** The demand while it is public and the actor's own, locked so that it is not withdrawn meanwhile. */
async function lockOwnDemand(tx: Transaction, demandId: string, posterId: string): Promise<DemandRow> {
  await lockListing(tx, 'demand', demandId)
  const [demand] = await listListingsByIds<DemandRow>(tx, 'demand', [demandId])
  if (!demand || demand.organisationId !== posterId) throw new NotFound('demand')
  if (!isPublicAt(demand, await readClock(tx))) throw new DemandNotPublished()
  return demand
}

function contentOf(input: CreateChallengeInput, demand: DemandRow): ChallengeContent {
  return {
    title: input.title ?? demand.title,
    problem: input.problem ?? demand.problem,
    indicators: input.indicators ?? demand.indicators,
    ipOwnership: input.ipOwnership ?? demand.ipWish ?? 'negotiable',
    rewardFen: input.rewardFen,
    conditions: input.conditions ?? demand.solverConditions,
    dimensions: input.dimensions,
  }
}

export async function createChallenge(ctx: Ctx, input: CreateChallengeInput): Promise<{ id: string }> {
  const { organisationId: posterId, userId: createdBy } = requirePerson(ctx.actor)
  refuse(may(ctx.actor, 'challenge.create', { poster: posterId }))
  return mutate(ctx, async tx => {
    const demand = await lockOwnDemand(tx, input.demandId, posterId)
    if (!(await isVerifiedBureau(tx, input.bureauId))) throw new NotABureau()
    const content = contentOf(input, demand)
    requireValid(checkChallengeDraft(content))
    const { dimensions, ...terms } = content
    const row = { id: ctx.newId(), demandId: demand.id, posterId, bureauId: input.bureauId, createdBy, ...terms }
    await refuseViolations(insertChallenge(tx, { ...row, kind: 'attack', selection: 'open' }), {
      challenge_one_per_demand: () => new DemandAlreadyListed(),
    })
    await replaceDimensions(tx, row.id, dimensions)
    return {
      result: { id: row.id },
      audit: {
        action: 'challenge.create',
        subjectKind: 'challenge',
        subjectId: row.id,
        before: null,
        after: { ...row, dimensions },
      },
    }
  })
}
