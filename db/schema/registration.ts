import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, primaryKey, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { contractTypes } from '#domain/contract/contract.ts'
import { refusalReasons, registrationStates } from '#domain/registration/registration.ts'
import { day, fen, fenRange, id, instant, oneOf, writtenAt } from './columns.ts'
import { contract } from './contract.ts'
import { organisation, userAccount } from './identity.ts'

export const registration = pgTable(
  'registration',
  {
    id: id(),
    contractId: uuid('contract_id')
      .notNull()
      .references(() => contract.id),
    registryId: uuid('registry_id')
      .notNull()
      .references(() => organisation.id),
    state: text('state', { enum: registrationStates }).notNull().default('draft'),
    submittedBy: uuid('submitted_by')
      .notNull()
      .references(() => userAccount.id),
    createdAt: writtenAt(),
    acceptedAt: instant('accepted_at'),
    /** The due day as it was reckoned at acceptance; what is shown is reckoned anew (`currentDueOn`). */
    dueOn: day('due_on'),
    examinedBy: uuid('examined_by').references(() => userAccount.id),
    /** 核定: the type and the 技术交易额 the registry recognises. */
    recognisedType: text('recognised_type', { enum: contractTypes }),
    recognisedAmountFen: fen('recognised_amount_fen'),
    registeredBy: uuid('registered_by').references(() => userAccount.id),
    registeredAt: instant('registered_at'),
    registeredOn: day('registered_on'),
    number: text('number'),
    /** With the number it lets anyone check a certificate. */
    verificationCode: text('verification_code'),
    refusalReason: text('refusal_reason', { enum: refusalReasons }),
    deregisteredOn: day('deregistered_on'),
  },
  t => [
    index('registration_contract').on(t.contractId),
    index('registration_registry').on(t.registryId, t.state),
    // A contract is registered once; a refused one may be handed in again.
    uniqueIndex('registration_once').on(t.contractId).where(sql`state not in ('refused', 'deregistered', 'revoked')`),
    uniqueIndex('registration_number').on(t.number),
    oneOf('registration_state', t.state, registrationStates),
    oneOf('registration_type', t.recognisedType, contractTypes),
    oneOf('registration_refusal', t.refusalReason, refusalReasons),
    fenRange('registration_recognised_amount', t.recognisedAmountFen),
    check('registration_number_shape', sql`${t.number} ~ '^[0-9]{16}$'`),
    check(
      'registration_complete',
      sql`${t.state} not in ('registered', 'deregistered', 'revoked') or (${t.number} is not null and ${t.registeredOn} is not null and ${t.verificationCode} is not null and ${t.recognisedAmountFen} is not null)`,
    ),
    check('registration_refused_with_reason', sql`(${t.state} = 'refused') = (${t.refusalReason} is not null)`),
  ],
)

/** The last number given, per registry and year: a counter row, because a sequence leaves gaps. */
export const registrationCounter = pgTable(
  'registration_counter',
  {
    registryId: uuid('registry_id')
      .notNull()
      .references(() => organisation.id),
    year: smallint('year').notNull(),
    lastNumber: integer('last_number').notNull(),
  },
  t => [
    primaryKey({ columns: [t.registryId, t.year] }),
    check('registration_counter_range', sql`${t.lastNumber} between 0 and 999999`),
  ],
)
