import { desc } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { lifecycleEvent } from '#db/schema/record.ts'
import { anonymous } from '#domain/access/actor.ts'
import { useDatabase } from '#test/support/database.ts'
import { invite, join } from '#test/support/join.ts'
import { createWorld, fakeCreditCode, type PersonName, type UserActor, type World } from '#test/support/world.ts'
import { lastAudit } from '#test/usecases/identity/support.ts'
import { createOrganisation } from '#usecases/organisation/create-organisation.ts'
import { findOrganisation } from '#usecases/organisation/find-organisation.ts'
import { foundOrganisation } from '#usecases/organisation/found-organisation.ts'
import { countListedOrganisations, listOrganisations } from '#usecases/organisation/list-organisations.ts'
import { rejectOrganisation } from '#usecases/organisation/reject-organisation.ts'
import { resubmitOrganisation } from '#usecases/organisation/resubmit-organisation.ts'
import { suspendOrganisation } from '#usecases/organisation/suspend-organisation.ts'
import { verifyOrganisation } from '#usecases/organisation/verify-organisation.ts'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
})

let n = 700
const as = (name: PersonName) => world.ctx(world.people[name])
const form = () => ({
  name: '郑州示例装备有限公司',
  creditCode: fakeCreditCode(++n),
  regionCode: '410105',
  confirmCreditCode: false,
})
const newcomer = async () =>
  (await foundOrganisation(as('stray'), { ...form(), kind: 'enterprise', sessionId: null })).organisation.id
/** The founder, acting as the administrator of what they founded. */
const founder = (organisationId: string): UserActor => {
  const { newcomer: other, stray } = world.people
  if (!other.acting) throw new Error('the newcomer acts for an organisation')
  return { ...stray, acting: { ...other.acting, organisationId } }
}

describe('verifying', () => {
  it('is a step with its history and its audit entry', async () => {
    const id = await newcomer()
    expect(await verifyOrganisation(as('officer'), { id })).toMatchObject({ id, state: 'verified' })
    const [event] = await database.db.select().from(lifecycleEvent).orderBy(desc(lifecycleEvent.id)).limit(1)
    expect(event).toMatchObject({ subjectId: id, event: 'verify', fromState: 'unverified', toState: 'verified' })
    expect(await lastAudit(database.db)).toMatchObject({
      action: 'organisation.verify',
      subjectId: id,
      actorUserId: world.people.officer.userId,
      actorOrganisationId: world.organisations.bureau,
    })
  })

  it.each(['poster', 'posterAdmin', 'registrar', 'reviewer', 'approver', 'cashier', 'auditor', 'stray'] as const)(
    'is not for %s',
    async name => {
      const id = world.organisations.newcomer
      await expect(verifyOrganisation(as(name), { id })).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    },
  )

  it('cannot happen twice', async () => {
    const verified = verifyOrganisation(as('officer'), { id: world.organisations.enterprise })
    await expect(verified).rejects.toMatchObject({ code: 'WRONG_STATE', possible: ['suspend'] })
  })

  it("is not for members of the organisation, even an officer's day job", async () => {
    const id = await newcomer()
    await join(world, founder(id), world.people.officer, { organisationId: id, role: 'member' })
    await expect(verifyOrganisation(as('officer'), { id })).rejects.toMatchObject({ code: 'OWN_ORGANISATION' })
  })

  it('is for an officer whom the organisation has only invited: an invitation keeps nobody away', async () => {
    const id = await newcomer()
    await invite(world.ctx(founder(id)), world.people.officer, { organisationId: id, role: 'member' })
    expect(await verifyOrganisation(as('officer'), { id })).toMatchObject({ state: 'verified' })
  })

  it('of a bureau or registry is for the administrator of the platform alone', async () => {
    const registry = await createOrganisation(as('admin'), { ...form(), kind: 'registry', registryCode: '410300' })
    const suspended = { id: registry.id, reason: 'licence expired' }
    await expect(suspendOrganisation(as('officer'), suspended)).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
      action: 'organisation.verify_authority',
    })
    expect(await suspendOrganisation(as('admin'), suspended)).toMatchObject({ state: 'unverified' })
    expect(await verifyOrganisation(as('admin'), { id: registry.id })).toMatchObject({ state: 'verified' })
  })

  it('names what does not exist', async () => {
    const id = '00000000-0000-7000-8000-ffffffffffff'
    await expect(verifyOrganisation(as('officer'), { id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('rejecting', () => {
  it('needs a reason, which history keeps', async () => {
    const id = await newcomer()
    await expect(rejectOrganisation(as('officer'), { id, reason: ' ' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
    expect(await rejectOrganisation(as('officer'), { id, reason: 'name differs from the licence' })).toMatchObject({
      state: 'rejected',
    })
    const [event] = await database.db.select().from(lifecycleEvent).orderBy(desc(lifecycleEvent.id)).limit(1)
    expect(event).toMatchObject({ event: 'reject', reason: 'name differs from the licence' })
  })

  it('lets the organisation correct itself and ask again', async () => {
    const id = await newcomer()
    const membershipId = 'not used'
    const founder = {
      ...world.people.stray,
      acting: {
        membershipId,
        organisationId: id,
        organisationKind: 'enterprise',
        organisationName: '',
        regionCode: '410105',
        role: 'admin',
        isVerified: false,
      },
    } as const
    const correction = { ...form(), id, name: '郑州示例装备股份有限公司' }
    const tooEarly = resubmitOrganisation(world.ctx(founder), correction)
    await expect(tooEarly).rejects.toMatchObject({ code: 'WRONG_STATE' })
    await rejectOrganisation(as('officer'), { id, reason: 'name differs from the licence' })
    await expect(resubmitOrganisation(as('rival'), correction)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    expect(await resubmitOrganisation(world.ctx(founder), correction)).toMatchObject({
      state: 'unverified',
      name: '郑州示例装备股份有限公司',
      creditCode: correction.creditCode,
    })
  })
})

describe('reading', () => {
  it('shows everybody the card, and the credit code to the organisation and the authorities', async () => {
    const id = world.organisations.enterprise
    expect(await findOrganisation(world.ctx(anonymous), { id })).toMatchObject({ state: 'verified', creditCode: null })
    expect(await findOrganisation(as('rival'), { id })).toMatchObject({ creditCode: null })
    for (const name of ['poster', 'officer', 'auditor', 'admin'] as const)
      expect((await findOrganisation(as(name), { id }))?.creditCode).toHaveLength(18)
    expect(await findOrganisation(as('admin'), { id: '00000000-0000-7000-8000-ffffffffffff' })).toBeNull()
  })

  it('pages through all of them, newest first, each once', async () => {
    const filter = { state: null, kind: null }
    const total = await countListedOrganisations(as('officer'), filter)
    const seen: string[] = []
    let after: string | null = null
    do {
      const page = await listOrganisations(as('officer'), { filter, first: 4, after })
      seen.push(...page.items.map(({ item }) => item.id))
      after = page.hasNextPage ? (page.items.at(-1)?.cursor ?? null) : null
    } while (after !== null)
    expect(new Set(seen).size).toBe(total)
    expect(seen).toHaveLength(total)
  })

  it('filters by kind and state, for officers and administrators', async () => {
    const filter = { state: 'verified', kind: 'institute' } as const
    const page = await listOrganisations(as('admin'), { filter, first: null, after: null })
    expect(page.items.map(({ item }) => item.id)).toEqual([world.organisations.institute])
    const refused = listOrganisations(as('posterAdmin'), { filter, first: null, after: null })
    await expect(refused).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    const tooMany = listOrganisations(as('admin'), { filter, first: 101, after: null })
    await expect(tooMany).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })
})
