/** Races need an engine with more than one session: they run on PostgreSQL only. */
import { beforeAll, describe, expect, it } from 'vitest'
import { anonymous } from '#domain/access/actor.ts'
import { isRealPostgres, useDatabase } from '#test/support/database.ts'
import { join } from '#test/support/join.ts'
import { createWorld, type World } from '#test/support/world.ts'
import { signIn } from '#usecases/identity/sign-in.ts'
import { signUp } from '#usecases/identity/sign-up.ts'
import { endMembership } from '#usecases/organisation/end-membership.ts'

describe.skipIf(!isRealPostgres)('at the same moment', () => {
  const database = useDatabase()
  let world: World
  beforeAll(async () => {
    world = await createWorld(database.db)
  })

  const guess = (email: string, address: string) =>
    signIn(world.ctx(anonymous), { email, password: 'a wrong guess', address, sessionId: null }).catch(
      error => error.code,
    )
  const count = (answers: unknown[], code: string) => answers.filter(answer => answer === code).length

  it('forty guesses at one account from one address: five are looked at', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => guess('poster@example.test', '192.0.2.1')))
    expect(count(answers, 'WRONG_CREDENTIALS')).toBe(5)
    expect(count(answers, 'TOO_MANY_ATTEMPTS')).toBe(35)
  })

  it('forty guesses at one account from forty addresses: twenty are looked at', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => guess('rival@example.test', `10.0.0.${i}`)))
    expect(count(answers, 'WRONG_CREDENTIALS')).toBe(20)
  })

  it('crossing pairs of accounts and addresses never wait for each other in a circle', async () => {
    const people = ['officer', 'reviewer', 'approver', 'cashier']
    const crossing = people.flatMap((name, i) =>
      people.map((_, j) => guess(`${name}@example.test`, `10.1.0.${(i + j) % people.length}`)),
    )
    expect(count(await Promise.all(crossing), 'WRONG_CREDENTIALS')).toBe(16)
  })

  it('ten sign-ups with one address: one account', async () => {
    const form = { email: 'same@example.com', displayName: 'Same', password: 'zebra lamp mustard', address: '10.2.0.1' }
    const tries = Array.from({ length: 10 }, () => signUp(world.ctx(anonymous), form).catch(error => error.code))
    expect(count(await Promise.all(tries), 'EMAIL_TAKEN')).toBe(9)
  })

  it('two administrators who remove each other: one stays', async () => {
    const { posterAdmin, stray } = world.people
    const { enterprise: organisationId } = world.organisations
    const membershipId = await join(world, posterAdmin, stray, { organisationId, role: 'admin' })
    if (!posterAdmin.acting) throw new Error('the administrator acts for the enterprise')
    const other = { ...stray, acting: { ...posterAdmin.acting, membershipId } }
    const ends = [
      endMembership(world.ctx(posterAdmin), { membershipId }),
      endMembership(world.ctx(other), { membershipId: posterAdmin.acting.membershipId }),
    ]
    const answers = await Promise.all(ends.map(end => end.then(() => 'ended').catch(error => error.code)))
    expect(answers.sort()).toEqual(['LAST_ADMIN', 'ended'])
  })
})
