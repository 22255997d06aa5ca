import { createRequire } from 'node:module'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Actor, anonymous } from '#domain/access/actor.ts'
import { createLoaders } from '#graphql/loaders.ts'
import { schema } from '#graphql/schema.ts'
import { createSessionReader } from '#server/session/read-session.ts'
import { useDatabase } from '#test/support/database.ts'
import { createWorld, fakeCreditCode, type World } from '#test/support/world.ts'

// The copy of graphql-js the schema was built with: the packages that build it load CommonJS.
const { graphql } = createRequire(import.meta.url)('graphql') as typeof import('graphql')

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
})

/** A browser: keeps the token it is given and sends it with each request, as the server does it with cookies. */
function openBrowser() {
  let token: string | null = null
  return {
    token: () => token,
    async send(source: string, variableValues: Record<string, unknown> = {}) {
      const { actor, sessionId } = await createSessionReader(database.db).read(token)
      const ctx = world.ctx(actor)
      const setSessionToken = (next: string | null) => {
        token = next
      }
      const contextValue = { ctx, loaders: createLoaders(ctx), clientAddress: '192.0.2.1', sessionId, setSessionToken }
      const { data, errors } = await graphql({ schema, source, variableValues, contextValue })
      expect(errors).toBeUndefined()
      return JSON.parse(JSON.stringify(data))
    },
  }
}

/** One request of somebody who is signed in already. */
async function sendAs(actor: Actor, source: string, variableValues: Record<string, unknown> = {}) {
  const ctx = world.ctx(actor)
  const rest = { loaders: createLoaders(ctx), clientAddress: '192.0.2.1', sessionId: null, setSessionToken: () => {} }
  const { data, errors } = await graphql({ schema, source, variableValues, contextValue: { ctx, ...rest } })
  expect(errors).toBeUndefined()
  return JSON.parse(JSON.stringify(data))
}

const refusal = '... on Error { code } ... on Refused { details } ... on InvalidInput { problems { path } }'
const viewer = '... on Viewer { displayName acting { role organisation { name state } } memberships { id role } }'
const signUp = `mutation ($email: String!, $password: String!) {
  signUp(email: $email, displayName: "Zhang Wei", password: $password) { ${viewer} ${refusal} } }`
const signIn = `mutation ($email: String!, $password: String!) {
  signIn(email: $email, password: $password) { ${viewer} ${refusal} } }`
const who = '{ viewer { displayName acting { organisation { name } } } }'
const account = { email: 'zhang@example.com', password: 'zebra lamp mustard' }

describe('a person with a browser', () => {
  it('signs up, founds a unit, is known at the next request, signs out and is nobody', async () => {
    const browser = openBrowser()
    expect(await browser.send(who)).toEqual({ viewer: null })
    const entered = await browser.send(signUp, account)
    expect(entered.signUp).toEqual({ displayName: 'Zhang Wei', acting: null, memberships: [] })
    const found = `mutation ($form: OrganisationInput!) {
      foundOrganisation(kind: ENTERPRISE, organisation: $form) { ... on Organisation { name state } ${refusal} } }`
    const form = { name: '郑州示例仪表有限公司', creditCode: fakeCreditCode(900), regionCode: '410105' }
    expect((await browser.send(found, { form })).foundOrganisation).toMatchObject({ state: 'UNVERIFIED' })
    expect(await browser.send(who)).toMatchObject({ viewer: { acting: { organisation: { name: form.name } } } })
    await browser.send(`mutation { signOut { ... on SignedOut { endedCount } } }`)
    expect(browser.token()).toBeNull()
    expect(await browser.send(who)).toEqual({ viewer: null })
  })

  it('loses every other browser when the password changes', async () => {
    const [here, there] = [openBrowser(), openBrowser()]
    await here.send(signIn, account)
    await there.send(signIn, account)
    const change = `mutation { changePassword(currentPassword: "${account.password}", newPassword: "mustard lamp zebra") {
      ... on SignedOut { endedCount } ${refusal} } }`
    expect((await here.send(change)).changePassword).toEqual({ endedCount: 1 })
    expect((await here.send(who)).viewer).not.toBeNull()
    expect((await there.send(who)).viewer).toBeNull()
    expect((await there.send(signIn, account)).signIn).toMatchObject({ code: 'WRONG_CREDENTIALS' })
  })

  it('gets a new token at sign-in, and the old one is worth nothing', async () => {
    const browser = openBrowser()
    const credentials = { email: 'officer@example.test', password: 'password-of-tests' }
    const first = await browser.send(signIn, credentials)
    expect(first.signIn).toMatchObject({ acting: { role: 'OFFICER', organisation: { state: 'VERIFIED' } } })
    const old = browser.token()
    await browser.send(signIn, credentials)
    expect(browser.token()).not.toBe(old)
    expect((await createSessionReader(database.db).read(old)).sessionId).toBeNull()
  })

  it('acts for nobody and for somebody again', async () => {
    const browser = openBrowser()
    const entered = await browser.send(signIn, { email: 'poster@example.test', password: 'password-of-tests' })
    const membershipId = entered.signIn.memberships[0].id
    const act = `mutation ($membershipId: ID) { actFor(membershipId: $membershipId) { ${viewer} ${refusal} } }`
    expect((await browser.send(act, { membershipId: null })).actFor).toMatchObject({ acting: null })
    expect((await browser.send(who)).viewer.acting).toBeNull()
    expect((await browser.send(act, { membershipId })).actFor).toMatchObject({ acting: { role: 'MEMBER' } })
    expect((await browser.send(act, { membershipId: 'junk' })).actFor).toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('what is refused', () => {
  it('names every wrong field', async () => {
    const refused = await openBrowser().send(signUp, { email: 'x', password: '1234567890' })
    expect(refused.signUp).toMatchObject({ code: 'INVALID_INPUT', problems: [{ path: 'email' }, { path: 'password' }] })
  })

  it('says how long to wait', async () => {
    const browser = openBrowser()
    const guess = { email: 'someone@example.test', password: 'guess' }
    for (let i = 0; i < 5; i++) expect((await browser.send(signIn, guess)).signIn.code).toBe('WRONG_CREDENTIALS')
    const slowed = (await browser.send(signIn, guess)).signIn
    expect(slowed).toMatchObject({ code: 'TOO_MANY_ATTEMPTS', details: { retryAfterSeconds: 5 } })
  })
})

describe('organisations', () => {
  const desk = `{ organisations(first: 2, state: UNVERIFIED) { ... on QueryOrganisationsConnection { totalCount edges {
    node { id creditCode viewerCan { verify { allowed code } suspend { code } } } } } ${refusal} } }`

  it('lie on the officer’s desk, with what may be done to them', async () => {
    const { organisations } = await sendAs(world.people.officer, desk)
    expect(organisations.totalCount).toBeGreaterThan(0)
    expect(organisations.edges[0].node).toMatchObject({
      viewerCan: { verify: { allowed: true, code: null }, suspend: { code: 'WRONG_STATE' } },
    })
    expect(organisations.edges[0].node.creditCode).toHaveLength(18)
    expect((await sendAs(world.people.poster, desk)).organisations).toMatchObject({ code: 'NOT_ALLOWED' })
  })

  it('are verified by the officer', async () => {
    const verify = `mutation ($id: ID!) { verifyOrganisation(id: $id) { ... on Organisation { state } ${refusal} } }`
    const id = world.organisations.newcomer
    expect((await sendAs(world.people.poster, verify, { id })).verifyOrganisation.code).toBe('NOT_ALLOWED')
    expect((await sendAs(world.people.officer, verify, { id })).verifyOrganisation).toEqual({ state: 'VERIFIED' })
    expect((await sendAs(world.people.officer, verify, { id: '1' })).verifyOrganisation.code).toBe('NOT_FOUND')
  })

  it('show their card to anybody, and nothing for an id that is none', async () => {
    const card = 'query ($id: ID!) { organisation(id: $id) { name creditCode viewerCan { manageMembers { code } } } }'
    expect(await sendAs(anonymous, card, { id: world.organisations.bureau })).toEqual({
      organisation: {
        name: 'Test bureau',
        creditCode: null,
        viewerCan: { manageMembers: { code: 'SIGN_IN_REQUIRED' } },
      },
    })
    expect(await sendAs(anonymous, card, { id: 'junk' })).toEqual({ organisation: null })
  })

  it('have staff that their administrator sees and changes', async () => {
    const { posterAdmin, poster } = world.people
    const organisationId = world.organisations.enterprise
    const add = `mutation ($organisationId: ID!) { addMember(organisationId: $organisationId, email: "stray@example.test",
      role: MEMBER) { ... on MemberInvited { email } ${refusal} } }`
    const staff = `query ($organisationId: ID!) { organisationStaff(organisationId: $organisationId) {
      ... on OrganisationStaff { members { displayName role } } ${refusal} } }`
    expect((await sendAs(poster, add, { organisationId })).addMember.code).toBe('NOT_ALLOWED')
    const invited = { email: 'stray@example.test' }
    expect((await sendAs(posterAdmin, add, { organisationId })).addMember).toEqual(invited)
    const { stray } = world.people
    const ask = '{ viewer { memberships { id } invitations { id role invitedAt organisation { name } } } }'
    const { invitations, memberships } = (await sendAs(stray, ask)).viewer
    expect(memberships).toEqual([])
    expect(invitations).toMatchObject([{ role: 'MEMBER', organisation: { name: 'Test enterprise' } }])
    const membershipId = invitations[0].id
    const answer = (verb: string) => `mutation ($membershipId: ID!) { ${verb}(membershipId: $membershipId) {
      ... on MembershipChanged { membershipId } ${refusal} } }`
    expect((await sendAs(poster, answer('acceptMembership'), { membershipId })).acceptMembership.code).toBe('NOT_FOUND')
    const yes = await sendAs(stray, answer('acceptMembership'), { membershipId })
    expect(yes.acceptMembership).toEqual({ membershipId })
    const no = await sendAs(stray, answer('declineMembership'), { membershipId })
    expect(no.declineMembership.code).toBe('NOT_FOUND')
    expect((await sendAs(posterAdmin, staff, { organisationId })).organisationStaff.members).toHaveLength(3)
    const end = `mutation ($membershipId: ID!) { endMembership(membershipId: $membershipId) {
      ... on MembershipChanged { membershipId } ${refusal} } }`
    expect((await sendAs(posterAdmin, end, { membershipId })).endMembership).toEqual({ membershipId })
  })
})
