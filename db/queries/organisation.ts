import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { OrganisationKind, Role } from '#domain/access/roles.ts'
import type { Page, PageRequest } from '#domain/page.ts'
import type { Queryable, Transaction } from '../client.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { listSetting } from '../schema/challenge.ts'
import { membership, organisation, userAccount } from '../schema/identity.ts'
import { isLiving } from './membership.ts'
import { folded, matchesSearch } from './search-words.ts'

export type OrganisationRow = typeof organisation.$inferSelect
export type MembershipRow = typeof membership.$inferSelect
export type ListSettingRow = typeof listSetting.$inferSelect

/** What is public about an organisation, wherever it is shown beside something else. */
export const organisationCard = {
  id: organisation.id,
  kind: organisation.kind,
  name: organisation.name,
  regionCode: organisation.regionCode,
  state: organisation.state,
  isDemo: organisation.isDemo,
}

export interface OrganisationCard {
  id: string
  kind: OrganisationKind
  name: string
  regionCode: string
  state: OrganisationRow['state']
  isDemo: boolean
}

export async function findOrganisation(db: Queryable, id: string): Promise<OrganisationRow | null> {
  const [row] = await db.select().from(organisation).where(eq(organisation.id, id))
  return row ?? null
}

export async function lockOrganisation(tx: Transaction, id: string): Promise<OrganisationRow | null> {
  const [row] = await tx.select().from(organisation).where(eq(organisation.id, id)).for('update')
  return row ?? null
}

/** In the order of the ids given; a missing one is null. For loaders. */
export async function listOrganisationCards(
  db: Queryable,
  ids: readonly string[],
): Promise<(OrganisationCard | null)[]> {
  const rows = await db
    .select(organisationCard)
    .from(organisation)
    .where(inArray(organisation.id, [...ids]))
  const byId = new Map(rows.map(row => [row.id, row]))
  return ids.map(id => byId.get(id) ?? null)
}

export interface OrganisationFilter {
  state: OrganisationRow['state'] | null
  kind: OrganisationKind | null
}

/** One page, newest first. */
export async function pageOfOrganisations(
  db: Queryable,
  filter: OrganisationFilter,
  page: PageRequest,
): Promise<Page<OrganisationRow>> {
  const t = organisation
  const key = page.after === null ? null : decodeCursor(page.after, 'timestamptz')
  const rows = await db
    .select()
    .from(t)
    .where(
      and(
        filter.state ? eq(t.state, filter.state) : undefined,
        filter.kind ? eq(t.kind, filter.kind) : undefined,
        key === null ? undefined : sql`(${t.createdAt}, ${t.id}) < (${key.value}::text::timestamptz, ${key.id}::uuid)`,
      ),
    )
    .orderBy(desc(t.createdAt), desc(t.id))
    .limit(page.first + 1)
  const items = rows
    .slice(0, page.first)
    .map(item => ({ item, cursor: encodeCursor({ value: item.createdAt.toISOString(), id: item.id }) }))
  return { items, hasNextPage: rows.length > page.first }
}

export async function countOrganisations(db: Queryable, filter: OrganisationFilter): Promise<number> {
  return db.$count(
    organisation,
    and(
      filter.state ? eq(organisation.state, filter.state) : undefined,
      filter.kind ? eq(organisation.kind, filter.kind) : undefined,
    ),
  )
}

/** Living memberships, the first accepted first. */
export async function listMembershipsOfUser(db: Queryable, userId: string) {
  return db
    .select({ membership, organisation })
    .from(membership)
    .innerJoin(organisation, eq(organisation.id, membership.organisationId))
    .where(and(eq(membership.userId, userId), isLiving))
    .orderBy(asc(membership.acceptedAt), asc(membership.createdAt), asc(membership.id))
}

export async function findMembership(db: Queryable, id: string): Promise<MembershipRow | null> {
  const [row] = await db.select().from(membership).where(eq(membership.id, id))
  return row ?? null
}

/** How many people hold this role now. Ask while holding the organisation's lock. */
export async function countMembersInRole(tx: Transaction, organisationId: string, role: Role): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(membership)
    .where(and(eq(membership.organisationId, organisationId), eq(membership.role, role), isLiving))
  return row?.count ?? 0
}

export async function insertOrganisation(tx: Transaction, row: typeof organisation.$inferInsert): Promise<void> {
  await tx.insert(organisation).values(row)
}

export async function updateOrganisation(
  tx: Transaction,
  id: string,
  change: Partial<Pick<OrganisationRow, 'state' | 'name' | 'creditCode' | 'regionCode'>>,
): Promise<void> {
  await tx.update(organisation).set(change).where(eq(organisation.id, id))
}

/** A bureau runs its lists with the usual parameters until it sets others. */
export async function insertListSetting(tx: Transaction, bureauId: string): Promise<void> {
  await tx.insert(listSetting).values({ bureauId })
}

export async function insertMembership(tx: Transaction, row: typeof membership.$inferInsert): Promise<void> {
  await tx.insert(membership).values(row)
}

export async function endMembershipRow(tx: Transaction, id: string, at: Date): Promise<void> {
  await tx.update(membership).set({ endedAt: at }).where(eq(membership.id, id))
}

/** Living ones only: an invitation shown here would tell the inviter that the address has an account. */
export async function listMembers(db: Queryable, organisationId: string) {
  return db
    .select({
      membershipId: membership.id,
      role: membership.role,
      userId: userAccount.id,
      displayName: userAccount.displayName,
      email: userAccount.email,
    })
    .from(membership)
    .innerJoin(userAccount, eq(userAccount.id, membership.userId))
    .where(and(eq(membership.organisationId, organisationId), isLiving))
    .orderBy(asc(membership.createdAt))
}

export async function getListSetting(db: Queryable, bureauId: string): Promise<ListSettingRow> {
  const [row] = await db.select().from(listSetting).where(eq(listSetting.bureauId, bureauId))
  if (!row) throw new Error(`bureau ${bureauId} has no list settings`)
  return row
}

const mostToChooseFrom = 200

/** Public cards of verified organisations of a kind, by name; all words of the search must occur in the name. */
export async function listVerifiedOrganisations(
  db: Queryable,
  filter: { kind: OrganisationKind; search: string | null },
): Promise<OrganisationCard[]> {
  const words = filter.search ? matchesSearch(folded(organisation.name), filter.search) : []
  return db
    .select(organisationCard)
    .from(organisation)
    .where(and(eq(organisation.kind, filter.kind), eq(organisation.state, 'verified'), ...words))
    .orderBy(asc(organisation.name), asc(organisation.id))
    .limit(mostToChooseFrom)
}

/** Null in an installation that nobody has used yet. */
export async function findAnyOrganisation(db: Queryable): Promise<string | null> {
  const [row] = await db.select({ id: organisation.id }).from(organisation).limit(1)
  return row?.id ?? null
}
