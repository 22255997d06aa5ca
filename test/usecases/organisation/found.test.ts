import { beforeAll, describe, expect, it } from 'vitest'
import { getListSetting, listMembershipsOfUser } from '#db/queries/organisation.ts'
import { anonymous } from '#domain/access/actor.ts'
import { useDatabase } from '#test/support/database.ts'
import { createWorld, fakeCreditCode, type World } from '#test/support/world.ts'
import { lastAudit, sessionsOf } from '#test/usecases/identity/support.ts'
import { signIn } from '#usecases/identity/sign-in.ts'
import { type CreateOrganisationInput, createOrganisation } from '#usecases/organisation/create-organisation.ts'
import { type FoundOrganisationInput, foundOrganisation } from '#usecases/organisation/found-organisation.ts'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
})

let n = 500
const form = (over: Partial<FoundOrganisationInput> = {}): FoundOrganisationInput => ({
  kind: 'enterprise',
  name: '郑州示例传感技术有限公司',
  creditCode: fakeCreditCode(++n),
  regionCode: '410105',
  confirmCreditCode: false,
  sessionId: null,
  ...over,
})

describe('founding an organisation', () => {
  const found = (over: Partial<FoundOrganisationInput> = {}) =>
    foundOrganisation(world.ctx(world.people.stray), form(over))

  it('makes the founder its administrator, and it is unverified', async () => {
    const { organisation, membershipId } = await found()
    expect(organisation).toMatchObject({ kind: 'enterprise', state: 'unverified', isDemo: false })
    const held = await listMembershipsOfUser(database.db, world.people.stray.userId)
    expect(held).toMatchObject([{ membership: { id: membershipId, role: 'admin' } }])
    expect(await lastAudit(database.db)).toMatchObject({
      action: 'organisation.found',
      actorUserId: world.people.stray.userId,
      subjectId: organisation.id,
    })
  })

  it('has the session act for it', async () => {
    const credentials = { email: 'manager@example.test', password: 'password-of-tests' }
    const entered = await signIn(world.ctx(anonymous), { ...credentials, address: '192.0.2.1', sessionId: null })
    const { manager } = world.people
    const { membershipId } = await foundOrganisation(world.ctx(manager), form({ sessionId: entered.session.id }))
    expect(await sessionsOf(database.db, manager.userId)).toMatchObject([{ membershipId }])
  })

  it('stores the credit code in its one form', async () => {
    const creditCode = fakeCreditCode(++n)
    const typed = ` ${creditCode.slice(0, 8).toLowerCase()} ${creditCode.slice(8)} `
    expect((await found({ creditCode: typed })).organisation.creditCode).toBe(creditCode)
    await expect(found({ creditCode })).rejects.toMatchObject({ code: 'CREDIT_CODE_TAKEN' })
  })

  it('refuses a credit code that cannot be one', async () => {
    await expect(found({ creditCode: '12345', confirmCreditCode: true })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      problems: [{ path: 'creditCode' }],
    })
  })

  it('asks about a check digit that does not fit, and believes the answer', async () => {
    const right = fakeCreditCode(++n)
    const creditCode = right.slice(0, 17) + (right.endsWith('1') ? '2' : '1')
    await expect(found({ creditCode })).rejects.toMatchObject({ code: 'CREDIT_CODE_UNUSUAL', creditCode })
    expect((await found({ creditCode, confirmCreditCode: true })).organisation.creditCode).toBe(creditCode)
  })

  it('refuses a region that has the right form but is not in GB/T 2260', async () => {
    await expect(found({ regionCode: '410199' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      problems: [{ path: 'regionCode' }],
    })
  })

  it.each(['bureau', 'registry'] as const)('is no way to a %s', async kind => {
    await expect(found({ kind })).rejects.toMatchObject({ code: 'KIND_NOT_SELF_SERVICE', kind })
  })

  it('is for people who are signed in', async () => {
    const visitor = foundOrganisation(world.ctx(anonymous), form())
    await expect(visitor).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' })
  })
})

describe('creating an organisation', () => {
  const create = (over: Partial<CreateOrganisationInput>) =>
    createOrganisation(world.ctx(world.people.admin), { ...form(), registryCode: null, ...over })

  it('gives a bureau the usual parameters of its lists, verified at once', async () => {
    const bureau = await create({ kind: 'bureau', name: '示例市科学技术局' })
    expect(bureau.state).toBe('verified')
    expect(await getListSetting(database.db, bureau.id)).toMatchObject({ noticeWorkingDays: 5, minReviewers: 5 })
    expect(await lastAudit(database.db)).toMatchObject({ action: 'organisation.create', subjectId: bureau.id })
  })

  it('gives a registry its code, once', async () => {
    const registry = await create({ kind: 'registry', registryCode: '410200' })
    expect(registry).toMatchObject({ state: 'verified', registryCode: '410200' })
    const again = create({ kind: 'registry', registryCode: '410200' })
    await expect(again).rejects.toMatchObject({ code: 'REGISTRY_CODE_TAKEN' })
    await expect(create({ kind: 'registry' })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })

  it('leaves a unit for an officer to verify', async () => {
    expect(await create({ kind: 'university' })).toMatchObject({ state: 'unverified' })
  })

  it('is for the administrator of the platform', async () => {
    const officer = createOrganisation(world.ctx(world.people.officer), { ...form(), registryCode: null })
    await expect(officer).rejects.toMatchObject({ code: 'NOT_ALLOWED', action: 'organisation.create' })
  })
})
