/**
 * One figure waits for each entitlement: a new one takes the place of the one before. What the beneficiary has done is
 * not asked for twice: a claim, and the account to pay to, go over to the new figure; a review does not. Where a fact is
 * missing the claim waits on the figure that is none, and goes over to the next. All in a few statements, whatever the
 * number of figures.
 */
import type { Transaction } from '#db/client.ts'
import { listOrganisationsOfUser } from '#db/queries/membership.ts'
import {
  carryOverClaims,
  lockOpenDeterminations,
  markSuperseded,
  type OpenDetermination,
} from '#db/queries/open-figure.ts'
import { type ComputedDetermination, insertDeterminations } from '#db/queries/subsidy.ts'
import { checkNotOwn, type OwnOrganisation } from '#domain/access/organisation-rules.ts'
import type { OutboxMessage } from '#domain/notification/notification.ts'
import { isOverGranted } from '#domain/subsidy/evaluate/trace.ts'
import {
  checkClaimable,
  type DeterminationEvent,
  type DeterminationState,
  determinationLifecycle,
  SamePerson,
} from '#domain/subsidy/money/determination.ts'
import type { Ctx } from '../../support/ctx.ts'
import { type OneStep, takeSteps } from '../../support/step.ts'
import type { StoredTrace } from './stored-trace.ts'

type Entitlement = Pick<OpenDetermination, 'subjectKind' | 'subjectId' | 'window' | 'beneficiaryId'>

const keyOf = ({ subjectKind, subjectId, window, beneficiaryId }: Entitlement) =>
  [subjectKind, subjectId, window, beneficiaryId].join(' ')

type DeterminationStep = OneStep<DeterminationState, DeterminationEvent>

/** A figure that waits, and the one that takes its place. */
interface Succession {
  before: OpenDetermination
  after: ComputedDetermination
}

export interface StoredFigures {
  /**
   * What is to be told: whoever claimed or was told of a figure learns that it is another now, or none while a fact is
   * missing; that one is less than was granted.
   */
  messages: OutboxMessage[]
  /**
   * Not stored, because whoever computed it has claimed the one that waits, or is a member of the unit; what waits stays, and
   * another person has to.
   */
  unstored: { id: string; refusal: SamePerson | OwnOrganisation }[]
}

/**
 * Stores new figures of one rule in the place of those before; they must all be of one policy, rule and bureau, and computed
 * by one person.
 */
export async function storeDeterminations(
  ctx: Ctx,
  tx: Transaction,
  rows: readonly ComputedDetermination[],
): Promise<StoredFigures> {
  const all = await findSuccessions(tx, rows)
  const refused = await findOwnUnits(tx, rows)
  for (const { after } of all.filter(isOwnClaim)) refused.set(after.id, new SamePerson(after.computedBy))
  const isStored = (id: string) => !refused.has(id)
  const successions = all.filter(({ after }) => isStored(after.id))
  await supersede(ctx, tx, successions)
  const stored = rows.filter(({ id }) => isStored(id))
  await insertDeterminations(tx, stored)
  await carryClaims(ctx, tx, successions)
  const recomputed = successions
    .filter(one => isKnown(one.before) && isOther(one))
    .map(({ after }) => ({
      topic: 'subsidy.recomputed' as const,
      payload: { determinationId: after.id, clawbackId: null },
    }))
  return {
    messages: [...recomputed, ...tellLowered(stored)],
    unstored: [...refused].map(([id, refusal]) => ({ id, refusal })),
  }
}

/**
 * Where more was granted than is due by now, as when a deduction or the award of another level was recorded late: what is
 * to come back, the worker of the outbox finds. A draft's figures are simulated, and bring nothing back.
 */
function tellLowered(stored: readonly ComputedDetermination[]): OutboxMessage[] {
  const figureIds = stored
    .filter(({ state, trace }) => state !== 'simulated' && isOverGranted(trace as StoredTrace))
    .map(({ id }) => id)
  if (figureIds.length === 0) return []
  return [{ topic: 'subsidy.ground_changed', payload: { reason: 'figure_lowered', figureIds, causeId: null } }]
}

/** To its beneficiary. */
const isKnown = ({ claimedAt, toldAt }: OpenDetermination) => claimedAt !== null || toldAt !== null

/** Once a fact is missing, its beneficiary is not told again until it is given. */
const isOther = ({ before, after }: Succession) =>
  before.ceilingFen !== after.ceilingFen || before.isUndetermined !== after.isUndetermined

const isCarried = ({ before, after }: Succession) =>
  isKnown(before) && (after.isUndetermined || checkClaimable(after) === null)

/** All are computed by one person. */
async function findOwnUnits(
  tx: Transaction,
  rows: readonly ComputedDetermination[],
): Promise<Map<string, SamePerson | OwnOrganisation>> {
  const memberOf = rows[0] ? await listOrganisationsOfUser(tx, rows[0].computedBy) : []
  const refusals = rows.map(({ id, beneficiaryId }) => [id, checkNotOwn(memberOf, [beneficiaryId])] as const)
  return new Map(refusals.flatMap(([id, refusal]) => (refusal ? [[id, refusal]] : [])))
}

const isOwnClaim = (one: Succession) => isCarried(one) && one.before.claimedBy === one.after.computedBy

async function findSuccessions(tx: Transaction, rows: readonly ComputedDetermination[]): Promise<Succession[]> {
  const waiting = rows.filter(row => row.state === 'determined' && row.gives !== 'share_floor')
  const [first] = waiting
  if (!first) return []
  const { policyId, rule, bureauId } = first
  const subjectKinds = [...new Set(waiting.map(({ subjectKind }) => subjectKind))]
  const subjectIds = [...new Set(waiting.map(({ subjectId }) => subjectId))]
  const open = await lockOpenDeterminations(tx, { policyId, rule, bureauId, subjectKinds, subjectIds })
  const following = new Map(waiting.map(row => [keyOf(row), row]))
  return open.flatMap((before): Succession[] => {
    const after = following.get(keyOf(before))
    return after ? [{ before, after }] : []
  })
}

async function supersede(ctx: Ctx, tx: Transaction, successions: readonly Succession[]): Promise<void> {
  if (successions.length === 0) return
  await takeSteps(ctx, tx, {
    kind: 'determination',
    lifecycle: determinationLifecycle,
    steps: successions.map(
      ({ before }): DeterminationStep => ({ id: before.id, from: before.state, event: 'supersede' }),
    ),
  })
  await markSuperseded(tx, pairsOf(successions))
}

const pairsOf = (successions: readonly Succession[]) =>
  successions.map(({ before, after }) => ({ before: before.id, after: after.id }))

/** Each new figure takes over what its predecessor's beneficiary has done. */
async function carryClaims(ctx: Ctx, tx: Transaction, successions: readonly Succession[]): Promise<void> {
  const carried = successions.filter(isCarried)
  if (carried.length === 0) return
  // While a fact is missing, what was done waits with a figure that takes no step.
  const moving = carried.filter(({ after }) => !after.isUndetermined)
  const reached = await takeSteps(ctx, tx, {
    kind: 'determination',
    lifecycle: determinationLifecycle,
    steps: moving.map(
      ({ before, after }): DeterminationStep => ({
        id: after.id,
        from: after.state,
        event: before.claimedAt === null ? 'tell' : 'claim',
        reason: `taken over from ${before.id}`,
      }),
    ),
  })
  const states = new Map(moving.map(({ after }, at) => [after.id, reached[at]]))
  const stateOf = (id: string) => states.get(id) ?? determinationLifecycle.initial
  const pairs = pairsOf(carried).map(pair => ({ ...pair, state: stateOf(pair.after) }))
  await carryOverClaims(tx, pairs)
}
