import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  boolean,
  check,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { clawbackReasons } from '#domain/subsidy/money/clawback.ts'
import { determinationStates, figureKinds } from '#domain/subsidy/money/determination.ts'
import { policyStatuses } from '#domain/subsidy/pack/policy-pack.ts'
import { day, fen, fenRange, id, instant, oneOf, textLength, writtenAt } from './columns.ts'
import { organisation, userAccount } from './identity.ts'
import { subsidyRun } from './subsidy-run.ts'

/** An immutable version of a policy pack. */
export const policyVersion = pgTable(
  'policy_version',
  {
    id: id(),
    policyId: text('policy_id').notNull(),
    title: text('title').notNull(),
    status: text('status', { enum: policyStatuses }).notNull(),
    sha256: text('sha256').notNull(),
    source: text('source').notNull(),
    loadedAt: writtenAt('loaded_at'),
  },
  t => [
    unique('policy_version_sha256').on(t.policyId, t.sha256),
    unique('policy_version_id_status').on(t.id, t.status),
    unique('policy_version_id_policy').on(t.id, t.policyId),
    check('policy_version_status', sql`${t.status} in ('draft', 'in_force', 'superseded', 'repealed')`),
    textLength('policy_version_title_length', t.title, 300, 1),
  ],
)

export const determination = pgTable(
  'determination',
  {
    id: id(),
    policyVersionId: uuid('policy_version_id').notNull(),
    policyId: text('policy_id').notNull(),
    policyStatus: text('policy_status', { enum: policyStatuses }).notNull(),
    rule: text('rule').notNull(),
    subjectKind: text('subject_kind').notNull(),
    subjectId: text('subject_id').notNull(),
    beneficiaryId: uuid('beneficiary_id')
      .notNull()
      .references(() => organisation.id),
    window: text('window').notNull(),
    gives: text('gives', { enum: figureKinds }).notNull().default('ceiling'),
    ceilingFen: fen('ceiling_fen').notNull(),
    trace: jsonb('trace').$type<unknown>().notNull(),
    /** "未能认定": a fact is missing, as the explanation says. It is 0, and goes nowhere; a claim waits on it. */
    isUndetermined: boolean('is_undetermined').notNull().default(false),
    state: text('state', { enum: determinationStates }).notNull(),
    computedBy: uuid('computed_by')
      .notNull()
      .references(() => userAccount.id),
    bureauId: uuid('bureau_id')
      .notNull()
      .references(() => organisation.id),
    computedAt: writtenAt('computed_at'),
    /** The run over the register it is of; null for one determined by itself. */
    runId: uuid('run_id').references((): AnyPgColumn => subsidyRun.id),
    claimedBy: uuid('claimed_by').references(() => userAccount.id),
    claimedAt: instant('claimed_at'),
    toldBy: uuid('told_by').references(() => userAccount.id),
    toldAt: instant('told_at'),
    reviewedBy: uuid('reviewed_by').references(() => userAccount.id),
    reviewedAt: instant('reviewed_at'),
    approvedBy: uuid('approved_by').references(() => userAccount.id),
    approvedAt: instant('approved_at'),
    /** What the bureau grants; apart from the figure, which is what it may grant. */
    approvedFen: fen('approved_fen'),
    paidBy: uuid('paid_by').references(() => userAccount.id),
    paidAt: instant('paid_at'),
    paidOn: day('paid_on'),
    bankReference: text('bank_reference'),
    /** What was collected of it afterwards, in 分. Kept by trigger from the claw-backs. */
    collectedFen: fen('collected_fen').notNull().default(sql`0`),
    refusalReason: text('refusal_reason'),
    supersededBy: uuid('superseded_by').references((): AnyPgColumn => determination.id),
  },
  t => [
    foreignKey({
      columns: [t.policyVersionId, t.policyStatus],
      foreignColumns: [policyVersion.id, policyVersion.status],
    }),
    foreignKey({
      columns: [t.policyVersionId, t.policyId],
      foreignColumns: [policyVersion.id, policyVersion.policyId],
    }),
    index('determination_beneficiary').on(t.beneficiaryId, t.computedAt),
    index('determination_bureau').on(t.bureauId, t.computedAt, t.id),
    index('determination_computed').on(t.computedAt, t.id),
    index('determination_run').on(t.runId).where(sql`run_id is not null`),
    index('determination_subject').on(t.subjectKind, t.subjectId),
    // What a figure took the place of is asked for when a claim is carried over.
    index('determination_superseded_by').on(t.supersededBy).where(sql`superseded_by is not null`),
    index('determination_waiting')
      .on(t.bureauId, t.state, t.computedAt)
      .where(sql`state not in ('simulated', 'superseded')`),
    index('determination_undetermined').on(t.bureauId, t.computedAt, t.id).where(sql`is_undetermined`),
    // What fell away is found by the records of the explanation.
    index('determination_granted_records')
      .using('gin', sql`(trace -> 'inputs') jsonb_path_ops`)
      .where(sql`state in ('reviewed', 'approved', 'paid', 'clawed_back')`),
    // One figure waits for each entitlement: the latest.
    uniqueIndex('determination_open_once')
      .on(t.policyId, t.rule, t.subjectKind, t.subjectId, t.window, t.beneficiaryId, t.bureauId)
      .where(sql`state in ('determined', 'claimed', 'told', 'reviewed') and gives <> 'share_floor'`),
    oneOf('determination_state', t.state, determinationStates),
    oneOf('determination_gives', t.gives, figureKinds),
    fenRange('determination_ceiling', t.ceilingFen),
    fenRange('determination_approved', t.approvedFen, 1),
    // A draft policy is simulated, never paid from (征求意见稿).
    check('determination_draft_is_simulation', sql`${t.policyStatus} <> 'draft' or ${t.state} = 'simulated'`),
    check(
      'determination_share_is_not_paid',
      sql`${t.gives} <> 'share_floor' or ${t.state} in ('simulated', 'determined', 'superseded')`,
    ),
    check(
      'determination_undetermined_is_zero',
      sql`not ${t.isUndetermined} or (${t.ceilingFen} = 0 and ${t.state} in ('simulated', 'determined', 'superseded'))`,
    ),
    check('determination_undetermined_says_so', sql`${t.isUndetermined} = (${t.trace} ? 'undetermined')`),
    // A step needs another person than the steps before it; whoever claims is none of the bureau's.
    check(
      'determination_four_people',
      sql`${t.reviewedBy} <> ${t.computedBy} and ${t.approvedBy} <> ${t.computedBy} and ${t.paidBy} <> ${t.computedBy} and ${t.approvedBy} <> ${t.reviewedBy} and ${t.paidBy} <> ${t.reviewedBy} and ${t.paidBy} <> ${t.approvedBy}`,
    ),
    check(
      'determination_claimant_apart',
      sql`${t.claimedBy} <> ${t.computedBy} and ${t.claimedBy} <> ${t.reviewedBy} and ${t.claimedBy} <> ${t.approvedBy} and ${t.claimedBy} <> ${t.paidBy}`,
    ),
    check(
      'determination_claimed',
      sql`(${t.claimedBy} is null) = (${t.claimedAt} is null) and (${t.state} <> 'claimed' or ${t.claimedAt} is not null)`,
    ),
    check(
      'determination_told',
      sql`(${t.toldBy} is null) = (${t.toldAt} is null) and (${t.state} <> 'told' or ${t.toldAt} is not null)`,
    ),
    check(
      'determination_reviewed',
      sql`(${t.reviewedBy} is null) = (${t.reviewedAt} is null) and (${t.state} not in ('reviewed', 'approved', 'paid', 'clawed_back') or (${t.reviewedAt} is not null and (${t.claimedAt} is not null or ${t.toldAt} is not null)))`,
    ),
    check(
      'determination_approval',
      sql`(${t.approvedBy} is null) = (${t.approvedAt} is null) and (${t.approvedBy} is null) = (${t.approvedFen} is null) and (${t.state} not in ('approved', 'paid', 'clawed_back') or ${t.approvedAt} is not null)`,
    ),
    check(
      'determination_approved_within',
      sql`case ${t.gives} when 'exactly' then ${t.approvedFen} = ${t.ceilingFen} when 'at_least' then ${t.approvedFen} >= ${t.ceilingFen} else ${t.approvedFen} <= ${t.ceilingFen} end`,
    ),
    check(
      'determination_paid',
      sql`(${t.paidBy} is null) = (${t.paidAt} is null) and (${t.paidBy} is null) = (${t.paidOn} is null) and (${t.paidBy} is null) = (${t.bankReference} is null) and (${t.state} in ('paid', 'clawed_back')) = (${t.paidAt} is not null)`,
    ),
    check(
      'determination_collected',
      sql`${t.collectedFen} >= 0 and ${t.collectedFen} <= coalesce(${t.approvedFen}, 0) and (${t.collectedFen} = 0 or ${t.state} in ('paid', 'clawed_back')) and (${t.state} <> 'clawed_back' or ${t.collectedFen} = ${t.approvedFen})`,
    ),
    check('determination_refused_with_reason', sql`(${t.state} = 'refused') = (${t.refusalReason} is not null)`),
    check('determination_superseded', sql`(${t.state} = 'superseded') = (${t.supersededBy} is not null)`),
    textLength('determination_refusal_reason_length', t.refusalReason, 1000, 1),
    textLength('determination_bank_reference_length', t.bankReference, 100, 1),
  ],
)

/**
 * An account that a limit is kept on, across evaluations: what is approved is booked on it, so that the limit holds over
 * everything that shares it. The first account of each figure is its own entitlement: nothing is paid twice.
 */
export const subsidyLimit = pgTable(
  'subsidy_limit',
  {
    policyId: text('policy_id').notNull(),
    account: text('account').notNull(),
    key: text('key').notNull(),
    window: text('window').notNull(),
    /** Null: an entitlement to no less than its figure (不低于), which the other accounts limit. */
    limitFen: fen('limit_fen'),
    /** The sum of the entries, by trigger and never otherwise. */
    usedFen: fen('used_fen').notNull().default(sql`0`),
  },
  t => [
    primaryKey({ columns: [t.policyId, t.account, t.key, t.window] }),
    fenRange('subsidy_limit_amount', t.limitFen),
    check('subsidy_limit_used', sql`${t.usedFen} between 0 and ${t.limitFen}`),
  ],
)

/** A movement on such an account: granted, or given back (a negative amount). Append-only by trigger. */
export const subsidyLimitEntry = pgTable(
  'subsidy_limit_entry',
  {
    id: id(),
    determinationId: uuid('determination_id')
      .notNull()
      .references(() => determination.id),
    policyId: text('policy_id').notNull(),
    account: text('account').notNull(),
    key: text('key').notNull(),
    window: text('window').notNull(),
    amountFen: fen('amount_fen').notNull(),
    /** The claw-back that gives back; null of a grant and of an approval that was withdrawn. */
    clawbackId: uuid('clawback_id').references((): AnyPgColumn => clawback.id),
    at: writtenAt('at'),
  },
  t => [
    foreignKey({
      columns: [t.policyId, t.account, t.key, t.window],
      foreignColumns: [subsidyLimit.policyId, subsidyLimit.account, subsidyLimit.key, subsidyLimit.window],
    }),
    index('subsidy_limit_entry_determination').on(t.determinationId),
    index('subsidy_limit_entry_account').on(t.policyId, t.account, t.key, t.window),
    // A determination is granted once on each of its accounts.
    uniqueIndex('subsidy_limit_entry_grant_once')
      .on(t.determinationId, t.account, t.key, t.window)
      .where(sql`amount_fen > 0`),
    uniqueIndex('subsidy_limit_entry_release_once')
      .on(t.determinationId, t.account, t.key, t.window, sql`coalesce(clawback_id, determination_id)`)
      .where(sql`amount_fen < 0`),
    check('subsidy_limit_entry_amount', sql`${t.amountFen} <> 0 and abs(${t.amountFen}) <= 9000000000000000`),
    check('subsidy_limit_entry_clawback', sql`${t.clawbackId} is null or ${t.amountFen} < 0`),
  ],
)

/** Money that is to come back ("追回"), with the record that is the cause. Raised once for each cause; collected once, or cancelled. */
export const clawback = pgTable(
  'clawback',
  {
    id: id(),
    determinationId: uuid('determination_id')
      .notNull()
      .references(() => determination.id),
    reason: text('reason', { enum: clawbackReasons }).notNull(),
    /**
     * The registration, the reversal of the money fact, the integrity record or the fact. Of `figure_lowered` the figure that is
     * less; or the integrity record that hid it until it was revoked.
     */
    causeId: uuid('cause_id').notNull(),
    /** Granted on this determination and still standing when it was raised, in 分. */
    grantedFen: fen('granted_fen').notNull(),
    /** What may be granted since on the whole entitlement, or, where payers share it, the part of this bureau; in 分. */
    wholeFen: fen('whole_fen').notNull(),
    amountFen: fen('amount_fen').notNull(),
    raisedBy: uuid('raised_by').references(() => userAccount.id),
    raisedAt: writtenAt('raised_at'),
    collectedBy: uuid('collected_by').references(() => userAccount.id),
    collectedAt: instant('collected_at'),
    collectedOn: day('collected_on'),
    bankReference: text('bank_reference'),
    /** What it rests on was revoked; why, the integrity record says. */
    cancelledBy: uuid('cancelled_by').references(() => userAccount.id),
    cancelledAt: instant('cancelled_at'),
  },
  t => [
    uniqueIndex('clawback_once').on(t.determinationId, t.reason, t.causeId),
    index('clawback_cause').on(t.causeId),
    index('clawback_raised').on(t.raisedAt, t.id),
    index('clawback_open').on(t.raisedAt).where(sql`collected_at is null and cancelled_at is null`),
    oneOf('clawback_reason', t.reason, clawbackReasons),
    fenRange('clawback_granted', t.grantedFen, 1),
    fenRange('clawback_whole', t.wholeFen),
    fenRange('clawback_amount', t.amountFen, 1),
    check('clawback_within_grant', sql`${t.amountFen} <= ${t.grantedFen}`),
    check(
      'clawback_collected',
      sql`(${t.collectedBy} is null) = (${t.collectedAt} is null) and (${t.collectedBy} is null) = (${t.collectedOn} is null) and (${t.collectedBy} is null) = (${t.bankReference} is null)`,
    ),
    check(
      'clawback_cancelled',
      sql`(${t.cancelledBy} is null) = (${t.cancelledAt} is null) and (${t.cancelledAt} is null or ${t.collectedAt} is null)`,
    ),
    textLength('clawback_bank_reference_length', t.bankReference, 100, 1),
  ],
)
