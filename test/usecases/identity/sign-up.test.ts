import { beforeAll, describe, expect, it } from 'vitest'
import { findUserByEmail } from '#db/queries/user.ts'
import { anonymous } from '#domain/access/actor.ts'
import { useDatabase } from '#test/support/database.ts'
import { createWorld, type World } from '#test/support/world.ts'
import { signUp } from '#usecases/identity/sign-up.ts'
import { goodPassword, lastAudit, sessionsOf } from './support.ts'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
})
const form = { displayName: 'Li Hua', password: goodPassword, address: '192.0.2.1' }
const visitor = () => world.ctx(anonymous)

describe('signing up', () => {
  it('opens an account under the folded address and signs it in, acting for nobody', async () => {
    const {
      viewer: { id: userId },
      session,
    } = await signUp(visitor(), { ...form, email: ' Li.Hua@Example.com ' })
    const user = await findUserByEmail(database.db, 'li.hua@example.com')
    expect(user).toMatchObject({ id: userId, displayName: 'Li Hua', isAdmin: false, isDemo: false })
    expect(await sessionsOf(database.db, userId)).toMatchObject([{ id: session.id, membershipId: null }])
    expect(session.expiresAt.getTime() - session.createdAt.getTime()).toBe(7 * 86_400_000)
  })

  it('is written to the audit as done by the new person', async () => {
    const {
      viewer: { id: userId },
    } = await signUp(visitor(), { ...form, email: 'audit@example.com' })
    expect(await lastAudit(database.db)).toMatchObject({
      action: 'user.sign_up',
      actorUserId: userId,
      subjectKind: 'user',
      subjectId: userId,
    })
  })

  it('refuses an address that is taken, in whatever spelling', async () => {
    await signUp(visitor(), { ...form, email: 'twice@example.com' })
    await expect(signUp(visitor(), { ...form, email: 'TWICE@example.com' })).rejects.toMatchObject({
      code: 'EMAIL_TAKEN',
    })
  })

  it('names every wrong field at once', async () => {
    const bad = { email: 'nobody', displayName: ' ', password: 'short', address: '192.0.2.1' }
    await expect(signUp(visitor(), bad)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      problems: [{ path: 'email' }, { path: 'displayName' }, { path: 'password' }],
    })
  })

  it('slows down an address that opens account after account', async () => {
    const address = '192.0.2.77'
    const taken = { ...form, email: 'many@example.com', address }
    await signUp(visitor(), taken)
    for (let i = 0; i < 59; i++) await expect(signUp(visitor(), taken)).rejects.toMatchObject({ code: 'EMAIL_TAKEN' })
    await expect(signUp(visitor(), taken)).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS', retryAfterSeconds: 5 })
    await expect(signUp(visitor(), { ...taken, address: '192.0.2.78' })).rejects.toMatchObject({ code: 'EMAIL_TAKEN' })
  })
})
