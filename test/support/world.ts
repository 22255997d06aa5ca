/** A small town to test in: one organisation of each kind, a person in each role, and ports without side effects. */
import { ne } from 'drizzle-orm'
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
  secondOfficer: ['bureau', 'officer'],
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
  const named = Object.entries(towns) as [OrganisationName, OrganisationKind][]
  const rows = named.map(([name, kind], i) => ({
    id: testId(1, i + 1),
    kind,
    name: `Test ${name}`,
    creditCode: fakeCreditCode(i + 1),
    regionCode: regionOf(kind),
    registryCode: kind === 'registry' ? '410100' : null,
  }))
  const ids = Object.fromEntries(named.map(([name], i) => [name, testId(1, i + 1)])) as Record<OrganisationName, string>
  await db.insert(organisation).values(rows)
  await db.update(organisation).set({ state: 'verified' }).where(ne(organisation.id, ids.newcomer))
  await db
    .insert(listSetting)
    .values({ bureauId: ids.bureau, minBidWindowSeconds: 1, noticeWorkingDays: 0, noticeSeconds: 0, minReviewers: 1 })
  return ids
}

function actingFor(n: number, [home, role]: readonly [OrganisationName, Role], organisationId: string): ActingFor {
  const organisationKind = towns[home]
  return {
    membershipId: testId(3, n),
    organisationId,
    organisationKind,
    organisationName: `Test ${home}`,
    regionCode: regionOf(organisationKind),
    role,
    isVerified: home !== 'newcomer',
  }
}

function townspeople(organisations: Record<OrganisationName, string>): Record<PersonName, UserActor> {
  const names = [...Object.keys(residents), 'admin', 'stray'] as PersonName[]
  const people = names.map((name, i): [PersonName, UserActor] => {
    const home = name === 'admin' || name === 'stray' ? null : residents[name]
    const acting = home && actingFor(i + 1, home, organisations[home[0]])
    return [name, { kind: 'user', userId: testId(2, i + 1), displayName: name, isAdmin: name === 'admin', acting }]
  })
  return Object.fromEntries(people) as Record<PersonName, UserActor>
}

async function insertPeople(db: Database, people: UserActor[]): Promise<void> {
  await db.insert(userAccount).values(
    people.map(({ userId, displayName, isAdmin }) => ({
      id: userId,
      email: `${displayName.toLowerCase()}@example.test`,
      displayName,
      passwordHash: 'plain:password-of-tests',
      isAdmin,
    })),
  )
  const acceptedAt = new Date()
  await db.insert(membership).values(
    people.flatMap(({ userId, acting }) => {
      if (!acting) return []
      const { membershipId: id, organisationId, organisationKind, role } = acting
      return [{ id, userId, organisationId, organisationKind, role, acceptedAt }]
    }),
  )
}

/** Fills an empty, migrated database. */
export async function createWorld(db: Database): Promise<World> {
  const organisations = await insertOrganisations(db)
  const people = townspeople(organisations)
  await insertPeople(db, Object.values(people))
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
