import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { membership, organisation, session } from '#db/schema/identity.ts'
import { anonymous } from '#domain/access/actor.ts'
import { type Connection, clientAddress, readConnection } from '#server/session/connection.ts'
import { readSessionCookie, writeSessionCookie } from '#server/session/cookie.ts'
import { createFirstAdminLink } from '#server/session/first-admin-link.ts'
import { createSessionReader } from '#server/session/read-session.ts'
import { isSameHash, mintToken, readToken } from '#server/session/token.ts'
import { useDatabase } from '#test/support/database.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { signIn } from '#usecases/identity/sign-in.ts'

describe('a token', () => {
  it('is an id and a secret of 128 and 256 bits, new each time', () => {
    const { id, token, secretHash } = mintToken()
    expect(token).toMatch(/^[\w-]{22}\.[\w-]{43}$/)
    expect(secretHash).toHaveLength(32)
    expect(token.startsWith(`${id}.`)).toBe(true)
    expect(mintToken().token).not.toBe(token)
  })

  it('reads back to its id and the hash of its secret', () => {
    const { id, token, secretHash } = mintToken()
    const read = readToken(token)
    expect(read?.id).toBe(id)
    expect(isSameHash(read?.secretHash ?? new Uint8Array(), secretHash)).toBe(true)
  })

  it('has one spelling: a surplus bit in the last character is another text, not the same secret', () => {
    const { id } = mintToken()
    const secret = Buffer.alloc(32).toString('base64url')
    expect(readToken(`${id}.${secret}`)).not.toBeNull()
    expect(readToken(`${id}.${secret.slice(0, -1)}B`)).toBeNull()
  })

  it.each(['', '.', 'a.b', 'no dot', `${'a'.repeat(22)}.${'b'.repeat(44)}`, `${'a'.repeat(22)}.${'é'.repeat(43)}`])(
    'is not "%s"',
    text => expect(readToken(text)).toBeNull(),
  )

  it('compares unequal lengths without an error', () => {
    expect(isSameHash(new Uint8Array(32), new Uint8Array(31))).toBe(false)
  })
})

const https: Connection = { address: '192.0.2.1', isHttps: true, isPlainLocal: false }
const local: Connection = { address: '127.0.0.1', isHttps: false, isPlainLocal: true }
const plain: Connection = { address: '192.0.2.1', isHttps: false, isPlainLocal: false }

describe('the cookie', () => {
  it('over HTTPS: __Host-, Secure, HttpOnly, Lax, the whole site, seven days', () => {
    expect(writeSessionCookie(https, 'a.b')).toBe(
      '__Host-jiebang=a.b; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=604800',
    )
  })

  it('on a plain localhost: without the prefix and Secure, with the rest', () => {
    expect(writeSessionCookie(local, 'a.b')).toBe('jiebang=a.b; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800')
  })

  it('on any other plain connection it stays Secure, and browsers keep it to themselves', () => {
    expect(writeSessionCookie(plain, 'a.b')).toContain('; Secure')
  })

  it('is taken back by an empty one that is over at once', () => {
    expect(writeSessionCookie(https, null)).toBe('__Host-jiebang=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0')
  })

  it('is found among others, under the one name that counts', () => {
    expect(readSessionCookie(https, 'a=1; __Host-jiebang=x.y; b=2')).toBe('x.y')
    expect(readSessionCookie(local, 'jiebang=x.y')).toBe('x.y')
    // A sibling domain can plant the plain name, not the prefixed one.
    expect(readSessionCookie(https, 'jiebang=planted')).toBeNull()
    expect(readSessionCookie(local, '__Host-jiebang=x.y')).toBeNull()
    expect(readSessionCookie(https, 'x__Host-jiebang=x.y')).toBeNull()
    expect(readSessionCookie(https, null)).toBeNull()
    expect(readSessionCookie(https, '__Host-jiebang=')).toBeNull()
  })
})

describe('the connection', () => {
  const facts = (headers: Record<string, string>, peerAddress: string | null = '203.0.113.7') => ({
    peerAddress,
    header: (name: string) => headers[name] ?? null,
  })
  const forged = { 'x-forwarded-for': '10.0.0.1', 'x-forwarded-proto': 'https', host: 'example.com' }

  it('believes no forwarding header unless a proxy is configured', () => {
    expect(readConnection(facts(forged), { isBehindProxy: false })).toEqual({
      address: '203.0.113.7',
      isHttps: false,
      isPlainLocal: false,
    })
  })

  it('behind a proxy believes the entry that this proxy added: the last', () => {
    const headers = { ...forged, 'x-forwarded-for': '6.6.6.6, 198.51.100.4' }
    expect(readConnection(facts(headers), { isBehindProxy: true })).toEqual({
      address: '198.51.100.4',
      isHttps: true,
      isPlainLocal: false,
    })
  })

  it.each(['localhost', 'localhost:4000', '127.0.0.1:4000', '[::1]:4000', 'LOCALHOST'])('knows %s as local', host => {
    expect(readConnection(facts({ host }), { isBehindProxy: false }).isPlainLocal).toBe(true)
  })

  it.each(['localhost.evil.com', 'evil-localhost', '127.0.0.1.evil.com', 'localhost@evil.com', ''])(
    'does not take "%s" for local',
    host => expect(readConnection(facts({ host }), { isBehindProxy: false }).isPlainLocal).toBe(false),
  )

  it('over HTTPS is never plain, whatever the host', () => {
    const headers = { host: 'localhost', 'x-forwarded-proto': 'https' }
    expect(readConnection(facts(headers), { isBehindProxy: true }).isPlainLocal).toBe(false)
  })

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['garbage', 'unknown'],
    [null, 'unknown'],
  ])('counts %s as %s', (text, address) => expect(clientAddress(text)).toBe(address))
})

describe('the first administrator’s link', () => {
  it('fits itself alone', () => {
    const link = createFirstAdminLink()
    const [id = '', secret = ''] = link.token.split('.')
    expect(link.fits(link.token)).toBe(true)
    expect(link.fits(createFirstAdminLink().token)).toBe(false)
    expect(link.fits(`${id}.${mintToken().token.split('.')[1]}`)).toBe(false)
    expect(link.fits(`${mintToken().id}.${secret}`)).toBe(false)
    expect(link.fits('')).toBe(false)
  })
})

describe('reading a session', () => {
  const database = useDatabase()
  let world: World
  beforeAll(async () => {
    world = await createWorld(database.db)
  })

  const enter = async (name: PersonName) => {
    const input = { email: `${name.toLowerCase()}@example.test`, password: 'password-of-tests' }
    return (await signIn(world.ctx(anonymous), { ...input, address: '192.0.2.1', sessionId: null })).session
  }
  const read = (token: string | null) => createSessionReader(database.db).read(token)
  const nobody = { actor: { kind: 'anonymous' }, sessionId: null }
  const hour = 3_600_000
  const ago = (hours: number) => new Date(Date.now() - hours * hour)
  const setTimes = (id: string, createdAt: Date, lastUsedAt: Date) =>
    database.db.update(session).set({ createdAt, lastUsedAt }).where(eq(session.id, id))
  const lastUse = async (id: string) => {
    const [row] = await database.db.select().from(session).where(eq(session.id, id))
    return row?.lastUsedAt.getTime() ?? 0
  }

  it('gives the actor with the organisation acted for, in one statement', async () => {
    const { id, token } = await enter('officer')
    const reader = createSessionReader(database.db)
    const before = database.opened.statementCount()
    expect(await reader.read(token)).toEqual({ actor: world.people.officer, sessionId: id })
    expect(database.opened.statementCount() - before).toBe(1)
  })

  it('gives nobody for a token that was tampered with, and asks the database only where it must', async () => {
    const { id, token } = await enter('poster')
    const [, secret = ''] = token.split('.')
    const other = secret.startsWith('A') ? 'B' : 'A'
    expect(await read(`${id}.${other}${secret.slice(1)}`)).toEqual(nobody)
    expect(await read(`${mintToken().id}.${secret}`)).toEqual(nobody)
    const before = database.opened.statementCount()
    for (const text of [null, '', id, `${id}.`, `${id}.${secret}x`, `' or 1=1 --.${secret}`])
      expect(await read(text)).toEqual(nobody)
    expect(database.opened.statementCount()).toBe(before)
  })

  it('ends after twelve idle hours', async () => {
    const { id, token } = await enter('rival')
    await setTimes(id, ago(20), ago(11.99))
    expect((await read(token)).sessionId).toBe(id)
    await setTimes(id, ago(20), ago(12.01))
    expect(await read(token)).toEqual(nobody)
  })

  it('ends after seven days, however busy', async () => {
    const { id, token } = await enter('bidder')
    await setTimes(id, ago(167.9), ago(0.1))
    expect((await read(token)).sessionId).toBe(id)
    await setTimes(id, ago(168.1), ago(0.1))
    expect(await read(token)).toEqual(nobody)
  })

  it('writes its use down at most once an hour, and never for a wrong secret', async () => {
    const { id, token } = await enter('cashier')
    const halfAnHourAgo = ago(0.5)
    await setTimes(id, ago(20), halfAnHourAgo)
    await read(token)
    expect(await lastUse(id)).toBe(halfAnHourAgo.getTime())
    const twoHoursAgo = ago(2)
    await setTimes(id, ago(20), twoHoursAgo)
    await read(`${id}.${mintToken().token.split('.')[1]}`)
    expect(await lastUse(id)).toBe(twoHoursAgo.getTime())
    await read(token)
    expect(await lastUse(id)).toBeGreaterThan(Date.now() - hour)
  })

  it('sees a membership that ended, and a suspension, at the next request', async () => {
    const { token } = await enter('researcher')
    const acting = world.people.researcher.acting
    if (!acting) throw new Error('the researcher acts for the institute')
    const suspended = { state: 'unverified' as const }
    await database.db.update(organisation).set(suspended).where(eq(organisation.id, acting.organisationId))
    expect((await read(token)).actor).toMatchObject({ acting: { isVerified: false } })
    await database.db.update(membership).set({ endedAt: new Date() }).where(eq(membership.id, acting.membershipId))
    expect((await read(token)).actor).toMatchObject({ kind: 'user', acting: null })
  })
})
