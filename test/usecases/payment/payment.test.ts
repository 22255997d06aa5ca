import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { sha256 } from '#db/digest.ts'
import { moneyFact } from '#db/schema/contract.ts'
import { auditEntry, evidenceFile } from '#db/schema/record.ts'
import { addDays } from '#domain/calendar.ts'
import { canonicalJson } from '#domain/canonical.ts'
import {
  auditedActions,
  draftContract,
  pay,
  signedContract,
  slip,
  stepsOf,
  submittedRegistration,
  today,
} from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { createWorld, type World } from '#test/support/world.ts'
import { getContract } from '#usecases/contract/get-contract.ts'
import { listContractDetails } from '#usecases/contract/list-contract-details.ts'
import { getEvidence } from '#usecases/payment/get-evidence.ts'
import { recordInvoice } from '#usecases/payment/record-invoice.ts'
import { recordPayment } from '#usecases/payment/record-payment.ts'
import { recordReceipt } from '#usecases/payment/record-receipt.ts'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
})
const as = (name: keyof World['people']) => world.ctx(world.people[name])
const fact = (contractId: string, amountFen = 1000n) => ({
  contractId,
  amountFen,
  occurredOn: today(),
  evidence: slip(),
})

describe('recording money', () => {
  test('the first payment begins the performance; each fact has its evidence and its audit', async () => {
    const { id } = await signedContract(world)
    const payment = await recordPayment(as('poster'), fact(id, 30_000_000n))
    await recordPayment(as('poster'), fact(id, 20_000_000n))
    await recordReceipt(as('bidder'), fact(id, 45_000_000n))
    await recordInvoice(as('bidder'), fact(id, 100_000_000n))
    expect(payment.evidence).toMatchObject({ name: 'slip.pdf', mediaType: 'application/pdf', purpose: 'payment' })
    const [details] = await listContractDetails(as('poster'), { ids: [id] })
    expect(details?.head.state).toBe('performing')
    expect(details?.sumsFen).toEqual({ payment: 50_000_000n, receipt: 45_000_000n, invoice: 100_000_000n })
    expect(await stepsOf(database.db, id)).toEqual(['sign', 'perform'])
    expect((await auditedActions(database.db, id)).slice(3)).toEqual([
      'contract.record_payment',
      'contract.record_payment',
      'contract.record_receipt',
      'contract.record_invoice',
    ])
  })

  test('the audit of the first payment proves the state it led to', async () => {
    const { id } = await signedContract(world)
    const { evidence, reversedOn, reversalReason, ...paid } = await recordPayment(as('poster'), fact(id))
    expect([reversedOn, reversalReason]).toEqual([null, null])
    const after = { state: 'performing', ...paid, evidence: { sha256: evidence.sha256 } }
    const entries = await database.db.select().from(auditEntry).where(eq(auditEntry.subjectId, id))
    expect(entries.map(entry => entry.afterDigest)).toContain(sha256(canonicalJson(after)))
  })

  test('a receipt or an invoice alone does not begin the performance', async () => {
    const { id } = await signedContract(world)
    await recordInvoice(as('bidder'), fact(id))
    await recordReceipt(as('bidder'), fact(id))
    expect((await getContract(as('bidder'), { id })).state).toBe('signed')
  })

  test.each([
    ['payment by the seller', recordPayment, 'bidder', 'NOT_ALLOWED'],
    ['receipt by the buyer', recordReceipt, 'poster', 'NOT_ALLOWED'],
    ['invoice by the buyer', recordInvoice, 'poster', 'NOT_ALLOWED'],
    ['payment by another enterprise', recordPayment, 'rival', 'NOT_ALLOWED'],
    ['payment by the bureau', recordPayment, 'officer', 'NOT_ALLOWED'],
  ] as const)('refuses a %s', async (_, record, person, code) => {
    const { id } = await signedContract(world)
    await expect(record(as(person), fact(id))).rejects.toMatchObject({ code })
  })

  test('refuses an unsigned contract and an unknown one', async () => {
    const { id } = await draftContract(world)
    await expect(recordPayment(as('poster'), fact(id))).rejects.toMatchObject({ code: 'CONTRACT_NOT_SIGNED' })
    const unknown = recordPayment(as('poster'), fact('00000000-0000-7000-8000-000000000000'))
    await expect(unknown).rejects.toMatchObject({ code: 'NOT_FOUND', noun: 'contract' })
  })

  test.each([
    ['tomorrow', { occurredOn: addDays(today(), 1) }, 'occurredOn'],
    ['before the signing', { occurredOn: addDays(today(), -1) }, 'occurredOn'],
    ['of nothing', { amountFen: 0n }, 'amountFen'],
  ])('refuses a payment %s', async (_, over, path) => {
    const { id } = await signedContract(world)
    const refused = recordPayment(as('poster'), { ...fact(id), ...over })
    await expect(refused).rejects.toMatchObject({ code: 'INVALID_INPUT', problems: [{ path }] })
  })
})

describe('the sum', () => {
  test('may reach the contract amount, each kind for itself, and not pass it', async () => {
    const { id } = await signedContract(world, { contractAmountFen: 100n })
    await pay(world, id, 60n)
    await recordInvoice(as('bidder'), fact(id, 100n))
    await expect(pay(world, id, 41n)).rejects.toMatchObject({ code: 'MONEY_EXCEEDS_CONTRACT', restFen: 40n })
    await pay(world, id, 40n)
    await expect(pay(world, id, 1n)).rejects.toMatchObject({ code: 'MONEY_EXCEEDS_CONTRACT', restFen: 0n })
    const [details] = await listContractDetails(as('poster'), { ids: [id] })
    expect(details?.sumsFen.payment).toBe(100n)
  })

  test('is held against direct SQL too, and what is recorded stays', async () => {
    const { id } = await signedContract(world, { contractAmountFen: 100n })
    const { evidence, ...row } = await pay(world, id, 60n)
    const more = database.db.insert(moneyFact).values({ ...row, id: world.organisations.enterprise, amountFen: 41n })
    await expect(more).rejects.toMatchObject({ cause: { constraint_name: 'money_fact_sum' } })
    const less = database.db.update(moneyFact).set({ amountFen: 1n }).where(eq(moneyFact.id, row.id))
    await expect(less).rejects.toMatchObject({ cause: { constraint_name: 'append_only' } })
    const gone = database.db.delete(evidenceFile).where(eq(evidenceFile.id, evidence.id))
    await expect(gone).rejects.toMatchObject({ cause: { constraint_name: 'append_only' } })
  })
})

describe('evidence', () => {
  test('is what its content says; nothing is stored when it is refused', async () => {
    const { id } = await signedContract(world)
    const bytes = new TextEncoder().encode('MZ program')
    const refused = recordPayment(as('poster'), { ...fact(id), evidence: { name: 'slip.pdf', bytes } })
    await expect(refused).rejects.toMatchObject({ code: 'EVIDENCE_TYPE_NOT_ALLOWED' })
    const [details] = await listContractDetails(as('poster'), { ids: [id] })
    expect(details?.moneyFacts).toEqual([])
  })

  test('comes back byte by byte, to whoever may read the contract', async () => {
    const { id } = await signedContract(world)
    const document = slip()
    const { evidence } = await recordPayment(as('poster'), { ...fact(id), evidence: document })
    const read = await getEvidence(as('bidder'), { id: evidence.id })
    expect(new Uint8Array(read.content)).toEqual(document.bytes)
    expect(read.sha256).toBe(evidence.sha256)
    await expect(getEvidence(as('registrar'), { id: evidence.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await submittedRegistration(world, id)
    expect((await getEvidence(as('registrar'), { id: evidence.id })).id).toBe(evidence.id)
    await expect(getEvidence(as('rival'), { id: evidence.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(getEvidence(as('admin'), { id: evidence.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

test('one slip proves one payment, whatever it is called', async () => {
  const { id } = await signedContract(world)
  const same = slip('the only one')
  await recordPayment(as('poster'), { ...fact(id), evidence: same })
  const again = recordPayment(as('poster'), { ...fact(id), evidence: { ...same, name: 'another name.pdf' } })
  await expect(again).rejects.toMatchObject({ code: 'EVIDENCE_REUSED' })
})
