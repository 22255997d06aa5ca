/** Contracts in the states that tests begin from, made by the verbs themselves; an awarded challenge is walked there by SQL. */
import { setTimeout as sleep } from 'node:timers/promises'
import { eq, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { Database } from '#db/client.ts'
import type { ContractHead } from '#db/queries/contract.ts'
import { bid } from '#db/schema/bid.ts'
import { challenge, scoringDimension } from '#db/schema/challenge.ts'
import { demand } from '#db/schema/demand.ts'
import { auditEntry, lifecycleEvent } from '#db/schema/record.ts'
import { dayInChina } from '#domain/calendar.ts'
import type { ChallengeState } from '#domain/challenge/challenge.ts'
import type { ContractTerms } from '#domain/contract/check-contract.ts'
import { emptyDemand } from '#domain/demand/demand.ts'
import { createContract } from '#usecases/contract/create-contract.ts'
import { signContract } from '#usecases/contract/sign-contract.ts'
import type { EvidenceInput } from '#usecases/payment/record-money-fact.ts'
import { recordPayment } from '#usecases/payment/record-payment.ts'
import { acceptRegistration } from '#usecases/registration/accept-registration.ts'
import { examineRegistration } from '#usecases/registration/examine-registration.ts'
import { registerContract } from '#usecases/registration/register-contract.ts'
import { submitRegistration } from '#usecases/registration/submit-registration.ts'
import type { World } from './world.ts'

/** The day it is in China. */
export const today = () => dayInChina(new Date())

export const contractTerms = (over: Partial<ContractTerms> = {}): ContractTerms => ({
  type: 'development',
  field: 'advanced_manufacturing',
  title: '智能装备控制器委托开发合同',
  contractAmountFen: 100_000_000n,
  lines: [],
  ...over,
})

/** A document that passes for a PDF. */
let slips = 0

export const slip = (content = 'slip'): EvidenceInput => ({
  name: `${content}.pdf`,
  // Each slip is another document, as bank slips are.
  bytes: new TextEncoder().encode(`%PDF-1.7 ${content} ${++slips}`),
})

/** Between the enterprise (buyer) and the university (seller), outside the list. */
export async function draftContract(world: World, over: Partial<ContractTerms> = {}): Promise<ContractHead> {
  const { enterprise: buyerId, university: sellerId } = world.organisations
  return createContract(world.ctx(world.people.poster), { buyerId, sellerId, terms: contractTerms(over) })
}

export async function signedContract(world: World, over: Partial<ContractTerms> = {}): Promise<ContractHead> {
  const { id } = await draftContract(world, over)
  return signByBoth(world, id)
}

export async function signByBoth(world: World, id: string): Promise<ContractHead> {
  await signContract(world.ctx(world.people.poster), { id })
  return signContract(world.ctx(world.people.bidder), { id })
}

export async function submittedRegistration(world: World, contractId: string) {
  const input = { contractId, registryId: world.organisations.registry, note: '' }
  return submitRegistration(world.ctx(world.people.bidder), input)
}

/** Accepted and examined by the first registrar, with all of the parties' own 技术交易额 recognised. */
export async function examinedRegistration(world: World, contract: ContractHead) {
  const { id } = await submittedRegistration(world, contract.id)
  const registrar = world.ctx(world.people.registrar)
  await acceptRegistration(registrar, { id })
  const { type: recognisedType, technologyAmountFen: recognisedAmountFen } = contract
  return examineRegistration(registrar, { id, recognisedType, recognisedAmountFen })
}

export async function registeredContract(world: World, contract: ContractHead) {
  const { id } = await examinedRegistration(world, contract)
  return registerContract(world.ctx(world.people.secondRegistrar), { id })
}

export async function pay(world: World, contractId: string, amountFen: bigint) {
  const input = { contractId, amountFen, occurredOn: today(), evidence: slip(`paid-${amountFen}`) }
  return recordPayment(world.ctx(world.people.poster), input)
}

async function walk(db: Database, id: string, states: readonly ChallengeState[]): Promise<void> {
  for (const state of states) await db.update(challenge).set({ state }).where(eq(challenge.id, id))
}

/** The enterprise's challenge with the university's bid, up to the end of the bidding. */
async function closedChallenge(db: Database, world: World): Promise<{ challengeId: string; bidId: string }> {
  const { enterprise, university, bureau } = world.organisations
  const [demandId, challengeId, bidId] = [uuidv7(), uuidv7(), uuidv7()]
  const createdBy = world.people.poster.userId
  await db.insert(demand).values({ ...emptyDemand(), id: demandId, organisationId: enterprise, title: '控制器' })
  await db.insert(challenge).values({
    id: challengeId,
    kind: 'attack',
    selection: 'open',
    demandId,
    posterId: enterprise,
    bureauId: bureau,
    title: '控制器',
    problem: '…',
    indicators: [],
    ipOwnership: 'shared',
    rewardFen: 100_000_000n,
    conditions: '',
    createdBy,
  })
  await db.insert(scoringDimension).values({ challengeId, ordinal: 1, name: '技术', weight: 100 })
  await walk(db, challengeId, ['submitted', 'vetted'])
  const publishedAt = sql`clock_timestamp()`
  const bidsCloseAt = sql`clock_timestamp() + interval '300 milliseconds'`
  await db.update(challenge).set({ state: 'published', publishedAt, bidsCloseAt }).where(eq(challenge.id, challengeId))
  const sealed = { sealedContent: new Uint8Array(8), commitment: 'a'.repeat(64), createdBy: world.people.bidder.userId }
  await db.insert(bid).values({ id: bidId, challengeId, organisationId: university, ...sealed })
  await db.update(bid).set({ state: 'sealed', sealedAt: new Date() }).where(eq(bid.id, bidId))
  await sleep(350)
  await walk(db, challengeId, ['closed', 'opened'])
  return { challengeId, bidId }
}

/** A challenge of the enterprise that was awarded to the university. */
export async function awardedChallenge(db: Database, world: World): Promise<string> {
  const { challengeId, bidId } = await closedChallenge(db, world)
  const content = {
    priceFen: 2_500_000_000n,
    plan: '…',
    salt: 'salt',
    team: [],
    durationDays: 300,
    openedAt: new Date(),
  }
  await db
    .update(bid)
    .set({ state: 'opened', ...content })
    .where(eq(bid.id, bidId))
  await walk(db, challengeId, ['under_review', 'recommended'])
  const noticeEndsAt = sql`clock_timestamp() - interval '1 second'`
  await db.update(challenge).set({ state: 'public_notice', noticeEndsAt }).where(eq(challenge.id, challengeId))
  await walk(db, challengeId, ['awarded'])
  await db.update(bid).set({ state: 'awarded' }).where(eq(bid.id, bidId))
  return challengeId
}

export async function stateOfChallenge(db: Database, id: string): Promise<string | undefined> {
  const [row] = await db.select({ state: challenge.state }).from(challenge).where(eq(challenge.id, id))
  return row?.state
}

/** What the audit chain says about a subject, in order. */
export async function auditedActions(db: Database, subjectId: string): Promise<string[]> {
  const rows = await db.select().from(auditEntry).where(eq(auditEntry.subjectId, subjectId)).orderBy(auditEntry.seq)
  return rows.map(row => row.action)
}

/** The steps of a subject's lifecycle, in order. */
export async function stepsOf(db: Database, subjectId: string): Promise<string[]> {
  const rows = await db
    .select()
    .from(lifecycleEvent)
    .where(eq(lifecycleEvent.subjectId, subjectId))
    .orderBy(lifecycleEvent.at, lifecycleEvent.id)
  return rows.map(row => row.event)
}
