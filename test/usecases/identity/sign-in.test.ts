import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { signInThrottle } from '#db/schema/identity.ts'
import { auditEntry } from '#db/schema/record.ts'
import { anonymous } from '#domain/access/actor.ts'
import { useDatabase } from '#test/support/database.ts'
import { plainPasswords } from '#test/support/ports.ts'
import { createWorld, type World } from '#test/support/world.ts'
import { changePassword } from '#usecases/identity/change-password.ts'
import { signIn } from '#usecases/identity/sign-in.ts'
import { countingPasswords, goodPassword, lastAudit, sessionsOf } from './support.ts'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
})

const rightPassword = 'password-of-tests'
let nextAddress = 0
/** An address nobody has used, so that one test's failures do not slow down the next. */
const freshAddress = () => `198.51.100.${++nextAddress}`
const attempt = (email: string, password: string, address: string, sessionId: string | null = null) =>
  signIn(world.ctx(anonymous), { email, password, address, sessionId })

describe('signing in', () => {
  it('opens a session that acts for the organisation joined first', async () => {
    const {
      viewer: { id: userId },
      session,
    } = await attempt('POSTER@example.test', rightPassword, freshAddress())
    expect(userId).toBe(world.people.poster.userId)
    expect(session.membershipId).toBe(world.people.poster.acting?.membershipId)
    expect(await lastAudit(database.db)).toMatchObject({ action: 'session.sign_in', actorUserId: userId })
  })

  it('stores the secret nowhere: not in the session, not in the audit', async () => {
    const {
      viewer: { id: userId },
      session,
    } = await attempt('rival@example.test', rightPassword, freshAddress())
    const secret = session.token.split('.')[1] ?? ''
    const [stored] = await sessionsOf(database.db, userId)
    expect(Buffer.from(stored?.secretHash ?? []).toString('base64url')).not.toBe(secret)
    expect(JSON.stringify(await database.db.select().from(auditEntry))).not.toContain(secret)
  })

  it('gives a new id each time and ends the session it replaces', async () => {
    const {
      viewer: { id: userId },
      session: first,
    } = await attempt('bidder@example.test', rightPassword, freshAddress())
    const again = { email: 'bidder@example.test', password: rightPassword, address: freshAddress() }
    const { session: second } = await signIn(world.ctx(world.people.bidder), { ...again, sessionId: first.id })
    expect(second.id).not.toBe(first.id)
    expect((await sessionsOf(database.db, userId)).map(row => row.id)).toEqual([second.id])
  })

  it("does not end somebody else's session by its id", async () => {
    const {
      viewer: { id: userId },
      session,
    } = await attempt('cashier@example.test', rightPassword, freshAddress())
    await attempt('auditor@example.test', rightPassword, freshAddress(), session.id)
    expect((await sessionsOf(database.db, userId)).map(row => row.id)).toEqual([session.id])
  })
})

describe('an unknown address and a wrong password', () => {
  const tell = async (email: string, password: string) => {
    const { passwords, counts } = countingPasswords()
    const before = database.opened.statementCount()
    const ctx = world.ctx(anonymous, { passwords })
    const refusal = await signIn(ctx, { email, password, address: freshAddress(), sessionId: null }).catch(
      error => error,
    )
    return {
      code: refusal.code,
      message: refusal.message,
      counts,
      statements: database.opened.statementCount() - before,
    }
  }

  it('get the same answer for the same work: one password check, the same statements', async () => {
    const unknown = await tell('nobody@example.test', 'wrong password here')
    const wrong = await tell('officer@example.test', 'wrong password here')
    expect(unknown).toEqual(wrong)
    expect(wrong).toMatchObject({ code: 'WRONG_CREDENTIALS', counts: { verify: 1, hash: 0 } })
  })

  it('are audited without the name that was typed', async () => {
    await tell('my-secret-typed-here', 'x')
    const entry = await lastAudit(database.db)
    expect(entry).toMatchObject({ action: 'session.sign_in_failed', actorUserId: null })
    expect(JSON.stringify(entry)).not.toContain('my-secret')
  })
})

describe('a password changed while the old one is being checked', () => {
  it('lets nobody in with the old one', async () => {
    const { secondRegistrar } = world.people
    const change = {
      currentPassword: rightPassword,
      newPassword: goodPassword,
      address: freshAddress(),
      sessionId: null,
    }
    const passwords = {
      ...plainPasswords,
      verify: async (hash: string, password: string) => {
        const isRight = await plainPasswords.verify(hash, password)
        await changePassword(world.ctx(secondRegistrar), change)
        return isRight
      },
    }
    const entry = { email: 'secondRegistrar@example.test', address: freshAddress(), sessionId: null }
    const late = signIn(world.ctx(anonymous, { passwords }), { ...entry, password: rightPassword })
    await expect(late).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
    expect(await sessionsOf(database.db, secondRegistrar.userId)).toEqual([])
    expect(await lastAudit(database.db)).toMatchObject({ action: 'session.sign_in_failed', actorUserId: null })
    const { viewer } = await attempt(entry.email, goodPassword, freshAddress())
    expect(viewer.id).toBe(secondRegistrar.userId)
  })
})

describe('the throttle', () => {
  const wrong = (email: string, address: string) => attempt(email, 'wrong password here', address).catch(error => error)

  it('makes the sixth try wait, says how long, and does not look at the password', async () => {
    const address = freshAddress()
    for (let i = 0; i < 5; i++) expect((await wrong('reviewer@example.test', address)).code).toBe('WRONG_CREDENTIALS')
    await expect(attempt('reviewer@example.test', rightPassword, address)).rejects.toMatchObject({
      code: 'TOO_MANY_ATTEMPTS',
      retryAfterSeconds: 5,
    })
  })

  it('treats an address that does not exist alike', async () => {
    const address = freshAddress()
    for (let i = 0; i < 5; i++) await wrong('ghost@example.test', address)
    expect((await wrong('ghost@example.test', address)).code).toBe('TOO_MANY_ATTEMPTS')
  })

  it('lets the owner in from a known address while strangers besiege the account', async () => {
    const home = freshAddress()
    await attempt('approver@example.test', rightPassword, home)
    for (let i = 0; i < 20; i++) await wrong('approver@example.test', freshAddress())
    expect((await wrong('approver@example.test', freshAddress())).code).toBe('TOO_MANY_ATTEMPTS')
    const {
      viewer: { id: userId },
    } = await attempt('approver@example.test', rightPassword, home)
    expect(userId).toBe(world.people.approver.userId)
  })

  it('forgets the failures of an address once the password was right there', async () => {
    const address = freshAddress()
    for (let i = 0; i < 4; i++) await wrong('manager@example.test', address)
    await attempt('manager@example.test', rightPassword, address)
    for (let i = 0; i < 4; i++) expect((await wrong('manager@example.test', address)).code).toBe('WRONG_CREDENTIALS')
  })

  it('lets tries sent at the same moment through only as far as tries one after another', async () => {
    const address = freshAddress()
    const answers = await Promise.all(Array.from({ length: 12 }, () => wrong('expert@example.test', address)))
    expect(answers.filter(refusal => refusal.code === 'WRONG_CREDENTIALS')).toHaveLength(5)
  })

  it('keeps neither e-mail nor network addresses in its table', async () => {
    await wrong('expert@example.test', '203.0.113.9')
    const rows = await database.db.select().from(signInThrottle)
    expect(rows.length).toBeGreaterThan(0)
    for (const { key } of rows) expect(key).toMatch(/^(pair|account|address):[0-9a-f]{64}$/)
    expect(rows.some(row => row.failures > 0)).toBe(true)
    expect(await database.db.select().from(signInThrottle).where(eq(signInThrottle.key, '203.0.113.9'))).toEqual([])
  })
})
