/**
 * Enters planned contracts and their registrations, all of them at once and step by step through their lifecycles, so
 * that every guard of the database looks at every row. For some hundred contracts; the caller writes the audit entry.
 */
import { inArray, sql } from 'drizzle-orm'
import { addDays } from '#domain/calendar.ts'
import { contractLifecycle } from '#domain/contract/contract.ts'
import { formatRegistrationNumber } from '#domain/identifiers.ts'
import { examinationDueOn, isLargeContract } from '#domain/registration/check-registration.ts'
import {
  type RegistrationEvent,
  type RegistrationState,
  registrationLifecycle,
} from '#domain/registration/registration.ts'
import type { Transaction } from '../client.ts'
import { sha256 } from '../digest.ts'
import { takeRegistrationNumber } from '../queries/registration.ts'
import { contract, contractLine } from '../schema/contract.ts'
import { registration } from '../schema/registration.ts'
import { enterMoney } from './bulk-money.ts'
import { hourOf, takeStepInBulk } from './bulk-steps.ts'
import type { PlannedContract } from './demo-register.ts'

export interface Party {
  id: string
  /** Who signs and records for it. */
  memberId: string
  name: string
}

export interface RegisterCast {
  partyOf(key: string): Party
  registry: { id: string; code: string }
  registrarIds: readonly [examiner: string, second: string]
  idOf(key: string): string
}

/** A planned contract with its id and its parties. */
export interface RegisterEntry {
  id: string
  planned: PlannedContract
  buyer: Party
  seller: Party
}

export async function enterRegister(
  tx: Transaction,
  planned: readonly PlannedContract[],
  cast: RegisterCast,
): Promise<void> {
  const entries = planned.map((one, index): RegisterEntry => {
    const [buyer, seller] = [cast.partyOf(one.buyerKey), cast.partyOf(one.sellerKey)]
    return { id: cast.idOf(`contract ${index}`), planned: one, buyer, seller }
  })
  await enterContracts(tx, entries, cast)
  await enterRegistrations(tx, entries, cast)
  await enterMoney(tx, entries, cast)
}

async function enterContracts(tx: Transaction, entries: readonly RegisterEntry[], cast: RegisterCast): Promise<void> {
  await tx.insert(contract).values(
    entries.map(({ id, planned, buyer, seller }) => ({
      id,
      buyerId: buyer.id,
      sellerId: seller.id,
      type: planned.type,
      field: planned.field,
      title: planned.title,
      contractAmountFen: planned.contractAmountFen,
      technologyAmountFen: planned.technologyAmountFen,
      signedOn: planned.signedOn,
      buyerSignedBy: buyer.memberId,
      sellerSignedBy: seller.memberId,
      createdBy: seller.memberId,
      createdAt: hourOf(addDays(planned.signedOn, -1), 9),
    })),
  )
  const lines = entries.flatMap(({ id, planned }) =>
    planned.lines.map((line, index) => ({ ...line, contractId: id, ordinal: index + 1 })),
  )
  await tx.insert(contractLine).values(lines)
  const ids = entries.map(({ id }) => id)
  const signedAt = sql`(${contract.signedOn} + time '10:00') at time zone 'Asia/Shanghai'`
  await tx.update(contract).set({ buyerSignedAt: signedAt, sellerSignedAt: signedAt }).where(inArray(contract.id, ids))
  await takeStepInBulk(
    tx,
    { kind: 'contract', lifecycle: contractLifecycle, from: 'draft', event: 'sign' },
    entries.map(({ id, planned, seller }) => ({
      eventId: cast.idOf(`sign ${id}`),
      subjectId: id,
      at: hourOf(planned.signedOn, 10),
      actorUserId: seller.memberId,
      actorOrganisationId: seller.id,
    })),
  )
}

/** The way of a registration, with the day in the plan and the hour at which each step is taken. */
const way = [
  { from: 'draft', event: 'submit', day: 'submittedOn', hour: 11 },
  { from: 'submitted', event: 'accept', day: 'acceptedOn', hour: 9 },
  { from: 'accepted', event: 'examine', day: 'registeredOn', hour: 10 },
  { from: 'examined', event: 'register', day: 'registeredOn', hour: 15 },
  { from: 'registered', event: 'deregister', day: 'deregisteredOn', hour: 15 },
] as const satisfies readonly {
  from: RegistrationState
  event: RegistrationEvent
  day: keyof PlannedContract
  hour: number
}[]

/** Each as far as it has come; they bear the numbers in the order in which they were planned. */
async function enterRegistrations(tx: Transaction, entries: readonly RegisterEntry[], cast: RegisterCast) {
  const submitted = entries.filter(({ planned }) => planned.submittedOn !== null)
  const rows: (typeof registration.$inferInsert)[] = []
  for (const entry of submitted) rows.push(await registrationRow(tx, entry, cast))
  await tx.insert(registration).values(rows)
  for (const { from, event, day, hour } of way) {
    const taken = submitted.flatMap(({ id, planned, seller }) => {
      const on = planned[day]
      if (on === null) return []
      const bySeller = { actorUserId: seller.memberId, actorOrganisationId: seller.id }
      const byRegistry = { actorUserId: registrarOf(event, planned, cast), actorOrganisationId: cast.registry.id }
      return [
        {
          eventId: cast.idOf(`${event} ${id}`),
          subjectId: cast.idOf(`registration ${id}`),
          at: hourOf(on, hour),
          ...(event === 'submit' ? bySeller : byRegistry),
        },
      ]
    })
    await takeStepInBulk(tx, { kind: 'registration', lifecycle: registrationLifecycle, from, event }, taken)
  }
}

/** A large contract is registered by another person than the one who examined it. */
function registrarOf(event: RegistrationEvent, planned: PlannedContract, { registrarIds }: RegisterCast): string {
  return registrarIds[event === 'register' && isLargeContract(planned.technologyAmountFen) ? 1 : 0]
}

async function registrationRow(tx: Transaction, { id, planned, seller }: RegisterEntry, cast: RegisterCast) {
  const { submittedOn, acceptedOn, registeredOn, deregisteredOn, technologyAmountFen } = planned
  const { registry } = cast
  const row = {
    id: cast.idOf(`registration ${id}`),
    contractId: id,
    registryId: registry.id,
    submittedBy: seller.memberId,
    createdAt: hourOf(submittedOn ?? planned.signedOn, 11),
    acceptedAt: acceptedOn === null ? null : hourOf(acceptedOn, 9),
    dueOn: acceptedOn === null ? null : examinationDueOn(acceptedOn, technologyAmountFen).day,
  }
  if (registeredOn === null) return row
  const year = Number(registeredOn.slice(0, 4))
  const sequence = await takeRegistrationNumber(tx, registry.id, year)
  return {
    ...row,
    examinedBy: registrarOf('examine', planned, cast),
    recognisedType: planned.type,
    recognisedAmountFen: technologyAmountFen,
    registeredBy: registrarOf('register', planned, cast),
    registeredAt: hourOf(registeredOn, 15),
    registeredOn,
    deregisteredOn,
    number: formatRegistrationNumber(registry.code, year, sequence),
    verificationCode: sha256(`certificate ${id}`).slice(0, 12),
  }
}
