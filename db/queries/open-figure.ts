/** Figures that wait for somebody, and what takes their place. */
import { and, eq, gt, inArray, or, sql } from 'drizzle-orm'
import { type DeterminationState, openStates } from '#domain/subsidy/money/determination.ts'
import type { Queryable, Transaction } from '../client.ts'
import { determination } from '../schema/subsidy.ts'
import type { DeterminationRow } from './subsidy.ts'

const openColumns = {
  id: determination.id,
  subjectKind: determination.subjectKind,
  subjectId: determination.subjectId,
  window: determination.window,
  beneficiaryId: determination.beneficiaryId,
  state: determination.state,
  claimedBy: determination.claimedBy,
  claimedAt: determination.claimedAt,
  toldAt: determination.toldAt,
  ceilingFen: determination.ceilingFen,
  isUndetermined: determination.isUndetermined,
}

/** What whoever puts another figure in its place must know of one that waits. */
export type OpenDetermination = Pick<DeterminationRow, keyof typeof openColumns>

/** By its literals the index of open figures is known to serve. */
const isOpen = sql`state in (${sql.raw(openStates.map(state => `'${state}'`).join(', '))}) and gives <> 'share_floor'`

export interface OpenAsk {
  policyId: string
  rule: string
  bureauId: string
  subjectKinds: readonly string[]
  subjectIds: readonly string[]
}

/**
 * The figures of one rule and bureau that wait for somebody, of these subjects, locked in one order. Until the
 * transaction ends nobody else determines this rule for this bureau.
 */
export async function lockOpenDeterminations(
  tx: Transaction,
  { policyId, rule, bureauId, subjectKinds, subjectIds }: OpenAsk,
): Promise<OpenDetermination[]> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${['determine', policyId, rule, bureauId].join(' ')}, 0))`,
  )
  const t = determination
  return tx
    .select(openColumns)
    .from(t)
    .where(
      and(
        eq(t.policyId, policyId),
        eq(t.rule, rule),
        eq(t.bureauId, bureauId),
        isOpen,
        inArray(t.subjectKind, [...subjectKinds]),
        sql`${t.subjectId} = any(${sql.param([...subjectIds])}::text[])`,
      ),
    )
    .orderBy(t.id)
    .for('update')
}

/** The figures of a bureau by a policy that wait for somebody and come to something, or wait for a fact. */
export async function listWaitingFigures(
  db: Queryable,
  { policyId, bureauId }: Pick<OpenAsk, 'policyId' | 'bureauId'>,
): Promise<Pick<DeterminationRow, 'rule' | 'subjectId' | 'window' | 'beneficiaryId'>[]> {
  const t = determination
  return db
    .select({ rule: t.rule, subjectId: t.subjectId, window: t.window, beneficiaryId: t.beneficiaryId })
    .from(t)
    .where(and(eq(t.policyId, policyId), eq(t.bureauId, bureauId), isOpen, or(gt(t.ceilingFen, 0n), t.isUndetermined)))
    .orderBy(t.rule, t.id)
}

/** One figure that takes the place of another. */
export interface SuccessionRow {
  before: string
  after: string
}

const successionTable = (rows: readonly SuccessionRow[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as one (before uuid, after uuid, state text)`

export async function markSuperseded(tx: Transaction, rows: readonly SuccessionRow[]): Promise<void> {
  await tx.execute(sql`
    update determination t set state = 'superseded', superseded_by = one.after
    from ${successionTable(rows)} where t.id = one.before`)
}

/** Claims, and accounts to pay to, go over to the figures that took the place of theirs. */
export async function carryOverClaims(
  tx: Transaction,
  rows: readonly (SuccessionRow & { state: DeterminationState })[],
): Promise<void> {
  await tx.execute(sql`
    update determination t set state = one.state, claimed_by = b.claimed_by, claimed_at = b.claimed_at, told_by = b.told_by, told_at = b.told_at
    from ${successionTable(rows)} join determination b on b.id = one.before where t.id = one.after`)
  await tx.execute(sql`
    insert into payee_account (determination_id, account_name, bank_name, account_number, given_by, given_at)
    select one.after, p.account_name, p.bank_name, p.account_number, p.given_by, p.given_at
    from ${successionTable(rows)} join payee_account p on p.determination_id = one.before
    on conflict (determination_id) do nothing`)
}
