/** Who is who: people, organisations, memberships, sessions. */
import { sql } from 'drizzle-orm'
import {
  bigserial,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { organisationKinds, roles, rolesOfKind } from '#domain/access/roles.ts'
import { organisationStates } from '#domain/organisation.ts'
import { bytes, id, instant, oneOf, textLength, writtenAt } from './columns.ts'
import { region } from './reference.ts'

export const userAccount = pgTable(
  'user_account',
  {
    id: id(),
    /** Sign-in name: the e-mail address, folded to lower case. */
    email: text('email').notNull(),
    displayName: text('display_name').notNull(),
    passwordHash: text('password_hash').notNull(),
    /** Platform administrator: verifies bureaus and keeps the service running; never reads bids. */
    isAdmin: boolean('is_admin').notNull().default(false),
    isDemo: boolean('is_demo').notNull().default(false),
    createdAt: writtenAt(),
    passwordChangedAt: writtenAt('password_changed_at'),
  },
  t => [
    uniqueIndex('user_account_email').on(t.email),
    check('user_account_email_folded', sql`${t.email} = lower(${t.email})`),
    textLength('user_account_display_name_length', t.displayName, 100, 1),
  ],
)

export const organisation = pgTable(
  'organisation',
  {
    id: id(),
    kind: text('kind', { enum: organisationKinds }).notNull(),
    name: text('name').notNull(),
    /** 统一社会信用代码. */
    creditCode: text('credit_code').notNull(),
    regionCode: text('region_code')
      .notNull()
      .references(() => region.code),
    state: text('state', { enum: organisationStates }).notNull().default('unverified'),
    /** The six digits that begin the numbers a registry issues. */
    registryCode: text('registry_code'),
    isDemo: boolean('is_demo').notNull().default(false),
    createdAt: writtenAt(),
  },
  t => [
    unique('organisation_id_kind').on(t.id, t.kind),
    uniqueIndex('organisation_credit_code').on(t.creditCode),
    uniqueIndex('organisation_registry_code').on(t.registryCode),
    index('organisation_state').on(t.state),
    oneOf('organisation_kind', t.kind, organisationKinds),
    oneOf('organisation_state_word', t.state, organisationStates),
    textLength('organisation_name_length', t.name, 200, 2),
    check('organisation_credit_code_shape', sql`${t.creditCode} ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'`),
    check(
      'organisation_registry_code_shape',
      sql`(${t.kind} = 'registry') = (${t.registryCode} is not null) and (${t.registryCode} is null or ${t.registryCode} ~ '^[0-9]{6}$')`,
    ),
  ],
)

/**
 * What an organisation was called and where it was until it was changed, so that what was computed from it comes out the
 * same again. Written by trigger, append-only.
 */
export const organisationChange = pgTable(
  'organisation_change',
  {
    seq: bigserial('seq', { mode: 'number' }).primaryKey(),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisation.id),
    name: text('name').notNull(),
    kind: text('kind', { enum: organisationKinds }).notNull(),
    regionCode: text('region_code').notNull(),
    changedAt: writtenAt('changed_at'),
  },
  t => [index('organisation_change_organisation').on(t.organisationId, t.seq)],
)

const roleFits = Object.entries(rolesOfKind)
  .map(
    ([kind, fitting]) => `(organisation_kind = '${kind}' and role in (${fitting.map(role => `'${role}'`).join(', ')}))`,
  )
  .join(' or ')

export const membership = pgTable(
  'membership',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => userAccount.id),
    organisationId: uuid('organisation_id').notNull(),
    organisationKind: text('organisation_kind', { enum: organisationKinds }).notNull(),
    role: text('role', { enum: roles }).notNull(),
    createdAt: writtenAt(),
    /** When the person said yes. Null: an invitation, which gives and takes nothing. */
    acceptedAt: instant('accepted_at'),
    /** A membership is ended, never deleted: history keeps naming it. */
    endedAt: instant('ended_at'),
  },
  t => [
    foreignKey({
      columns: [t.organisationId, t.organisationKind],
      foreignColumns: [organisation.id, organisation.kind],
    }),
    uniqueIndex('membership_person_once').on(t.userId, t.organisationId).where(sql`ended_at is null`),
    index('membership_organisation').on(t.organisationId),
    check('membership_role_fits_kind', sql.raw(roleFits)),
  ],
)

/** A session: the cookie holds id + secret, the table only the secret's SHA-256 (decision record 0003). */
export const session = pgTable(
  'session',
  {
    id: text('id').primaryKey(),
    secretHash: bytes('secret_hash').notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => userAccount.id),
    /** The membership the person acts under; null acts for nobody. */
    membershipId: uuid('membership_id').references(() => membership.id),
    createdAt: writtenAt(),
    lastUsedAt: writtenAt('last_used_at'),
  },
  t => [
    index('session_user').on(t.userId),
    check('session_secret_hash_length', sql`octet_length(${t.secretHash}) = 32`),
  ],
)

/** Failed sign-ins, counted per key (account and address, account, address); see domain/access/throttle.ts. */
export const signInThrottle = pgTable('sign_in_throttle', {
  key: text('key').primaryKey(),
  failures: integer('failures').notNull(),
  lastFailureAt: instant('last_failure_at').notNull(),
})

/** Addresses from which an account has signed in before; they stay open when strangers hammer the account. */
export const knownAddress = pgTable(
  'known_address',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => userAccount.id),
    addressHash: text('address_hash').notNull(),
    lastUsedAt: writtenAt('last_used_at'),
  },
  t => [uniqueIndex('known_address_once').on(t.userId, t.addressHash)],
)
