import { beforeAll, describe, expect, it } from 'vitest'
import { anonymous } from '#domain/access/actor.ts'
import { useDatabase } from '#test/support/database.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { lastAudit } from '#test/usecases/identity/support.ts'
import { findViewer } from '#usecases/identity/find-viewer.ts'
import { acceptMembership } from '#usecases/organisation/accept-membership.ts'
import { addMember } from '#usecases/organisation/add-member.ts'
import { declineMembership } from '#usecases/organisation/decline-membership.ts'
import { endMembership } from '#usecases/organisation/end-membership.ts'
import { listMembers } from '#usecases/organisation/list-members.ts'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
})

const as = (name: PersonName) => world.ctx(world.people[name])
const membershipOf = (name: PersonName) => world.people[name].acting?.membershipId ?? ''

const pendingOf = async (name: PersonName) =>
  (await findViewer(as(name)))?.invitations.map(({ membership: { id, role } }) => ({ id, role })) ?? []
const staffOf = async (name: PersonName) =>
  (await listMembers(as(name), { organisationId: world.organisations.enterprise })).map(member => member.displayName)

describe('adding a member', () => {
  const add = (by: PersonName, over: Partial<Parameters<typeof addMember>[1]> = {}) =>
    addMember(as(by), {
      organisationId: world.organisations.enterprise,
      email: 'Stray@Example.test',
      role: 'member',
      ...over,
    })

  it('invites somebody with an account, audited; only the invited person sees it', async () => {
    expect(await add('posterAdmin')).toEqual({ email: 'stray@example.test' })
    const [invitation] = await pendingOf('stray')
    expect(invitation).toMatchObject({ role: 'member' })
    expect(await lastAudit(database.db)).toMatchObject({ action: 'membership.invite', subjectId: invitation?.id })
    expect(await staffOf('posterAdmin')).toEqual(['poster', 'posterAdmin'])
  })

  it('again replaces the invitation: nobody says yes to another role than the one they saw', async () => {
    const [before] = await pendingOf('stray')
    await add('posterAdmin', { role: 'expert' })
    const after = await pendingOf('stray')
    expect(after).toMatchObject([{ role: 'expert' }])
    const outdated = acceptMembership(as('stray'), { membershipId: before?.id ?? '' })
    await expect(outdated).rejects.toMatchObject({ code: 'NOT_FOUND', noun: 'membership' })
  })

  it('is refused for somebody who is a member already', async () => {
    await expect(add('posterAdmin', { email: 'poster@example.test', role: 'admin' })).rejects.toMatchObject({
      code: 'ALREADY_MEMBER',
    })
  })

  it('answers alike for an address without an account, for the same statements', async () => {
    const tell = async (email: string) => {
      const before = database.opened.statementCount()
      const answer = await add('posterAdmin', { email })
      return { answer: Object.keys(answer), statements: database.opened.statementCount() - before }
    }
    expect(await tell('nobody@example.test')).toEqual(await tell('approver@example.test'))
    const [row] = await pendingOf('approver')
    await declineMembership(as('approver'), { membershipId: row?.id ?? '' })
  })

  it('is refused for what is no address, and for a role of another kind', async () => {
    await expect(add('posterAdmin', { email: 'nobody' })).rejects.toMatchObject({ problems: [{ path: 'email' }] })
    await expect(add('posterAdmin', { role: 'officer' })).rejects.toMatchObject({ code: 'ROLE_DOES_NOT_FIT' })
  })

  it.each(['poster', 'bidderAdmin', 'officer', 'stray'] as const)('is not for %s', async name => {
    await expect(add(name)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  })

  it('to a bureau is for the administrator of the platform', async () => {
    const officer = { organisationId: world.organisations.bureau, role: 'officer' } as const
    await expect(add('officer', officer)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await add('admin', { ...officer, email: 'researcher@example.test' })
  })
})

describe('an invitation', () => {
  const open = async () => (await pendingOf('stray'))[0]?.id ?? ''

  it('is answered by its own person alone', async () => {
    const membershipId = await open()
    for (const answer of [acceptMembership, declineMembership]) {
      await expect(answer(as('posterAdmin'), { membershipId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(answer(as('admin'), { membershipId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
      const visitor = answer(world.ctx(anonymous), { membershipId })
      await expect(visitor).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' })
    }
    await expect(endMembership(as('posterAdmin'), { membershipId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('declined is over, and leaves room for another', async () => {
    const membershipId = await open()
    await declineMembership(as('stray'), { membershipId })
    expect(await lastAudit(database.db)).toMatchObject({
      action: 'membership.decline',
      subjectId: membershipId,
      actorUserId: world.people.stray.userId,
    })
    expect(await pendingOf('stray')).toEqual([])
    await expect(acceptMembership(as('stray'), { membershipId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await addMember(as('posterAdmin'), {
      organisationId: world.organisations.enterprise,
      email: 'stray@example.test',
      role: 'member',
    })
  })

  it('accepted makes a member, once', async () => {
    const membershipId = await open()
    await acceptMembership(as('stray'), { membershipId })
    expect(await lastAudit(database.db)).toMatchObject({ action: 'membership.accept', subjectId: membershipId })
    expect(await pendingOf('stray')).toEqual([])
    expect(await staffOf('posterAdmin')).toEqual(['poster', 'posterAdmin', 'stray'])
    await expect(acceptMembership(as('stray'), { membershipId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(declineMembership(as('stray'), { membershipId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('ending a membership', () => {
  it('is for the administrator of the organisation, and for the person', async () => {
    await expect(endMembership(as('bidderAdmin'), { membershipId: membershipOf('poster') })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    })
    await endMembership(as('posterAdmin'), { membershipId: membershipOf('poster') })
    expect(await lastAudit(database.db)).toMatchObject({
      action: 'membership.end',
      subjectId: membershipOf('poster'),
      actorUserId: world.people.posterAdmin.userId,
    })
    await endMembership(as('bidder'), { membershipId: membershipOf('bidder') })
  })

  it('happens once, and leaves room for another role', async () => {
    const gone = endMembership(as('posterAdmin'), { membershipId: membershipOf('poster') })
    await expect(gone).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const { enterprise: organisationId } = world.organisations
    await addMember(as('posterAdmin'), { organisationId, email: 'poster@example.test', role: 'expert' })
  })

  it('never takes the last administrator', async () => {
    const last = { membershipId: membershipOf('bidderAdmin') }
    await expect(endMembership(as('bidderAdmin'), last)).rejects.toMatchObject({ code: 'LAST_ADMIN' })
    const { university: organisationId } = world.organisations
    await addMember(as('bidderAdmin'), { organisationId, email: 'rival@example.test', role: 'admin' })
    // Whoever is only invited cannot take over.
    await expect(endMembership(as('bidderAdmin'), last)).rejects.toMatchObject({ code: 'LAST_ADMIN' })
    await acceptMembership(as('rival'), { membershipId: (await pendingOf('rival'))[0]?.id ?? '' })
    await endMembership(as('bidderAdmin'), last)
  })
})

describe('reading the staff', () => {
  it('and the staff of a bidder are nobody else’s to choose, not even the platform’s administrator’s', async () => {
    const { university: organisationId } = world.organisations
    const invited = addMember(as('admin'), { organisationId, email: 'stray@example.test', role: 'member' })
    await expect(invited).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  })

  it('is for whoever manages it', async () => {
    const { enterprise: organisationId } = world.organisations
    await expect(listMembers(as('rival'), { organisationId })).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    expect(await listMembers(as('posterAdmin'), { organisationId })).not.toEqual([])
    const { registry } = world.organisations
    expect(await listMembers(as('admin'), { organisationId: registry })).not.toEqual([])
  })
})
