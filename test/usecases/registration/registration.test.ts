import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { membership } from '#db/schema/identity.ts'
import { registration, registrationCounter } from '#db/schema/registration.ts'
import { anonymous } from '#domain/access/actor.ts'
import { addWorkingDays } from '#domain/calendar.ts'
import { checkRegistrationNumber } from '#domain/identifiers.ts'
import { examinationDueOn } from '#domain/registration/check-registration.ts'
import {
  auditedActions,
  draftContract,
  examinedRegistration,
  registeredContract,
  signedContract,
  stepsOf,
  submittedRegistration,
  today,
} from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { createWorld, type World } from '#test/support/world.ts'
import { acceptRegistration } from '#usecases/registration/accept-registration.ts'
import { examineRegistration } from '#usecases/registration/examine-registration.ts'
import { getRegistration } from '#usecases/registration/find-registration.ts'
import { listRegistrations } from '#usecases/registration/list-registrations.ts'
import { refuseRegistration } from '#usecases/registration/refuse-registration.ts'
import { registerContract } from '#usecases/registration/register-contract.ts'
import { registrationVerdicts } from '#usecases/registration/registration-access.ts'
import { requestCorrection } from '#usecases/registration/request-correction.ts'
import { submitRegistration } from '#usecases/registration/submit-registration.ts'
import { verifyCertificate } from '#usecases/registration/verify-certificate.ts'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
})
const as = (name: keyof World['people']) => world.ctx(world.people[name])
const large = 500_000_000n

describe('handing in', () => {
  test('the seller chooses a registry, once', async () => {
    const { id: contractId } = await signedContract(world)
    const head = await submittedRegistration(world, contractId)
    expect(head).toMatchObject({ state: 'submitted', contractId, number: null })
    await expect(submittedRegistration(world, contractId)).rejects.toMatchObject({ code: 'WRONG_STATE' })
    expect(await stepsOf(database.db, head.id)).toEqual(['submit'])
    expect(await auditedActions(database.db, head.id)).toEqual(['registration.submit'])
  })

  test.each([
    ['the buyer', 'poster', 'registry', 'NOT_ALLOWED'],
    ['the registry itself', 'registrar', 'registry', 'NOT_ALLOWED'],
    ['a stranger', 'rival', 'registry', 'NOT_ALLOWED'],
    ['at an enterprise', 'bidder', 'otherEnterprise', 'REGISTRY_NOT_AVAILABLE'],
    ['at the buyer', 'bidder', 'enterprise', 'REGISTRY_IS_PARTY'],
  ] as const)('is refused: %s', async (_, person, at, code) => {
    const { id: contractId } = await signedContract(world)
    const input = { contractId, registryId: world.organisations[at], note: '' }
    await expect(submitRegistration(as(person), input)).rejects.toMatchObject({ code })
  })

  test('needs a signed contract', async () => {
    const { id } = await draftContract(world)
    await expect(submittedRegistration(world, id)).rejects.toMatchObject({ code: 'CONTRACT_NOT_SIGNED' })
  })
})

describe('examination', () => {
  test('goes from acceptance with its clock to a number and a code', async () => {
    const contract = await signedContract(world)
    const { id } = await submittedRegistration(world, contract.id)
    const accepted = await acceptRegistration(as('registrar'), { id })
    expect(accepted).toMatchObject({ state: 'accepted', dueOn: examinationDueOn(today(), 1n).day })
    const recognition = { recognisedType: 'service' as const, recognisedAmountFen: 90_000_000n }
    await examineRegistration(as('registrar'), { id, ...recognition })
    const head = await registerContract(as('registrar'), { id })
    expect(head).toMatchObject({ state: 'registered', registeredOn: today(), ...recognition })
    expect(checkRegistrationNumber(head.number ?? '').ok).toBe(true)
    expect(head.number?.slice(0, 10)).toBe(`410100${today().slice(0, 4)}`)
    expect(head.verificationCode).toMatch(/^[0-9a-f]{12}$/)
    expect(await stepsOf(database.db, id)).toEqual(['submit', 'accept', 'examine', 'register'])
    expect((await auditedActions(database.db, id)).at(-1)).toBe('registration.register')
  })

  test('a large contract has the longer clock and needs a second person', async () => {
    const contract = await signedContract(world, { contractAmountFen: large })
    const examined = await examinedRegistration(world, contract)
    expect(examined.dueOn).toBe(examinationDueOn(today(), large).day)
    const { id } = examined
    await expect(registerContract(as('registrar'), { id })).rejects.toMatchObject({ code: 'SECOND_EXAMINER_NEEDED' })
    expect(registrationVerdicts(world.people.registrar, examined).register).not.toBeNull()
    expect(registrationVerdicts(world.people.secondRegistrar, examined).register).toBeNull()
    expect((await registerContract(as('secondRegistrar'), { id })).state).toBe('registered')
  })

  test('what is recognised lies within the contract', async () => {
    const contract = await signedContract(world, { contractAmountFen: 100n })
    const { id } = await submittedRegistration(world, contract.id)
    await acceptRegistration(as('registrar'), { id })
    const above = { id, recognisedType: 'development' as const, recognisedAmountFen: 101n }
    const refused = examineRegistration(as('registrar'), above)
    await expect(refused).rejects.toMatchObject({ problems: [{ path: 'recognisedAmountFen' }] })
  })

  test('who belongs to a party keeps away', async () => {
    const { id } = await submittedRegistration(world, (await signedContract(world)).id)
    const { registrar } = world.people
    const row = {
      id: '00000000-0000-7000-8000-00000000abcd',
      userId: registrar.userId,
      organisationId: world.organisations.enterprise,
      organisationKind: 'enterprise' as const,
      role: 'member' as const,
    }
    await database.db.insert(membership).values(row)
    await database.db.update(membership).set({ acceptedAt: new Date() }).where(eq(membership.id, row.id))
    await expect(acceptRegistration(as('registrar'), { id })).rejects.toMatchObject({ code: 'EXAMINER_IN_CONFLICT' })
    await database.db.update(membership).set({ endedAt: new Date() }).where(eq(membership.id, row.id))
    expect((await acceptRegistration(as('registrar'), { id })).state).toBe('accepted')
  })

  test('a correction goes back to the seller with its reason and restarts the clock', async () => {
    const { id, contractId } = await submittedRegistration(world, (await signedContract(world)).id)
    await acceptRegistration(as('registrar'), { id })
    await expect(requestCorrection(as('registrar'), { id, reason: ' ' })).rejects.toMatchObject({
      problems: [{ path: 'reason' }],
    })
    const returned = await requestCorrection(as('registrar'), { id, reason: '印章不清' })
    expect(returned).toMatchObject({ state: 'correction_requested', latestReason: '印章不清', dueOn: null })
    const again = await submitRegistration(as('bidder'), {
      contractId,
      registryId: world.organisations.registry,
      note: '已重新盖章',
    })
    expect(again).toMatchObject({ id, state: 'submitted', latestReason: '已重新盖章' })
    expect((await acceptRegistration(as('registrar'), { id })).dueOn).not.toBeNull()
  })

  test('a refusal has a reason from the list; the contract may be handed in anew', async () => {
    const { id, contractId } = await submittedRegistration(world, (await signedContract(world)).id)
    const unknown = refuseRegistration(as('registrar'), { id, refusalReason: 'ugly' as 'price_unclear', note: '' })
    await expect(unknown).rejects.toMatchObject({ problems: [{ path: 'refusalReason' }] })
    const refused = await refuseRegistration(as('registrar'), { id, refusalReason: 'price_unclear', note: '价款不明' })
    expect(refused).toMatchObject({ state: 'refused', refusalReason: 'price_unclear', latestReason: '价款不明' })
    expect((await submittedRegistration(world, contractId)).id).not.toBe(id)
  })

  test.each([
    ['the seller', 'bidder', 'NOT_ALLOWED'],
    ['a bureau officer', 'officer', 'NOT_ALLOWED'],
    ['nobody', 'stray', 'NOT_ALLOWED'],
  ] as const)('is not for %s', async (_, person, code) => {
    const { id } = await submittedRegistration(world, (await signedContract(world)).id)
    await expect(acceptRegistration(as(person), { id })).rejects.toMatchObject({ code })
  })

  test('no step out of order', async () => {
    const { id } = await submittedRegistration(world, (await signedContract(world)).id)
    await expect(registerContract(as('registrar'), { id })).rejects.toMatchObject({ code: 'WRONG_STATE' })
    const skipped = database.db.update(registration).set({ state: 'registered' }).where(eq(registration.id, id))
    await expect(skipped).rejects.toMatchObject({ cause: { constraint_name: 'lifecycle_step' } })
  })
})

describe('numbers', () => {
  test('follow one another, and a failed registration leaves no gap', async () => {
    const first = await registeredContract(world, await signedContract(world))
    const failing = await examinedRegistration(world, await signedContract(world))
    const broken = world.ctx(world.people.registrar, {
      randomCode: () => {
        throw new Error('no entropy')
      },
    })
    await expect(registerContract(broken, { id: failing.id })).rejects.toThrow('no entropy')
    const second = await registeredContract(world, await signedContract(world))
    expect(BigInt(second.number ?? 0)).toBe(BigInt(first.number ?? 0) + 1n)
  })

  test('an issued number stays, by SQL too', async () => {
    const { id } = await registeredContract(world, await signedContract(world))
    const change = database.db.update(registration).set({ number: '4101002026999999' }).where(eq(registration.id, id))
    await expect(change).rejects.toMatchObject({ cause: { constraint_name: 'registration_number_fixed' } })
    const skip = database.db.update(registrationCounter).set({ lastNumber: 999 })
    await expect(skip).rejects.toMatchObject({ cause: { constraint_name: 'registration_counter_gapless' } })
  })
})

describe('certificates', () => {
  test('anyone checks one by number and code', async () => {
    const { number, verificationCode } = await registeredContract(world, await signedContract(world))
    const typed = { number: ` ${number} `, code: verificationCode?.toUpperCase() ?? '' }
    expect(await verifyCertificate(world.ctx(anonymous), typed)).toMatchObject({
      number,
      state: 'registered',
      buyerName: 'Test enterprise',
      sellerName: 'Test university',
      registryName: 'Test registry',
      contractAmountFen: 100_000_000n,
      technologyAmountFen: 100_000_000n,
    })
  })

  test('a wrong code, a wrong number and nonsense are answered alike', async () => {
    const head = await registeredContract(world, await signedContract(world))
    const answer = { code: 'NOT_FOUND', message: 'certificate not found, or not visible to you' }
    for (const input of [
      { number: head.number ?? '', code: '000000000000' },
      { number: head.number ?? '', code: '' },
      { number: head.number ?? '', code: '%' },
      { number: '4101002026999999', code: head.verificationCode ?? '' },
      { number: 'x', code: 'y' },
    ])
      await expect(verifyCertificate(world.ctx(anonymous), input)).rejects.toMatchObject(answer)
  })
})

describe('reading', () => {
  test('the registry has its queue, the parties theirs, the bureau all', async () => {
    const { id } = await submittedRegistration(world, (await signedContract(world)).id)
    for (const person of ['registrar', 'bidder', 'poster', 'auditor'] as const) {
      const page = await listRegistrations(as(person), { states: ['submitted'], first: 100, after: null })
      expect(page.items.map(({ item }) => item.id)).toContain(id)
      expect((await getRegistration(as(person), { id })).id).toBe(id)
    }
    expect((await listRegistrations(as('rival'), { first: null, after: null })).items).toEqual([])
    await expect(getRegistration(as('rival'), { id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('pages follow one another', async () => {
    const all = await listRegistrations(as('registrar'), { first: 100, after: null })
    const first = await listRegistrations(as('registrar'), { first: 1, after: null })
    const second = await listRegistrations(as('registrar'), { first: 1, after: first.items[0]?.cursor })
    expect(first.hasNextPage).toBe(true)
    expect(second.items[0]?.item.id).toBe(all.items[1]?.item.id)
  })
})

test('within the known calendar the due day is the fifteenth working day', () => {
  expect(examinationDueOn('2026-06-01', 1n)).toEqual({ day: addWorkingDays('2026-06-01', 15), isEstimated: false })
})
