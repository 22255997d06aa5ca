/**
 * The demonstration city: fictional organisations and people, marked as such, with realistic listings of three areas.
 * Deterministic: ids are derived from the keys in the data, so two cities loaded from the same files are the same.
 */
import { readFileSync } from 'node:fs'
import { eq, inArray } from 'drizzle-orm'
import { doerKinds, type OrganisationKind, type Role } from '#domain/access/roles.ts'
import type { AchievementContent } from '#domain/achievement/achievement.ts'
import { dayInChina } from '#domain/calendar.ts'
import type { DemandContent } from '#domain/demand/demand.ts'
import type { ExpertContent } from '#domain/expert/expert.ts'
import { creditCodeCheckDigit } from '#domain/identifiers.ts'
import type { Library } from '#domain/listing.ts'
import type { Queryable, Transaction } from '../client.ts'
import { sha256 } from '../digest.ts'
import { insertAudit } from '../queries/audit.ts'
import { listSetting } from '../schema/challenge.ts'
import { membership, organisation, userAccount } from '../schema/identity.ts'
import { subsidyFact } from '../schema/subsidy-fact.ts'
import { type BulkListing, publishInBulk } from './bulk-listings.ts'
import { enterRegister } from './bulk-register.ts'
import { hourOf } from './bulk-steps.ts'
import { planRegister, type RegisterData, readRegisterData } from './demo-register.ts'

export interface DemoOrganisation {
  key: string
  kind: OrganisationKind
  name: string
  regionCode: string
}

interface DemoArea {
  organisations: DemoOrganisation[]
  demands: (DemandContent & { owner: string })[]
  achievements: (AchievementContent & { owner: string })[]
  experts: (ExpertContent & { owner: string })[]
}

const areas = ['sensors', 'equipment', 'biomedicine'] as const

const authorities: DemoOrganisation[] = [
  { key: 'bureau', kind: 'bureau', name: '中原示范市科学技术局（演示）', regionCode: '410100' },
  { key: 'registry', kind: 'registry', name: '中原示范市技术合同登记站（演示）', regionCode: '410100' },
  { key: 'broker', kind: 'broker_agency', name: '豫见技术转移服务公司（演示）', regionCode: '410105' },
]

/** What the registration numbers of the city's registry begin with. */
const registryCode = '410100'

/** Who lives where, in which role; the sign-in name is `person@organisation.example`. */
const officials: [organisation: string, person: string, name: string, role: Role][] = [
  ['bureau', 'officer', '经办 · 陈立榜（演示）', 'officer'],
  ['bureau', 'officer2', '经办 · 孙复查（演示）', 'officer'],
  ['bureau', 'reviewer', '审核 · 周明核（演示）', 'reviewer'],
  ['bureau', 'approver', '批准 · 吴定策（演示）', 'approver'],
  ['bureau', 'cashier', '拨付 · 郑清账（演示）', 'cashier'],
  ['bureau', 'auditor', '审计 · 王知源（演示）', 'auditor'],
  ['registry', 'registrar', '登记员 · 冯守册（演示）', 'registrar'],
  ['registry', 'registrar2', '登记员 · 褚复核（演示）', 'registrar'],
  ['broker', 'manager', '技术经理人 · 卫通达（演示）', 'manager'],
]

/** A UUID (version 8, free form) that depends on nothing but the key. */
export function demoId(key: string): string {
  const hex = sha256(`jiebang demo city: ${key}`)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** A credit code that belongs to nobody: the organisation part says DEM0. */
function demoCreditCode(n: number): string {
  const first17 = `91410100DEM0${String(n).padStart(5, '0')}`
  return first17 + creditCodeCheckDigit(first17)
}

function readArea(name: string): DemoArea {
  return JSON.parse(readFileSync(new URL(`./demo/${name}.json`, import.meta.url), 'utf8')) as DemoArea
}

async function insertOrganisations(tx: Transaction, organisations: readonly DemoOrganisation[]): Promise<void> {
  const rows = organisations.map((o, i) => ({
    id: demoId(o.key),
    kind: o.kind,
    name: o.name,
    creditCode: demoCreditCode(i + 1),
    regionCode: o.regionCode,
    registryCode: o.kind === 'registry' ? registryCode : null,
    isDemo: true,
  }))
  await tx.insert(organisation).values(rows)
  const ids = rows.map(row => row.id)
  await tx.update(organisation).set({ state: 'verified' }).where(inArray(organisation.id, ids))
  // Seconds instead of days and weeks, so that the whole way can be walked in one sitting.
  const pace = { minBidWindowSeconds: 2, noticeWorkingDays: 0, noticeSeconds: 1, minReviewers: 1 }
  await tx.insert(listSetting).values({ bureauId: demoId('bureau'), ...pace })
}

function peopleOf(organisations: readonly DemoOrganisation[]): typeof officials {
  const doers = organisations.filter(o => doerKinds.includes(o.kind))
  return [
    ...officials,
    ...doers.flatMap((o): typeof officials => [
      [o.key, 'admin', `管理员 · ${o.name}`, 'admin'],
      [o.key, 'member', `经办人 · ${o.name}`, 'member'],
    ]),
    ...doers
      .filter(o => o.kind !== 'enterprise')
      .map((o): (typeof officials)[number] => [o.key, 'expert', `评审专家 · ${o.name}`, 'expert']),
  ]
}

async function insertPeople(
  tx: Transaction,
  organisations: readonly DemoOrganisation[],
  { passwordHash, now }: DemoOptions,
): Promise<void> {
  const kinds = new Map(organisations.map(o => [o.key, o.kind]))
  const people = peopleOf(organisations)
  const account = (email: string, displayName: string) => ({
    id: demoId(email),
    email,
    displayName,
    passwordHash,
    isDemo: true,
  })
  await tx
    .insert(userAccount)
    .values([
      { ...account('admin@platform.example', '平台管理员（演示）'), isAdmin: true },
      ...people.map(([home, person, name]) => account(`${person}@${home}.example`, name)),
    ])
  await tx.insert(membership).values(
    people.map(([home, person, , role]) => ({
      id: demoId(`membership ${person}@${home}`),
      userId: demoId(`${person}@${home}.example`),
      organisationId: demoId(home),
      organisationKind: kinds.get(home) ?? 'enterprise',
      role,
      acceptedAt: now,
    })),
  )
}

/** True once the city is there. */
export async function hasDemo(db: Queryable): Promise<boolean> {
  const found = await db
    .select({ id: organisation.id })
    .from(organisation)
    .where(eq(organisation.id, demoId('bureau')))
  return found.length > 0
}

export interface DemoOptions {
  /** Hash of the one password of all demo accounts. */
  passwordHash: string
  newId(): string
  now: Date
}

/** What the bureau knows of units beside the register: how large they are, and what they were recognised as last year. */
function keptFacts(data: RegisterData, today: string): (typeof subsidyFact.$inferInsert)[] {
  const lastYear = Number(today.slice(0, 4)) - 1
  const kept = { bureauId: demoId('bureau'), recordedBy: demoId('officer@bureau.example') }
  const recognised = data.recognitions.map(([key, kind, level, monthDay]) => {
    const [holderId, grantedOn] = [demoId(key), `${lastYear}-${monthDay}`]
    return {
      ...kept,
      id: demoId(`recognition ${key} ${kind}`),
      factTable: 'evidence',
      holderId,
      content: { holderId, kind, level, grantedOn },
      occurredOn: grantedOn,
      source: '市级认定名单（演示）',
      recordedAt: hourOf(grantedOn, 15),
    }
  })
  const sized = Object.entries(data.sizes).flatMap(([size, keys]) =>
    keys.map(key => ({
      ...kept,
      id: demoId(`size ${key}`),
      factTable: 'organisations',
      holderId: demoId(key),
      content: { id: demoId(key), size },
      occurredOn: `${lastYear}-01-01`,
      source: '企业规模划型结果（演示）',
      recordedAt: hourOf(`${lastYear}-01-01`, 9),
    })),
  )
  return [...recognised, ...sized]
}

/** Contracts of two years, and what the bureau has recognised. Returns what is entered, for the audit. */
async function loadRegister(
  tx: Transaction,
  data: RegisterData,
  organisations: readonly DemoOrganisation[],
  { now }: DemoOptions,
) {
  const names = new Map(organisations.map(({ key, name }) => [key, name]))
  const today = dayInChina(now)
  const planned = planRegister(data, today)
  await enterRegister(tx, planned, {
    partyOf: key => ({ id: demoId(key), memberId: demoId(`member@${key}.example`), name: names.get(key) ?? key }),
    registry: { id: demoId('registry'), code: registryCode },
    registrarIds: [demoId('registrar@registry.example'), demoId('registrar2@registry.example')],
    idOf: key => demoId(`register ${key}`),
  })
  await tx.insert(subsidyFact).values(keptFacts(data, today))
  return { contracts: planned, recognitions: data.recognitions, sizes: data.sizes }
}

/** Loads the city into an empty database, in one transaction, with its audit entries. */
export async function loadDemo(tx: Transaction, options: DemoOptions): Promise<void> {
  const data = areas.map(readArea)
  const registerData = readRegisterData()
  const organisations = [...authorities, ...data.flatMap(area => area.organisations), ...registerData.organisations]
  await insertOrganisations(tx, organisations)
  await insertPeople(tx, organisations, options)
  const collect = <C extends { owner: string }>(library: Library, pick: (area: DemoArea) => C[]): BulkListing[] =>
    data
      .flatMap(area => pick(area))
      .map(({ owner, ...content }, i) => ({
        library,
        id: demoId(`${library} ${i}`),
        owner: demoId(owner),
        content: content as unknown as BulkListing['content'],
      }))
  const listings = [
    ...collect('demand', area => area.demands),
    ...collect('achievement', area => area.achievements),
    ...collect('expert', area => area.experts),
  ]
  await publishInBulk(tx, listings, options)
  const register = await loadRegister(tx, registerData, organisations, options)
  const bySystem = {
    actorUserId: null,
    actorOrganisationId: null,
    subjectKind: 'demo',
    before: null,
    requestId: 'start',
  }
  await insertAudit(tx, {
    ...bySystem,
    action: 'demo.load',
    subjectId: 'demo city',
    after: { organisations: organisations.length, listings: listings.length },
    listings: listings.map(({ library, id }) => ({ library, id })),
  })
  await insertAudit(tx, { ...bySystem, action: 'demo.load', subjectId: 'demo register', after: register })
}
