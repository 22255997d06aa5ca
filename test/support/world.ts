/** A small town to test in: one organisation of each kind, a person in each role, and ports without side effects. */
import { eq } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { listSetting } from '#db/schema/challenge.ts'
import { membership, organisation, userAccount } from '#db/schema/identity.ts'
import type { ActingFor, Actor } from '#domain/access/actor.ts'
import type { OrganisationKind, Role } from '#domain/access/roles.ts'
import { creditCodeCheckDigit } from '#domain/identifiers.ts'
import type { Ctx, Ports } from '#usecases/support/ctx.ts'
import { testPorts } from './ports.ts'

export type UserActor = Extract<Actor, { kind: 'user' }>

export interface World {
  /** Acts with a user of the town, or with any other actor. */
  ctx(actor: Actor, ports?: Partial<Ports>): Ctx
  organisations: Record<OrganisationName, string>
  people: Record<PersonName, UserActor>
}

const towns = {
  enterprise: 'enterprise',
  otherEnterprise: 'enterprise',
  university: 'university',
  otherUniversity: 'university',
  institute: 'institute',
  newcomer: 'enterprise',
  broker: 'broker_agency',
  registry: 'registry',
  bureau: 'bureau',
} as const satisfies Record<string, OrganisationKind>
export type OrganisationName = keyof typeof towns

/** The bureau is the city's; everybody else sits in one of its districts. */
const regionOf = (kind: OrganisationKind) => (kind === 'bureau' ? '410100' : '410105')

const residents = {
  poster: ['enterprise', 'member'],
  posterAdmin: ['enterprise', 'admin'],
  rival: ['otherEnterprise', 'member'],
  bidder: ['university', 'member'],
  bidderAdmin: ['university', 'admin'],
  otherBidder: ['otherUniversity', 'member'],
  expert: ['institute', 'expert'],
  secondExpert: ['otherUniversity', 'expert'],
  researcher: ['institute', 'member'],
  newcomer: ['newcomer', 'admin'],
  manager: ['broker', 'manager'],
  registrar: ['registry', 'registrar'],
  secondRegistrar: ['registry', 'registrar'],
  officer: ['bureau', 'officer'],
  reviewer: ['bureau', 'reviewer'],
  approver: ['bureau', 'approver'],
  cashier: ['bureau', 'cashier'],
  auditor: ['bureau', 'auditor'],
} as const satisfies Record<string, readonly [OrganisationName, Role]>
export type PersonName = keyof typeof residents | 'admin' | 'stray'

/** A made-up credit code with a right check digit. */
export function fakeCreditCode(n: number): string {
  const first17 = `91410100TEST${String(n).padStart(5, '0')}`.replace(/[IOSVZ]/g, 'A')
  return first17 + creditCodeCheckDigit(first17)
}

const testId = (group: number, n: number) =>
  `00000000-0000-7000-8000-${group.toString(16).padStart(4, '0')}${n.toString(16).padStart(8, '0')}`

async function insertOrganisations(db: Database): Promise<Record<OrganisationName, string>> {
  const ids = {} as Record<OrganisationName, string>
  let n = 0
  for (const [name, kind] of Object.entries(towns) as [OrganisationName, OrganisationKind][]) {
    ids[name] = testId(1, ++n)
    const registryCode = kind === 'registry' ? '410100' : null
    const row = { id: ids[name], kind, name: `Test ${name}`, creditCode: fakeCreditCode(n), regionCode: regionOf(kind) }
    await db.insert(organisation).values({ ...row, registryCode })
    if (name !== 'newcomer')
      await db.update(organisation).set({ state: 'verified' }).where(eq(organisation.id, ids[name]))
  }
  await db
    .insert(listSetting)
    .values({ bureauId: ids.bureau, minBidWindowSeconds: 1, noticeWorkingDays: 0, noticeSeconds: 0, minReviewers: 1 })
  return ids
}

async function insertPerson(db: Database, n: number, name: string, isAdmin: boolean): Promise<UserActor> {
  const id = testId(2, n)
  const email = `${name.toLowerCase()}@example.test`
  await db
    .insert(userAccount)
    .values({ id, email, displayName: name, passwordHash: 'plain:password-of-tests', isAdmin })
  return { kind: 'user', userId: id, displayName: name, isAdmin, acting: null }
}

/** Fills an empty, migrated database. */
export async function createWorld(db: Database): Promise<World> {
  const organisations = await insertOrganisations(db)
  const people = {} as Record<PersonName, UserActor>
  let n = 0
  for (const [name, [home, role]] of Object.entries(residents) as [
    keyof typeof residents,
    [OrganisationName, Role],
  ][]) {
    const person = await insertPerson(db, ++n, name, false)
    const organisationKind = towns[home]
    const membershipId = testId(3, n)
    await db.insert(membership).values({
      id: membershipId,
      userId: person.userId,
      organisationId: organisations[home],
      organisationKind,
      role,
      acceptedAt: new Date(),
    })
    const acting: ActingFor = {
      membershipId,
      organisationId: organisations[home],
      organisationKind,
      organisationName: `Test ${home}`,
      regionCode: regionOf(organisationKind),
      role,
      isVerified: home !== 'newcomer',
    }
    people[name] = { ...person, acting }
  }
  people.admin = await insertPerson(db, ++n, 'admin', true)
  people.stray = await insertPerson(db, ++n, 'stray', false)
  const ports = testPorts(db)
  const ctx = (actor: Actor, over: Partial<Ports> = {}): Ctx => ({
    ...ports,
    ...over,
    db,
    actor,
    requestId: 'test-request',
  })
  return { ctx, organisations, people }
}
