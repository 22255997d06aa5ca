import { beforeAll, describe, expect, it } from 'vitest'
import { useDatabase } from '#test/support/database.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { lastAudit } from '#test/usecases/identity/support.ts'
import { addMember } from '#usecases/organisation/add-member.ts'
import { endMembership } from '#usecases/organisation/end-membership.ts'
import { listMembers } from '#usecases/organisation/list-members.ts'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
})

const as = (name: PersonName) => world.ctx(world.people[name])
const membershipOf = (name: PersonName) => world.people[name].acting?.membershipId ?? ''

describe('adding a member', () => {
  const add = (by: PersonName, over: Partial<Parameters<typeof addMember>[1]> = {}) =>
    addMember(as(by), {
      organisationId: world.organisations.enterprise,
      email: 'Stray@Example.test',
      role: 'member',
      ...over,
    })

  it('gives somebody with an account a role, audited', async () => {
    const { membershipId, userId } = await add('posterAdmin')
    expect(userId).toBe(world.people.stray.userId)
    expect(await lastAudit(database.db)).toMatchObject({ action: 'membership.add', subjectId: membershipId })
    const members = await listMembers(as('posterAdmin'), { organisationId: world.organisations.enterprise })
    expect(members.map(member => member.displayName)).toEqual(['poster', 'posterAdmin', 'stray'])
  })

  it('is refused for somebody who is a member already', async () => {
    await expect(add('posterAdmin', { email: 'poster@example.test', role: 'admin' })).rejects.toMatchObject({
      code: 'ALREADY_MEMBER',
    })
  })

  it('is refused for an address without an account, and for a role of another kind', async () => {
    await expect(add('posterAdmin', { email: 'nobody@example.test' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      noun: 'user',
    })
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
    await endMembership(as('bidderAdmin'), last)
  })
})

describe('reading the staff', () => {
  it('is for whoever manages it', async () => {
    const { enterprise: organisationId } = world.organisations
    await expect(listMembers(as('rival'), { organisationId })).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    expect(await listMembers(as('admin'), { organisationId })).not.toEqual([])
  })
})
