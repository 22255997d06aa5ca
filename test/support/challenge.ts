/** Challenges and bids to test with, at any point of their way, each step taken by the verb itself. */
import { eq, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { insertDemands } from '#db/queries/demand.ts'
import { bid } from '#db/schema/bid.ts'
import { challenge } from '#db/schema/challenge.ts'
import { auditEntry, lifecycleEvent } from '#db/schema/record.ts'
import type { BidContent } from '#domain/bid/bid.ts'
import type { ChallengeContent } from '#domain/challenge/check-challenge.ts'
import { type DemandContent, emptyDemand } from '#domain/demand/demand.ts'
import { submitBid } from '#usecases/bid/submit-bid.ts'
import { assignReviewer } from '#usecases/challenge/assign-reviewer.ts'
import { createChallenge } from '#usecases/challenge/create-challenge.ts'
import { openBids } from '#usecases/challenge/open-bids.ts'
import { publishChallenge } from '#usecases/challenge/publish-challenge.ts'
import { submitChallenge } from '#usecases/challenge/submit-challenge.ts'
import { vetChallenge } from '#usecases/challenge/vet-challenge.ts'
import { bidContent, challengeContent } from './challenge-content.ts'
import type { PersonName, World } from './world.ts'

/** A published demand of an organisation; tests that are not about the libraries need no more. */
export async function createPublishedDemand(world: World, db: Database, owner: PersonName = 'poster'): Promise<string> {
  const ctx = world.ctx(world.people[owner])
  const id = ctx.newId()
  const { title, problem, indicators } = challengeContent()
  await db.transaction(async tx => {
    const content: DemandContent = {
      ...emptyDemand(),
      title,
      problem,
      indicators,
      field: 'advanced_manufacturing',
      regionCode: '410105',
      cooperationModes: ['commissioned_development'],
      solverConditions: '无',
      contact: { name: '赵工', phone: '', email: '' },
    }
    const organisationId = world.people[owner].acting?.organisationId ?? ''
    await insertDemands(tx, [{ ...content, id, organisationId, createdBy: world.people[owner].userId, searchText: '' }])
    await tx.execute(sql`update demand set state = 'submitted' where id = ${id}`)
    await tx.execute(sql`update demand set state = 'published', published_at = clock_timestamp(),
      expires_at = clock_timestamp() + interval '1 year' where id = ${id}`)
  })
  return id
}

export class ChallengeStory {
  readonly world: World
  readonly db: Database
  constructor(world: World, db: Database) {
    this.world = world
    this.db = db
  }

  ctx(name: PersonName) {
    return this.world.ctx(this.world.people[name])
  }

  async draft(change: Partial<ChallengeContent> = {}): Promise<string> {
    const demandId = await createPublishedDemand(this.world, this.db)
    const bureauId = this.world.organisations.bureau
    return (await createChallenge(this.ctx('poster'), { demandId, bureauId, ...challengeContent(change) })).id
  }

  async submitted(change: Partial<ChallengeContent> = {}): Promise<string> {
    const id = await this.draft(change)
    await submitChallenge(this.ctx('poster'), { id })
    return id
  }

  async vetted(): Promise<string> {
    const id = await this.submitted()
    await vetChallenge(this.ctx('officer'), { id, argumentation: '专家组一致认为需求真实、指标可测。' })
    return id
  }

  async published(windowMs = 3_600_000): Promise<string> {
    const id = await this.vetted()
    await publishChallenge(this.ctx('officer'), { id, bidsCloseAt: new Date(Date.now() + windowMs) })
    return id
  }

  async bid(challengeId: string, name: PersonName, change: Partial<BidContent> = {}): Promise<string> {
    return (await submitBid(this.ctx(name), { challengeId, content: bidContent(change) })).bidId
  }

  /** Moves the whole window into the past, which no verb and no plain SQL can: the guards are switched off for it. */
  async passDeadline(id: string): Promise<void> {
    await this.db.transaction(async tx => {
      await tx.execute(sql`set local session_replication_role = replica`)
      await tx.execute(sql`update challenge set published_at = published_at - interval '2 days',
        bids_close_at = clock_timestamp() - interval '1 day' where id = ${id}`)
    })
  }

  /** Under review: bids of the university and of another enterprise, and one reviewer without a conflict. */
  async underReview(): Promise<{ id: string; first: string; second: string }> {
    const id = await this.published()
    const first = await this.bid(id, 'bidder')
    const second = await this.bid(id, 'rival', { priceFen: 250_000_000n })
    await assignReviewer(this.ctx('officer'), { challengeId: id, reviewer: { email: 'Expert@example.test' } })
    await this.passDeadline(id)
    await openBids(this.ctx('officer'), { challengeId: id })
    return { id, first, second }
  }

  async challengeRow(id: string) {
    const [row] = await this.db.select().from(challenge).where(eq(challenge.id, id))
    if (!row) throw new Error('no such challenge')
    return row
  }

  async bidRow(id: string) {
    const [row] = await this.db.select().from(bid).where(eq(bid.id, id))
    if (!row) throw new Error('no such bid')
    return row
  }

  /** The actions in the audit chain about a subject, in order. */
  async audited(subjectId: string): Promise<string[]> {
    const rows = await this.db
      .select({ action: auditEntry.action })
      .from(auditEntry)
      .where(eq(auditEntry.subjectId, subjectId))
      .orderBy(auditEntry.seq)
    return rows.map(row => row.action)
  }

  /** The steps in the history of a subject: `event:to_state`. */
  async history(subjectId: string): Promise<string[]> {
    const rows = await this.db
      .select()
      .from(lifecycleEvent)
      .where(eq(lifecycleEvent.subjectId, subjectId))
      .orderBy(lifecycleEvent.at, lifecycleEvent.id)
    return rows.map(row => `${row.event}:${row.toState}`)
  }
}

/** The code of the refusal that `work` throws; anything else is rethrown, success says so. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'no refusal'
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
    throw error
  }
}
