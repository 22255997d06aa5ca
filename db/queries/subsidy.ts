/** Policy versions and determinations. What a rule computes from is gathered in subsidy-facts.ts. */
import { and, desc, eq, getTableColumns, inArray, ne, notExists, or, type SQL, sql } from 'drizzle-orm'
import type { Page, PageRequest } from '#domain/page.ts'
import { regionPrefix } from '#domain/region.ts'
import type { DeterminationState } from '#domain/subsidy/money/determination.ts'
import type { Queryable, Transaction } from '../client.ts'
import { encodeCursor } from '../cursor.ts'
import { payoutLine } from '../schema/payout.ts'
import { determination, policyVersion } from '../schema/subsidy.ts'
import { afterCursor, type SortOrder } from './listing-page.ts'

export type PolicyVersionRow = typeof policyVersion.$inferSelect
/** With the region of its bureau, which decides who above it may read it. */
export type DeterminationRow = typeof determination.$inferSelect & { bureauRegion: string }
export type NewDetermination = typeof determination.$inferInsert

/** The region of a determination's bureau, beside its own columns. */
export const bureauRegion = sql<string>`(select o.region_code from organisation o where o.id = ${determination.bureauId})`
const row = { ...getTableColumns(determination), bureauRegion }

/** Stores a version; false when exactly this text is there already. */
export async function insertPolicyVersion(tx: Transaction, row: typeof policyVersion.$inferInsert): Promise<boolean> {
  const rows = await tx
    .insert(policyVersion)
    .values(row)
    .onConflictDoNothing({ target: [policyVersion.policyId, policyVersion.sha256] })
    .returning({ id: policyVersion.id })
  return rows.length > 0
}

/** Every version of a policy, or of all (null): policy after policy, the version loaded last first. */
export async function listPolicyVersions(db: Queryable, policyId: string | null): Promise<PolicyVersionRow[]> {
  return db
    .select()
    .from(policyVersion)
    .where(policyId === null ? undefined : eq(policyVersion.policyId, policyId))
    .orderBy(policyVersion.policyId, desc(policyVersion.loadedAt), desc(policyVersion.id))
}

export async function findPolicyVersion(db: Queryable, id: string): Promise<PolicyVersionRow | null> {
  const [row] = await db.select().from(policyVersion).where(eq(policyVersion.id, id))
  return row ?? null
}

export interface GrantedRuleRow {
  policyVersionId: string
  rule: string
  window: string
  /** As the explanation has them; null of rules whose readings are not asked for. */
  readings: { rule?: string; parameter: string; reading: string }[] | null
}

/** What was granted and not come back: by which version, rule and window; and of the rules `readAs` how it was read. */
export async function listGrantedRules(
  db: Queryable,
  policyId: string,
  readAs: readonly string[],
): Promise<GrantedRuleRow[]> {
  const { policyVersionId, rule, window, trace } = determination
  const isAsked = sql`${rule} = any(${sql.param([...readAs])}::text[])`
  const readings = sql<GrantedRuleRow['readings']>`case when ${isAsked} then ${trace} -> 'readings' end`
  return db
    .selectDistinct({ policyVersionId, rule, window, readings: readings.as('readings') })
    .from(determination)
    .where(and(eq(determination.policyId, policyId), inArray(determination.state, ['approved', 'paid'])))
    .orderBy(policyVersionId, rule, window, sql`readings`)
}

export async function listPolicyVersionsById(db: Queryable, ids: readonly string[]): Promise<PolicyVersionRow[]> {
  if (ids.length === 0) return []
  return db
    .select()
    .from(policyVersion)
    .where(inArray(policyVersion.id, [...ids]))
}

/** What an evaluation knows of a figure; its explanation as JSON. */
export type ComputedDetermination = Pick<
  DeterminationRow,
  | 'id'
  | 'policyVersionId'
  | 'policyId'
  | 'policyStatus'
  | 'rule'
  | 'subjectKind'
  | 'subjectId'
  | 'beneficiaryId'
  | 'window'
  | 'gives'
  | 'ceilingFen'
  | 'trace'
  | 'isUndetermined'
  | 'state'
  | 'computedBy'
  | 'bureauId'
  | 'computedAt'
  | 'runId'
>

/** In one statement of one parameter, whatever their number: a run stores a hundred thousand. */
export async function insertDeterminations(tx: Transaction, rows: readonly ComputedDetermination[]): Promise<void> {
  const text = JSON.stringify(rows.map(row => ({ ...row, ceilingFen: String(row.ceilingFen) })))
  await tx.execute(sql`
    insert into determination (id, policy_version_id, policy_id, policy_status, rule, subject_kind, subject_id, beneficiary_id, "window", gives, ceiling_fen, trace, is_undetermined, state, computed_by, bureau_id, computed_at, run_id)
    select one.id, "policyVersionId", "policyId", "policyStatus", rule, "subjectKind", "subjectId", "beneficiaryId", "window", gives, "ceilingFen", trace, "isUndetermined", state, "computedBy", "bureauId", "computedAt", "runId"
    from jsonb_to_recordset(${text}::jsonb) as one (id uuid, "policyVersionId" uuid, "policyId" text, "policyStatus" text, rule text, "subjectKind" text, "subjectId" text, "beneficiaryId" uuid, "window" text, gives text, "ceilingFen" bigint, trace jsonb, "isUndetermined" boolean, state text, "computedBy" uuid, "bureauId" uuid, "computedAt" timestamptz, "runId" uuid)`)
}

export async function findDetermination(db: Queryable, id: string): Promise<DeterminationRow | null> {
  const [found] = await db.select(row).from(determination).where(eq(determination.id, id))
  return found ?? null
}

export async function findDeterminations(db: Queryable, ids: readonly string[]): Promise<DeterminationRow[]> {
  return db
    .select(row)
    .from(determination)
    .where(inArray(determination.id, [...ids]))
}

export async function lockDetermination(tx: Transaction, id: string): Promise<DeterminationRow | null> {
  const [found] = await tx.select(row).from(determination).where(eq(determination.id, id)).for('update')
  return found ?? null
}

/** In the order of their ids, so that two who lock several never wait for each other in a circle. */
export async function lockDeterminations(tx: Transaction, ids: readonly string[]): Promise<DeterminationRow[]> {
  if (ids.length === 0) return []
  const t = determination
  return tx
    .select(row)
    .from(t)
    .where(inArray(t.id, [...ids]))
    .orderBy(t.id)
    .for('update')
}

export async function updateDetermination(
  tx: Transaction,
  id: string,
  change: Partial<NewDetermination>,
): Promise<void> {
  await tx.update(determination).set(change).where(eq(determination.id, id))
}

export interface DeterminationFilter {
  beneficiaryId?: string | null
  subjectId?: string | null
  rule?: string | null
  states?: readonly DeterminationState[] | null
  bureauId?: string | null
  /** Only of this bureau, and of those of the regions below its own. */
  readableBy?: { organisationId: string; regionCode: string } | null
  /** Only what this run over the register stored. */
  runId?: string | null
  /** Only what waits for a fact ("未能认定"), or only the rest. */
  isUndetermined?: boolean | null
  /** Not what waits for a fact before its unit has claimed or was told. */
  isHeardOfOnly?: boolean
  /** Only what stands in no batch, but for a line that the treasury could not pay. */
  isUnbatchedOnly?: boolean
}

const isHeardOf = sql`(not ${determination.isUndetermined} or ${determination.claimedAt} is not null or ${determination.toldAt} is not null)`

const newest: SortOrder = { by: sql`${determination.computedAt}`, type: 'timestamptz', direction: 'desc' }

const standing = { line: payoutLine.line }
const standsInBatch = and(
  eq(payoutLine.determinationId, determination.id),
  sql`${payoutLine.outcome} is distinct from 'failed'`,
)

function isReadableBy({ organisationId, regionCode }: { organisationId: string; regionCode: string }): SQL | undefined {
  const below = sql`${bureauRegion} like ${`${regionPrefix(regionCode) ?? regionCode}%`} and ${bureauRegion} <> ${regionCode}`
  return or(eq(determination.bureauId, organisationId), below)
}

/** One page, newest first. */
export async function pageOfDeterminations(
  db: Queryable,
  filter: DeterminationFilter,
  page: PageRequest,
): Promise<Page<DeterminationRow>> {
  const rows = await db
    .select({ row, sortValue: sql<string>`${determination.computedAt}::text` })
    .from(determination)
    .where(
      and(
        filter.beneficiaryId ? eq(determination.beneficiaryId, filter.beneficiaryId) : undefined,
        filter.subjectId ? eq(determination.subjectId, filter.subjectId) : undefined,
        filter.rule ? eq(determination.rule, filter.rule) : undefined,
        filter.runId ? eq(determination.runId, filter.runId) : undefined,
        filter.bureauId ? eq(determination.bureauId, filter.bureauId) : undefined,
        filter.readableBy ? isReadableBy(filter.readableBy) : undefined,
        filter.states?.length ? inArray(determination.state, [...filter.states]) : undefined,
        typeof filter.isUndetermined === 'boolean'
          ? eq(determination.isUndetermined, filter.isUndetermined)
          : undefined,
        filter.isHeardOfOnly ? isHeardOf : undefined,
        filter.isUnbatchedOnly ? notExists(db.select(standing).from(payoutLine).where(standsInBatch)) : undefined,
        afterCursor(newest, determination.id, page.after),
      ),
    )
    .orderBy(desc(determination.computedAt), desc(determination.id))
    .limit(page.first + 1)
  const items = rows.slice(0, page.first).map(({ row, sortValue }) => ({
    item: row,
    cursor: encodeCursor({ value: sortValue, id: row.id }),
  }))
  return { items, hasNextPage: rows.length > page.first }
}

/** What a beneficiary's figures have come to, without their explanations. */
export type OwnFigure = Pick<
  DeterminationRow,
  'id' | 'policyId' | 'rule' | 'subjectId' | 'window' | 'state' | 'ceilingFen' | 'approvedFen'
>

/** Every figure of a beneficiary that is not superseded, and for which no fact is missing. */
export async function listOwnFigures(db: Queryable, beneficiaryId: string): Promise<OwnFigure[]> {
  const { id, policyId, rule, subjectId, window, state, ceilingFen, approvedFen, isUndetermined } = determination
  return db
    .select({ id, policyId, rule, subjectId, window, state, ceilingFen, approvedFen })
    .from(determination)
    .where(and(eq(determination.beneficiaryId, beneficiaryId), ne(state, 'superseded'), eq(isUndetermined, false)))
    .orderBy(id)
}
