import { sql } from 'drizzle-orm'
import { boolean, check, index, pgTable, primaryKey, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { contractLineKinds, contractStates, contractTypes, moneyFactKinds } from '#domain/contract/contract.ts'
import { technologyFields } from '#domain/technology-field.ts'
import { bid } from './bid.ts'
import { challenge } from './challenge.ts'
import { day, fen, fenRange, id, instant, oneOf, textLength, writtenAt } from './columns.ts'
import { organisation, userAccount } from './identity.ts'
import { evidenceFile } from './record.ts'

export const contract = pgTable(
  'contract',
  {
    id: id(),
    /** The challenge and the bid it comes from; null for a contract made outside the list. */
    challengeId: uuid('challenge_id').references(() => challenge.id),
    bidId: uuid('bid_id').references(() => bid.id),
    buyerId: uuid('buyer_id')
      .notNull()
      .references(() => organisation.id),
    sellerId: uuid('seller_id')
      .notNull()
      .references(() => organisation.id),
    type: text('type', { enum: contractTypes }).notNull(),
    field: text('field', { enum: technologyFields }).notNull(),
    state: text('state', { enum: contractStates }).notNull().default('draft'),
    title: text('title').notNull(),
    contractAmountFen: fen('contract_amount_fen').notNull(),
    /** Face value minus non-technology lines, as the parties computed it; the registry's figure is on the registration. */
    technologyAmountFen: fen('technology_amount_fen').notNull(),
    signedOn: day('signed_on'),
    buyerSignedBy: uuid('buyer_signed_by').references(() => userAccount.id),
    buyerSignedAt: instant('buyer_signed_at'),
    sellerSignedBy: uuid('seller_signed_by').references(() => userAccount.id),
    sellerSignedAt: instant('seller_signed_at'),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => userAccount.id),
    createdAt: writtenAt(),
  },
  t => [
    index('contract_buyer').on(t.buyerId, t.createdAt),
    index('contract_seller').on(t.sellerId, t.createdAt),
    uniqueIndex('contract_one_per_challenge').on(t.challengeId).where(sql`state <> 'terminated'`),
    oneOf('contract_type', t.type, contractTypes),
    oneOf('contract_field', t.field, technologyFields),
    oneOf('contract_state', t.state, contractStates),
    textLength('contract_title_length', t.title, 200, 1),
    fenRange('contract_amount', t.contractAmountFen, 1),
    fenRange('contract_technology_amount', t.technologyAmountFen),
    check('contract_technology_within_amount', sql`${t.technologyAmountFen} <= ${t.contractAmountFen}`),
    check('contract_two_parties', sql`${t.buyerId} <> ${t.sellerId}`),
    check(
      'contract_signed_by_both',
      sql`${t.state} in ('draft', 'terminated') or (${t.buyerSignedAt} is not null and ${t.sellerSignedAt} is not null and ${t.signedOn} is not null)`,
    ),
  ],
)

export const contractLine = pgTable(
  'contract_line',
  {
    contractId: uuid('contract_id')
      .notNull()
      .references(() => contract.id),
    ordinal: smallint('ordinal').notNull(),
    kind: text('kind', { enum: contractLineKinds }).notNull(),
    description: text('description').notNull(),
    amountFen: fen('amount_fen').notNull(),
    isReasonableDeliverable: boolean('is_reasonable_deliverable').notNull(),
  },
  t => [
    primaryKey({ columns: [t.contractId, t.ordinal] }),
    oneOf('contract_line_kind', t.kind, contractLineKinds),
    fenRange('contract_line_amount', t.amountFen, 1),
  ],
)

/** A dated, evidenced money fact of a contract. Append-only by trigger; the sum of payments is held by trigger too. */
export const moneyFact = pgTable(
  'money_fact',
  {
    id: id(),
    contractId: uuid('contract_id')
      .notNull()
      .references(() => contract.id),
    kind: text('kind', { enum: moneyFactKinds }).notNull(),
    amountFen: fen('amount_fen').notNull(),
    occurredOn: day('occurred_on').notNull(),
    evidenceId: uuid('evidence_id')
      .notNull()
      .references(() => evidenceFile.id),
    recordedBy: uuid('recorded_by')
      .notNull()
      .references(() => userAccount.id),
    recordedAt: writtenAt('recorded_at'),
  },
  t => [
    index('money_fact_contract').on(t.contractId, t.kind),
    oneOf('money_fact_kind', t.kind, moneyFactKinds),
    fenRange('money_fact_amount', t.amountFen, 1),
  ],
)

/** A money fact that turned out void ("冲回"): returned, entered twice, never made. The fact stays, and counts no more. */
export const moneyFactReversal = pgTable(
  'money_fact_reversal',
  {
    id: id(),
    moneyFactId: uuid('money_fact_id')
      .notNull()
      .references(() => moneyFact.id),
    reason: text('reason').notNull(),
    reversedOn: day('reversed_on').notNull(),
    evidenceId: uuid('evidence_id')
      .notNull()
      .references(() => evidenceFile.id),
    recordedBy: uuid('recorded_by')
      .notNull()
      .references(() => userAccount.id),
    recordedAt: writtenAt('recorded_at'),
  },
  t => [
    uniqueIndex('money_fact_reversal_once').on(t.moneyFactId),
    textLength('money_fact_reversal_reason_length', t.reason, 1000, 1),
  ],
)
