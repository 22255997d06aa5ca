import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { contract } from '#db/schema/contract.ts'
import {
  auditedActions,
  awardedChallenge,
  contractTerms,
  draftContract,
  pay,
  signByBoth,
  signedContract,
  stateOfChallenge,
  stepsOf,
  submittedRegistration,
  today,
} from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { createWorld, type World } from '#test/support/world.ts'
import { cancelContract } from '#usecases/contract/cancel-contract.ts'
import { contractVerdicts } from '#usecases/contract/contract-access.ts'
import { createContract } from '#usecases/contract/create-contract.ts'
import { editContract } from '#usecases/contract/edit-contract.ts'
import { getContract } from '#usecases/contract/get-contract.ts'
import { listContractDetails } from '#usecases/contract/list-contract-details.ts'
import { listContracts } from '#usecases/contract/list-contracts.ts'
import { signContract } from '#usecases/contract/sign-contract.ts'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
})
const as = (name: keyof World['people']) => world.ctx(world.people[name])

describe('drafting', () => {
  test('computes the 技术交易额 from the non-technology lines and writes the audit', async () => {
    const lines = [
      { kind: 'equipment' as const, description: '试验台', amountFen: 20_000_000n, isReasonableDeliverable: false },
      { kind: 'part' as const, description: '样机', amountFen: 5_000_000n, isReasonableDeliverable: true },
    ]
    const head = await draftContract(world, { lines })
    expect(head).toMatchObject({ state: 'draft', technologyAmountFen: 80_000_000n, challengeId: null })
    const [details] = await listContractDetails(as('poster'), { ids: [head.id] })
    expect(details?.lines).toMatchObject(lines)
    expect(await auditedActions(database.db, head.id)).toEqual(['contract.create'])
  })

  test('takes the parties of an awarded challenge as they are, once', async () => {
    const challengeId = await awardedChallenge(database.db, world)
    const input = { challengeId, buyerId: world.organisations.institute, terms: contractTerms() }
    const head = await createContract(as('bidder'), input)
    const { enterprise, university } = world.organisations
    expect(head).toMatchObject({ challengeId, buyerId: enterprise, sellerId: university })
    expect(head.bidId).not.toBeNull()
    await expect(createContract(as('poster'), input)).rejects.toMatchObject({
      code: 'CONTRACT_EXISTS',
      contractId: head.id,
    })
    await cancelContract(as('poster'), { id: head.id, reason: 'wrong amount' })
    expect((await createContract(as('poster'), input)).state).toBe('draft')
  })

  test.each([
    ['a stranger to both parties', 'researcher', {}, 'NOT_ALLOWED'],
    ['nobody', 'stray', {}, 'NOT_ACTING'],
    ['a bureau officer', 'officer', {}, 'NOT_ALLOWED'],
    ['a party that names itself twice', 'poster', { sellerId: 'enterprise' }, 'SAME_PARTY'],
    ['a party that is not verified', 'poster', { sellerId: 'newcomer' }, 'PARTY_NOT_ELIGIBLE'],
    ['a party that is a registry', 'poster', { sellerId: 'registry' }, 'PARTY_NOT_ELIGIBLE'],
    ['an unverified drafter', 'newcomer', { sellerId: 'newcomer' }, 'ORGANISATION_NOT_VERIFIED'],
  ] as const)('is refused to %s', async (_, person, over, code) => {
    const sellerId = world.organisations['sellerId' in over ? over.sellerId : 'university']
    const input = { buyerId: world.organisations.enterprise, sellerId, terms: contractTerms() }
    await expect(createContract(as(person), input)).rejects.toMatchObject({ code })
  })

  test('names every wrong field', async () => {
    const refused = draftContract(world, { title: '', contractAmountFen: 0n })
    await expect(refused).rejects.toMatchObject({ code: 'INVALID_INPUT', problems: [{ path: 'title' }, {}] })
  })
})

describe('editing', () => {
  test('changes a draft, until one party has signed', async () => {
    const { id } = await draftContract(world)
    const terms = contractTerms({ title: '第二稿', contractAmountFen: 7n })
    expect(await editContract(as('bidder'), { id, terms })).toMatchObject({ title: '第二稿', technologyAmountFen: 7n })
    await signContract(as('poster'), { id })
    await expect(editContract(as('bidder'), { id, terms })).rejects.toMatchObject({ code: 'CONTRACT_SIGNED' })
    await expect(editContract(as('rival'), { id, terms })).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    expect(await auditedActions(database.db, id)).toEqual(['contract.create', 'contract.edit', 'contract.sign'])
  })

  test('a signed contract cannot be changed by SQL either', async () => {
    const { id } = await signedContract(world)
    const change = database.db.update(contract).set({ contractAmountFen: 1n }).where(eq(contract.id, id))
    await expect(change).rejects.toMatchObject({ cause: { constraint_name: 'contract_fixed' } })
  })
})

describe('signing', () => {
  test('the second signature makes the contract and starts the challenge', async () => {
    const challengeId = await awardedChallenge(database.db, world)
    const { id } = await createContract(as('poster'), { challengeId, terms: contractTerms() })
    expect(await signContract(as('bidder'), { id })).toMatchObject({ state: 'draft', signedOn: null })
    expect(await stateOfChallenge(database.db, challengeId)).toBe('awarded')
    expect(await signContract(as('poster'), { id })).toMatchObject({ state: 'signed', signedOn: today() })
    expect(await stateOfChallenge(database.db, challengeId)).toBe('in_progress')
    expect(await stepsOf(database.db, challengeId)).toEqual(['contract', 'start'])
    expect(await auditedActions(database.db, challengeId)).toEqual(['challenge.start'])
  })

  test('each side signs once, by its own person, and only a draft', async () => {
    const { id } = await draftContract(world)
    await signContract(as('poster'), { id })
    await expect(signContract(as('posterAdmin'), { id })).rejects.toMatchObject({ code: 'ALREADY_SIGNED' })
    await expect(signContract(as('otherBidder'), { id })).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    const double = { ...world.people.bidder, userId: world.people.poster.userId }
    await expect(signContract(world.ctx(double), { id })).rejects.toMatchObject({ code: 'SIGNED_FOR_OTHER_PARTY' })
    await signContract(as('bidder'), { id })
    await expect(signContract(as('bidder'), { id })).rejects.toMatchObject({ code: 'WRONG_STATE' })
  })

  test('both at once: the contract is signed once', async () => {
    const { id } = await draftContract(world)
    await Promise.all([signContract(as('poster'), { id }), signContract(as('bidder'), { id })])
    expect(await getContract(as('poster'), { id })).toMatchObject({ state: 'signed' })
    expect(await stepsOf(database.db, id)).toEqual(['sign'])
  })

  test('a cancelled draft cannot be signed, a signed one not cancelled', async () => {
    const { id } = await draftContract(world)
    await cancelContract(as('poster'), { id, reason: 'no agreement' })
    await expect(signContract(as('poster'), { id })).rejects.toMatchObject({ code: 'WRONG_STATE' })
    const signed = await signedContract(world)
    const refused = cancelContract(as('poster'), { id: signed.id, reason: '' })
    await expect(refused).rejects.toMatchObject({ code: 'CONTRACT_SIGNED' })
  })
})

describe('reading', () => {
  test.each([
    ['poster', true],
    ['bidder', true],
    ['officer', true],
    ['auditor', true],
    ['registrar', false],
    ['rival', false],
    ['manager', false],
    ['admin', false],
    ['stray', false],
  ] as const)('%s: %s', async (person, isVisible) => {
    const { id } = await draftContract(world)
    const found = getContract(as(person), { id })
    if (isVisible) expect((await found).id).toBe(id)
    else await expect(found).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const [details] = await listContractDetails(as(person), { ids: [id] })
    expect(details?.head.id).toBe(isVisible ? id : undefined)
  })

  test('a registry reads what was handed in to it', async () => {
    const { id } = await signedContract(world)
    await submittedRegistration(world, id)
    expect(await getContract(as('registrar'), { id })).toMatchObject({
      registrations: [{ registryId: world.organisations.registry, state: 'submitted' }],
    })
    const listed = await listContracts(as('registrar'), { first: 100, after: null })
    expect(listed.items.map(({ item }) => item.id)).toContain(id)
  })

  test('lists page by page, each party its own', async () => {
    const mine = await listContracts(as('bidder'), { first: 100, after: null })
    const first = await listContracts(as('bidder'), { first: 2, after: null })
    const second = await listContracts(as('bidder'), { first: 2, after: first.items[1]?.cursor })
    const ids = [...first.items, ...second.items].map(({ item }) => item.id)
    expect(ids).toEqual(mine.items.slice(0, 4).map(({ item }) => item.id))
    expect((await listContracts(as('rival'), { first: null, after: null })).items).toEqual([])
    await expect(listContracts(as('manager'), { first: null, after: null })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    })
  })

  test('details of many contracts take as many statements as of one', async () => {
    const ids = (await listContracts(as('officer'), { first: 100, after: null })).items.map(({ item }) => item.id)
    const count = async (some: string[]) => {
      const before = database.opened.statementCount()
      await listContractDetails(as('officer'), { ids: some })
      return database.opened.statementCount() - before
    }
    expect(ids.length).toBeGreaterThan(5)
    expect(await count(ids)).toBe(await count(ids.slice(0, 1)))
  })
})

test('verdicts tell the screen what the verb would answer', async () => {
  const draft = await draftContract(world)
  const buyer = contractVerdicts(world.people.poster, draft)
  expect(buyer.edit ?? buyer.sign ?? buyer.cancel).toBeNull()
  expect(buyer.recordPayment).toMatchObject({ code: 'CONTRACT_NOT_SIGNED' })
  const signed = await signByBoth(world, draft.id)
  const later = contractVerdicts(world.people.poster, signed)
  expect(later.recordPayment).toBeNull()
  expect(later).toMatchObject({ edit: { code: 'WRONG_STATE' }, sign: { code: 'WRONG_STATE' } })
  expect(later.recordReceipt).toMatchObject({ code: 'NOT_ALLOWED' })
  await pay(world, signed.id, 1n)
  await submittedRegistration(world, signed.id)
  const handedIn = contractVerdicts(world.people.bidder, await getContract(as('bidder'), signed))
  expect(handedIn.submitRegistration).toMatchObject({ code: 'WRONG_STATE' })
})

describe('each verdict is its verb’s answer', () => {
  /** A contract that was walked to the state by what leads there; `half` is a draft that the buyer has signed. */
  const inState = {
    draft: async () => draftContract(world),
    half: async () => signContract(as('poster'), { id: (await draftContract(world)).id }),
    signed: async () => signedContract(world),
    performing: async () => {
      const { id } = await signedContract(world)
      await pay(world, id, 1n)
      return getContract(as('poster'), { id })
    },
    completed: async () => {
      const { id } = await inState.performing()
      await database.db.update(contract).set({ state: 'completed' }).where(eq(contract.id, id))
      return getContract(as('poster'), { id })
    },
    terminated: async () => cancelContract(as('poster'), { id: (await draftContract(world)).id, reason: '' }),
  }
  const verbs = {
    edit: (id: string) => editContract(as('poster'), { id, terms: contractTerms() }),
    sign: (id: string) => signContract(as('poster'), { id }),
    cancel: (id: string) => cancelContract(as('poster'), { id, reason: '' }),
    recordPayment: (id: string) => pay(world, id, 1n),
  }
  const cases = (Object.keys(inState) as (keyof typeof inState)[]).flatMap(state =>
    (Object.keys(verbs) as (keyof typeof verbs)[]).map(verb => [state, verb] as const),
  )
  test.each(cases)('%s: %s', async (state, verb) => {
    const head = await inState[state]()
    const told = contractVerdicts(world.people.poster, head)[verb]?.code ?? 'done'
    const answer = await verbs[verb](head.id).then(
      () => 'done',
      (error: { code?: string }) => error.code,
    )
    expect(answer).toBe(told)
  })
})
