/** The lifecycle of the libraries: who may take which step, what the gate asks, what history and audit keep. */
import { and, eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { demand } from '#db/schema/demand.ts'
import { auditEntry, lifecycleEvent } from '#db/schema/record.ts'
import { violates } from '#db/transaction.ts'
import { system } from '#domain/access/actor.ts'
import { addDays, dayInChina } from '#domain/calendar.ts'
import type { Library } from '#domain/listing.ts'
import { InvalidInput } from '#domain/refusal.ts'
import { expireListings } from '#usecases/listing/expire-listings.ts'
import { findListings } from '#usecases/listing/find-listings.ts'
import { publishListing } from '#usecases/listing/publish-listing.ts'
import { renewListing } from '#usecases/listing/renew-listing.ts'
import { returnListing } from '#usecases/listing/return-listing.ts'
import { saveListing } from '#usecases/listing/save-listing.ts'
import { submitListing } from '#usecases/listing/submit-listing.ts'
import { withdrawListing } from '#usecases/listing/withdraw-listing.ts'
import { useDatabase } from '../../support/database.ts'
import { achievementContent, demandContent, expertContent, publishedDemand } from '../../support/listings.ts'
import { createWorld, type PersonName, type World } from '../../support/world.ts'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
})

const as = (name: PersonName) => world.ctx(world.people[name])
let drafts = 0
/** Each says something else: the same is published once. */
const draft = async (over = {}) => {
  const content = demandContent({ background: `b${++drafts}`, ...over })
  return (await saveListing(as('poster'), { library: 'demand', id: null, version: null, content })).id
}
const stateOf = async (id: string) =>
  (await database.db.select({ state: demand.state }).from(demand).where(eq(demand.id, id)))[0]?.state
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  )

describe('creating and editing', () => {
  test.each([
    ['demand', demandContent()],
    ['achievement', achievementContent()],
    ['expert', expertContent()],
  ] as const)('a member creates a %s; it is theirs, a draft, and audited', async (library, content) => {
    const saved = await saveListing<Library>(as('researcher'), { library, id: null, version: null, content })
    expect(saved).toMatchObject({ state: 'draft', version: 1, organisationId: world.organisations.institute })
    const audit = await database.db.select().from(auditEntry).where(eq(auditEntry.subjectId, saved.id))
    expect(audit).toMatchObject([
      { action: `${library}.create`, actorUserId: world.people.researcher.userId, beforeDigest: null },
    ])
  })

  test.each([
    ['stray', 'NOT_ACTING'],
    ['manager', 'NOT_ALLOWED'],
    ['registrar', 'NOT_ALLOWED'],
    ['auditor', 'NOT_ALLOWED'],
  ] as const)('%s may not create one (%s)', async (name, code) => {
    expect(
      await codeOf(saveListing(as(name), { library: 'demand', id: null, version: null, content: demandContent() })),
    ).toBe(code)
  })

  test('every wrong field is named at once, with what to do', async () => {
    const content = demandContent({
      title: ' ',
      budgetMinFen: 2n,
      budgetMaxFen: 1n,
      trlWanted: 12,
      neededBy: '2027-02-30',
    })
    const refused = await saveListing(as('poster'), { library: 'demand', id: null, version: null, content }).catch(
      (e: unknown) => e,
    )
    expect(refused).toBeInstanceOf(InvalidInput)
    expect((refused as InvalidInput).problems.map(p => p.path)).toEqual([
      'title',
      'budgetMinFen',
      'trlWanted',
      'neededBy',
    ])
    expect((refused as InvalidInput).problems.every(p => p.remedy !== '')).toBe(true)
  })

  test('an edit of a version that somebody else has replaced is refused and loses nothing', async () => {
    const id = await draft()
    await saveListing(as('poster'), { library: 'demand', id, version: 1, content: demandContent({ title: 'first' }) })
    const second = saveListing(as('posterAdmin'), {
      library: 'demand',
      id,
      version: 1,
      content: demandContent({ title: 'second' }),
    })
    expect(await codeOf(second)).toBe('EDIT_CONFLICT')
    expect((await findListings(as('poster'), { library: 'demand', ids: [id] }))[0]).toMatchObject({
      title: 'first',
      version: 2,
    })
  })

  test('another organisation may not edit it', async () => {
    const id = await draft()
    const edit = saveListing(as('rival'), { library: 'demand', id, version: 1, content: demandContent() })
    expect(await codeOf(edit)).toBe('NOT_ALLOWED')
  })

  test('what is published is not edited silently', async () => {
    const id = await publishedDemand(world)
    const edit = saveListing(as('poster'), { library: 'demand', id, version: 1, content: demandContent() })
    expect(await codeOf(edit)).toBe('NOT_EDITABLE')
  })
})

describe('the quality gate', () => {
  test('a demand without a quantified indicator is not submitted', async () => {
    const id = await draft({ indicators: [], field: null })
    const refused = await submitListing(as('poster'), { library: 'demand', id }).catch((e: unknown) => e)
    expect((refused as InvalidInput).problems.map(p => p.path)).toEqual(['indicators', 'field'])
    expect(await stateOf(id)).toBe('draft')
  })

  test('the database refuses it too', async () => {
    const id = await draft({ indicators: [] })
    await database.db.update(demand).set({ state: 'submitted' }).where(eq(demand.id, id))
    const dates = { publishedAt: sql`now()`, expiresAt: sql`now() + interval '1 day'` }
    const published = database.db
      .update(demand)
      .set({ state: 'published', ...dates })
      .where(eq(demand.id, id))
    await expect(
      published.catch(e => Promise.reject(new Error(String(violates(e, 'demand_quality_gate'))))),
    ).rejects.toThrow('true')
  })

  test('an organisation that no officer has verified may draft, but not submit', async () => {
    const { id } = await saveListing(as('newcomer'), {
      library: 'demand',
      id: null,
      version: null,
      content: demandContent(),
    })
    expect(await codeOf(submitListing(as('newcomer'), { library: 'demand', id }))).toBe('ORGANISATION_NOT_VERIFIED')
  })
})

describe('from draft to published and back', () => {
  test('the whole way, with reasons, history and audit', async () => {
    const id = await draft()
    const input = { library: 'demand' as const, id }
    await submitListing(as('poster'), input)
    await returnListing(as('officer'), { ...input, reason: '请补充测试方法' })
    await submitListing(as('poster'), input)
    await publishListing(as('officer'), input)
    await withdrawListing(as('poster'), { ...input, reason: '已解决' })
    const steps = await database.db
      .select()
      .from(lifecycleEvent)
      .where(eq(lifecycleEvent.subjectId, id))
      .orderBy(lifecycleEvent.at)
    expect(steps.map(s => [s.event, s.toState, s.reason])).toEqual([
      ['submit', 'submitted', ''],
      ['return', 'returned', '请补充测试方法'],
      ['submit', 'submitted', ''],
      ['publish', 'published', ''],
      ['withdraw', 'withdrawn', '已解决'],
    ])
    const audit = await database.db
      .select()
      .from(auditEntry)
      .where(and(eq(auditEntry.subjectId, id), eq(auditEntry.subjectKind, 'demand')))
    expect(audit).toHaveLength(6)
  })

  test.each([
    ['poster', 'publish', 'NOT_ALLOWED'],
    ['admin', 'publish', 'NOT_ALLOWED'],
    ['approver', 'publish', 'NOT_ALLOWED'],
  ] as const)('%s may not %s (%s)', async (name, _, code) => {
    const id = await draft()
    await submitListing(as('poster'), { library: 'demand', id })
    expect(await codeOf(publishListing(as(name), { library: 'demand', id }))).toBe(code)
  })

  test('a step the state does not have is refused and names what is possible', async () => {
    const id = await draft()
    const refused = await publishListing(as('officer'), { library: 'demand', id }).catch((e: unknown) => e)
    expect(refused).toMatchObject({ code: 'WRONG_STATE', state: 'draft', possible: ['submit'] })
  })

  test('a return without a reason is refused', async () => {
    const id = await draft()
    await submitListing(as('poster'), { library: 'demand', id })
    expect(await codeOf(returnListing(as('officer'), { library: 'demand', id, reason: ' ' }))).toBe('INVALID_INPUT')
  })

  test('it is public for twelve months, then expires, and can be renewed', async () => {
    const id = await publishedDemand(world)
    const [row] = await database.db.select().from(demand).where(eq(demand.id, id))
    const months = ((row?.expiresAt?.getTime() ?? 0) - (row?.publishedAt?.getTime() ?? 0)) / (30.44 * 86_400_000)
    expect(Math.round(months)).toBe(12)
    await database.db
      .update(demand)
      .set({ publishedAt: sql`now() - interval '2 days'`, expiresAt: sql`now() - interval '1 second'` })
      .where(eq(demand.id, id))
    expect(await findListings(as('rival'), { library: 'demand', ids: [id] })).toEqual([null])
    expect(await codeOf(expireListings(as('officer')))).toBe('NOT_ALLOWED')
    expect(await expireListings(world.ctx(system))).toBe(1)
    expect(await stateOf(id)).toBe('expired')
    await renewListing(as('poster'), { library: 'demand', id })
    expect(await stateOf(id)).toBe('published')
  })
})

describe('who sees what', () => {
  test('a draft is seen by its owner and the bureau, by nobody else', async () => {
    const id = await draft()
    const seenBy = async (name: PersonName) =>
      (await findListings(as(name), { library: 'demand', ids: [id] }))[0] !== null
    expect(await seenBy('poster')).toBe(true)
    expect(await seenBy('officer')).toBe(true)
    for (const name of ['rival', 'bidder', 'admin', 'stray', 'registrar'] as const)
      expect([name, await seenBy(name)]).toEqual([name, false])
  })

  test('the contact of a published demand is for its owner and the bureau', async () => {
    const id = await publishedDemand(world)
    const contactFor = async (name: PersonName) =>
      (await findListings(as(name), { library: 'demand', ids: [id] }))[0]?.contact
    expect(await contactFor('poster')).toMatchObject({ name: 'Contact' })
    expect(await contactFor('officer')).toMatchObject({ name: 'Contact' })
    expect(await contactFor('bidder')).toBeNull()
    expect(await contactFor('admin')).toBeNull()
  })
})

describe('the consent of an expert', () => {
  const day = (offset: number) => addDays(dayInChina(new Date()), offset)
  const submittedExpert = async (consentedOn: string, consentExpiresOn: string) => {
    const content = expertContent({ summary: `s${++drafts}`, consentedOn, consentExpiresOn })
    const { id } = await saveListing(as('researcher'), { library: 'expert', id: null, version: null, content })
    await submitListing(as('researcher'), { library: 'expert', id })
    return { library: 'expert', id } as const
  }

  test.each([
    ['is given tomorrow', 1, 100],
    ['ends today', -100, 0],
    ['has ended', -100, -1],
  ])('keeps an expert from being published when it %s', async (_, from, until) => {
    const input = await submittedExpert(day(from), day(until))
    expect(await codeOf(publishListing(as('officer'), input))).toBe('INVALID_INPUT')
  })

  test('ends the public time; renewing asks for it again', async () => {
    const input = await submittedExpert(day(0), day(30))
    await publishListing(as('officer'), input)
    const [view] = await findListings(as('officer'), { library: 'expert', ids: [input.id] })
    expect(view?.expiresAt).toEqual(new Date(`${day(31)}T00:00:00+08:00`))
    await database.db.execute(sql`update expert set consent_expires_on = ${day(0)} where id = ${input.id}`)
    expect(await codeOf(renewListing(as('researcher'), input))).toBe('INVALID_INPUT')
  })

  test('and what else is private is blank for the public, not only hidden by the API', async () => {
    const input = await submittedExpert(day(0), day(1000))
    await publishListing(as('officer'), input)
    const [seen] = await findListings(as('rival'), { library: 'expert', ids: [input.id] })
    expect(seen).toMatchObject({ name: '林知远', contact: null, details: null })
    expect(JSON.stringify(seen, (_, v) => (typeof v === 'bigint' ? Number(v) : v))).not.toMatch(/consent|recusal|birth/)
    const [own] = await findListings(as('researcher'), { library: 'expert', ids: [input.id] })
    expect(own?.details).toMatchObject({ consentedOn: day(0), consentExpiresOn: day(1000) })
  })
})

test('an officer who takes back somebody else’s listing says why; the owner need not', async () => {
  const [first, second] = [await publishedDemand(world), await publishedDemand(world)]
  const take = (name: PersonName, id: string, reason: string) =>
    codeOf(withdrawListing(as(name), { library: 'demand', id, reason }))
  expect(await take('officer', first, ' ')).toBe('INVALID_INPUT')
  expect(await take('officer', first, '长'.repeat(2001))).toBe('INVALID_INPUT')
  expect(await take('officer', first, '与他人重复')).toBe('done')
  expect(await take('poster', second, '')).toBe('done')
})
