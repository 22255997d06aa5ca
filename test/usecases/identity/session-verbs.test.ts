import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { prepareFindSession } from '#db/queries/session.ts'
import { findUser, isKnownAddress } from '#db/queries/user.ts'
import { session as sessionTable } from '#db/schema/identity.ts'
import { anonymous, system } from '#domain/access/actor.ts'
import { createFirstAdminLink } from '#server/session/first-admin-link.ts'
import { useDatabase } from '#test/support/database.ts'
import { invite, join } from '#test/support/join.ts'
import { createWorld, type UserActor, type World } from '#test/support/world.ts'
import { actFor } from '#usecases/identity/act-for.ts'
import { changePassword } from '#usecases/identity/change-password.ts'
import { createFirstAdmin } from '#usecases/identity/create-first-admin.ts'
import { findViewer } from '#usecases/identity/find-viewer.ts'
import { signIn } from '#usecases/identity/sign-in.ts'
import { signOut } from '#usecases/identity/sign-out.ts'
import { signOutEverywhere } from '#usecases/identity/sign-out-everywhere.ts'
import { sweepSessions } from '#usecases/identity/sweep-sessions.ts'
import { acceptMembership } from '#usecases/organisation/accept-membership.ts'
import { endMembership } from '#usecases/organisation/end-membership.ts'
import { goodPassword, lastAudit, sessionsOf } from './support.ts'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
})

const oldPassword = 'password-of-tests'
const address = '192.0.2.1'
/** Signs the person in; returns the session's id. */
async function enter(person: UserActor): Promise<string> {
  const email = `${person.displayName.toLowerCase()}@example.test`
  const { session } = await signIn(world.ctx(anonymous), { email, password: oldPassword, address, sessionId: null })
  return session.id
}
const idsOf = async (person: UserActor) => (await sessionsOf(database.db, person.userId)).map(row => row.id)

describe('signing out', () => {
  it('ends this session and no other', async () => {
    const { poster } = world.people
    const [here, there] = [await enter(poster), await enter(poster)]
    await signOut(world.ctx(poster), { sessionId: here })
    expect(await idsOf(poster)).toEqual([there])
    expect(await lastAudit(database.db)).toMatchObject({ action: 'session.sign_out', actorUserId: poster.userId })
  })

  it('cannot end the session of somebody else, and refuses nobody', async () => {
    const theirs = await enter(world.people.rival)
    await signOut(world.ctx(world.people.poster), { sessionId: theirs })
    expect(await idsOf(world.people.rival)).toEqual([theirs])
    expect(await signOut(world.ctx(anonymous), { sessionId: null })).toEqual({ session: null })
  })

  it('everywhere ends all', async () => {
    const { bidder } = world.people
    await enter(bidder)
    await enter(bidder)
    expect(await signOutEverywhere(world.ctx(bidder))).toMatchObject({ endedCount: 2 })
    expect(await idsOf(bidder)).toEqual([])
    await expect(signOutEverywhere(world.ctx(anonymous))).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' })
  })
})

describe('changing the password', () => {
  const change = (person: UserActor, over: object) =>
    changePassword(world.ctx(person), {
      currentPassword: oldPassword,
      newPassword: goodPassword,
      address,
      sessionId: null,
      ...over,
    })

  it('keeps this session, ends the others, and the old password opens nothing any more', async () => {
    const { researcher } = world.people
    const here = await enter(researcher)
    await enter(researcher)
    expect(await change(researcher, { sessionId: here })).toEqual({ endedCount: 1 })
    expect(await idsOf(researcher)).toEqual([here])
    await expect(enter(researcher)).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
    expect(await findUser(database.db, researcher.userId)).toMatchObject({ passwordHash: `plain:${goodPassword}` })
  })

  it('needs the present one; tries at it are counted like sign-ins', async () => {
    const { auditor } = world.people
    for (let i = 0; i < 5; i++)
      await expect(change(auditor, { currentPassword: 'a guess' })).rejects.toMatchObject({ code: 'WRONG_PASSWORD' })
    await expect(change(auditor, {})).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' })
  })

  it('holds the new one to the policy', async () => {
    await expect(change(world.people.cashier, { newPassword: '1234567890' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      problems: [{ path: 'newPassword' }],
    })
  })

  it('is for people who are signed in', async () => {
    const input = { currentPassword: 'x', newPassword: goodPassword, address, sessionId: null }
    await expect(changePassword(world.ctx(anonymous), input)).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' })
  })
})

describe('acting for an organisation', () => {
  it('switches this session among the own memberships, and to nobody', async () => {
    const { manager, posterAdmin } = world.people
    const sessionId = await enter(manager)
    const role = { organisationId: world.organisations.enterprise, role: 'member' } as const
    const membershipId = await join(world, posterAdmin, manager, role)
    await actFor(world.ctx(manager), { sessionId, membershipId })
    expect(await sessionsOf(database.db, manager.userId)).toMatchObject([{ membershipId }])
    await actFor(world.ctx(manager), { sessionId, membershipId: null })
    expect(await sessionsOf(database.db, manager.userId)).toMatchObject([{ membershipId: null }])
    expect(await lastAudit(database.db)).toMatchObject({ action: 'session.act_for', actorUserId: manager.userId })
  })

  it("knows nothing of others' memberships, nor of ended ones", async () => {
    const { stray, posterAdmin } = world.people
    const sessionId = await enter(stray)
    const foreign = posterAdmin.acting?.membershipId ?? ''
    const notFound = { code: 'NOT_FOUND', noun: 'membership' }
    await expect(actFor(world.ctx(stray), { sessionId, membershipId: foreign })).rejects.toMatchObject(notFound)
    const joined = {
      organisationId: world.organisations.enterprise,
      role: 'member',
    } as const
    const membershipId = await join(world, posterAdmin, stray, joined)
    await endMembership(world.ctx(posterAdmin), { membershipId })
    await expect(actFor(world.ctx(stray), { sessionId, membershipId })).rejects.toMatchObject(notFound)
  })

  it('is not for an invitation, nor does a new session begin with one', async () => {
    const { stray, posterAdmin } = world.people
    const role = { organisationId: world.organisations.enterprise, role: 'member' } as const
    const membershipId = await invite(world.ctx(posterAdmin), stray, role)
    const sessionId = await enter(stray)
    const acted = actFor(world.ctx(stray), { sessionId, membershipId })
    await expect(acted).rejects.toMatchObject({ code: 'NOT_FOUND', noun: 'membership' })
    const sessions = await sessionsOf(database.db, stray.userId)
    expect(sessions.every(session => session.membershipId === null)).toBe(true)
    // Even a session that somehow carries it acts for nobody.
    await database.db.update(sessionTable).set({ membershipId }).where(eq(sessionTable.id, sessionId))
    expect(await prepareFindSession(database.db)(sessionId)).toMatchObject({ acting: null })
    expect(await findViewer(world.ctx(stray))).toMatchObject({
      memberships: [],
      invitations: [{ membership: { id: membershipId }, organisation: { name: 'Test enterprise' } }],
    })
    await acceptMembership(world.ctx(stray), { membershipId })
    expect(await prepareFindSession(database.db)(sessionId)).toMatchObject({ acting: { membershipId } })
  })

  it("does not move somebody else's session", async () => {
    const theirs = await enter(world.people.officer)
    const own = world.people.poster.acting?.membershipId ?? ''
    const moved = actFor(world.ctx(world.people.poster), { sessionId: theirs, membershipId: own })
    await expect(moved).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' })
  })
})

describe('the viewer', () => {
  it('is the person with their memberships, or nobody', async () => {
    expect(await findViewer(world.ctx(anonymous))).toBeNull()
    const { officer } = world.people
    expect(await findViewer(world.ctx(officer))).toMatchObject({
      id: officer.userId,
      email: 'officer@example.test',
      isPasswordDue: false,
      actingMembershipId: officer.acting?.membershipId,
      memberships: [{ membership: { role: 'officer' }, organisation: { kind: 'bureau' } }],
    })
  })

  it('has no password in it', async () => {
    expect(JSON.stringify(await findViewer(world.ctx(world.people.officer)))).not.toContain('plain:')
  })
})

describe('the first administrator', () => {
  const link = createFirstAdminLink()
  const form = { email: 'root@example.com', displayName: 'Administrator One', password: goodPassword }
  const create = (token: string, firstAdminLink: typeof link | null = link) =>
    createFirstAdmin(world.ctx(anonymous, { firstAdminLink }), { ...form, token })
  const invalid = { code: 'FIRST_ADMIN_LINK_INVALID' }

  it('is not made without the right link, nor where there is one already', async () => {
    await expect(create('wrong')).rejects.toMatchObject(invalid)
    await expect(create(createFirstAdminLink().token)).rejects.toMatchObject(invalid)
    await expect(create(link.token, null)).rejects.toMatchObject(invalid)
    // The town of the tests has an administrator.
    await expect(create(link.token)).rejects.toMatchObject(invalid)
  })
})

describe('sweeping', () => {
  it('removes what has ended, leaves what lives, and is for the program alone', async () => {
    const { secondRegistrar } = world.people
    const hour = 3_600_000
    const row = (id: string, createdHours: number, usedHours: number) => ({
      id,
      userId: secondRegistrar.userId,
      secretHash: new Uint8Array(32),
      createdAt: new Date(Date.now() - createdHours * hour),
      lastUsedAt: new Date(Date.now() - usedHours * hour),
    })
    await database.db.insert(sessionTable).values([row('idle', 14, 13), row('old', 169, 1), row('alive', 100, 11)])
    expect(await sweepSessions(world.ctx(system))).toBe(2)
    expect(await idsOf(secondRegistrar)).toEqual(['alive'])
    await expect(sweepSessions(world.ctx(world.people.admin))).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  })
})

describe('a known address', () => {
  it('is one from which the account has signed in, and no other', async () => {
    const { sha256 } = await import('#db/digest.ts')
    await enter(world.people.registrar)
    const hash = (text: string) => sha256(`address ${text}`)
    expect(await isKnownAddress(database.db, 'registrar@example.test', hash(address))).toBe(true)
    expect(await isKnownAddress(database.db, 'registrar@example.test', hash('192.0.2.2'))).toBe(false)
  })
})
