/** Nobody decides on the organisation that he belongs to ("回避"), whatever he acts for now: no verb of its money is his. */
import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { membership } from '#db/schema/identity.ts'
import { clawback, determination } from '#db/schema/subsidy.ts'
import { slip, today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import {
  answerOf,
  approved,
  claimed,
  determined,
  inForce,
  loadPolicyInForce,
  paid,
  paidProject,
  setFlagsAside,
  settle,
} from '#test/support/subsidy.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { reverseMoneyFact } from '#usecases/payment/reverse-money-fact.ts'
import { importSubsidyFacts } from '#usecases/subsidy/facts/import-subsidy-facts.ts'
import { recordSubsidyFact } from '#usecases/subsidy/facts/record-subsidy-fact.ts'
import { withdrawSubsidyFact } from '#usecases/subsidy/facts/withdraw-subsidy-fact.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { findRedFlags } from '#usecases/subsidy/flags/find-red-flags.ts'
import { overrideRedFlag } from '#usecases/subsidy/flags/override-red-flag.ts'
import { approveDetermination } from '#usecases/subsidy/money/approve-determination.ts'
import { cancelClawback } from '#usecases/subsidy/money/cancel-clawback.ts'
import { collectClawback } from '#usecases/subsidy/money/collect-clawback.ts'
import { confirmPayout } from '#usecases/subsidy/money/confirm-payout.ts'
import { createPayout } from '#usecases/subsidy/money/create-payout.ts'
import { recordIntegrity } from '#usecases/subsidy/money/record-integrity.ts'
import { refuseDetermination } from '#usecases/subsidy/money/refuse-determination.ts'
import { repairIntegrity } from '#usecases/subsidy/money/repair-integrity.ts'
import { reviewDetermination } from '#usecases/subsidy/money/review-determination.ts'
import { revokeIntegrity } from '#usecases/subsidy/money/revoke-integrity.ts'
import { tellSubsidy } from '#usecases/subsidy/money/tell-subsidy.ts'
import { withdrawApproval } from '#usecases/subsidy/money/withdraw-approval.ts'

const database = useDatabase()
let world: World
const as = (name: PersonName) => world.ctx(world.people[name])
const own = { code: 'OWN_ORGANISATION' }
const proof = { source: '名单', document: null, evidenceId: null }
const certificate = (holderId: string, kind: string) => ({ holderId, kind, grantedOn: '2024-01-01' })
const keep = (who: PersonName, holderId: string, kind: string, replacesId: string | null = null) =>
  recordSubsidyFact(as(who), { table: 'evidence', fields: certificate(holderId, kind), ...proof, replacesId })

/** One figure in each state, of the enterprise. */
const ids = { determined: '', claimed: '', reviewed: '', approved: '', inPayout: '', paid: '' }
const about = { project: '', payout: '', contract: '', flag: '', record: '', clawback: '', reversed: '', fact: '' }

async function figure() {
  const { challengeId, contract } = await paidProject(database.db, world, [10_000_000n])
  about.contract = contract.id
  about.project = challengeId
  return (await determined(world, challengeId)).id
}

beforeAll(async () => {
  world = await createWorld(database.db)
  await loadPolicyInForce(world)
  for (const state of ['paid', 'inPayout', 'approved', 'reviewed', 'claimed', 'determined'] as const)
    ids[state] = await figure()
  for (const state of ['paid', 'inPayout', 'approved'] as const) await approved(world, ids[state], 1_000_000n)
  await paid(world, ids.paid)
  about.payout = (await createPayout(as('cashier'), { determinationIds: [ids.inPayout] })).id
  await claimed(world, ids.claimed)
  await claimed(world, ids.reviewed)
  await setFlagsAside(database.db, world, ids.reviewed)
  await reviewDetermination(as('reviewer'), { id: ids.reviewed, note: '' })
  about.flag = (await findRedFlags(as('officer'), { determinationId: ids.claimed }))[0]?.id ?? ''
  const found = { category: 'false_materials', summary: '虚报研发投入', foundOn: today() } as const
  const unit = { organisationId: world.organisations.enterprise, determinationId: ids.paid }
  about.record = (await recordIntegrity(as('officer'), { ...found, ...unit, evidence: slip('decision') })).id
  await settle(world)
  const [raised] = await database.db.select().from(clawback).where(eq(clawback.determinationId, ids.paid))
  about.clawback = raised?.id ?? ''
  const other = await paidProject(database.db, world, [10_000_000n])
  const { id } = await determined(world, other.challengeId)
  await approved(world, id, 1_000_000n)
  await paid(world, id)
  const returned = { reason: '付款退回', reversedOn: today(), evidence: slip('returned') }
  await reverseMoneyFact(as('poster'), { id: other.facts[0]?.id ?? '', ...returned })
  await settle(world)
  const [reversed] = await database.db.select().from(clawback).where(eq(clawback.determinationId, id))
  about.reversed = reversed?.id ?? ''
  about.fact = (await keep('officer', 'Test enterprise', 'kept')).id
  // Other people of the bureau turn out to belong to the unit, and still act for the bureau.
  const place = { organisationId: world.organisations.enterprise, organisationKind: 'enterprise' as const }
  const row = { ...place, role: 'admin' as const, acceptedAt: new Date() }
  for (const name of ['officer', 'secondOfficer', 'reviewer', 'approver', 'cashier'] as const)
    await database.db.insert(membership).values({ id: crypto.randomUUID(), userId: world.people[name].userId, ...row })
})

const reason = '材料不符合要求，须重新核对'
const verbs: Record<string, () => Promise<unknown>> = {
  record: () => {
    const found = { category: 'false_materials', summary: '虚报', foundOn: today(), determinationId: null } as const
    const unit = { organisationId: world.organisations.enterprise, evidence: slip('other') }
    return recordIntegrity(as('secondOfficer'), { ...found, ...unit })
  },
  repair: () => repairIntegrity(as('secondOfficer'), { id: about.record, repairedOn: today() }),
  revoke: () => revokeIntegrity(as('secondOfficer'), { id: about.record, reason }),
  determine: () =>
    determineSubsidy(as('secondOfficer'), { policyId: inForce, rule: 'jbgs-rd', challengeId: about.project }),
  tell: () => tellSubsidy(as('secondOfficer'), { id: ids.determined }),
  review: () => reviewDetermination(as('reviewer'), { id: ids.claimed, note: '' }),
  refuse: () => refuseDetermination(as('reviewer'), { id: ids.claimed, reason }),
  approve: () => approveDetermination(as('approver'), { id: ids.reviewed, approvedFen: 1n, note: '' }),
  'withdraw approval': () => withdrawApproval(as('approver'), { id: ids.approved, reason }),
  'create payout': () => createPayout(as('cashier'), { determinationIds: [ids.approved] }),
  'confirm payout': async () => {
    const source = await answerOf(world, about.payout, [['已支付', today(), 'bank-own', '']])
    return confirmPayout(as('cashier'), { id: about.payout, source })
  },
  'set flag aside': () => overrideRedFlag(as('reviewer'), { id: about.flag, reason: '已核对原始材料，情况属实' }),
  collect: () => collectClawback(as('cashier'), { id: about.clawback, collectedOn: today(), bankReference: 'own' }),
  cancel: () => cancelClawback(as('approver'), { id: about.reversed, reason }),
  'keep fact': () => keep('secondOfficer', 'Test enterprise', 'own'),
  'keep fact of contract': () =>
    recordSubsidyFact(as('secondOfficer'), {
      ...{ table: 'contracts', fields: { id: about.contract, tags: ['x'] }, ...proof, replacesId: null },
    }),
  'keep fact of project': () =>
    recordSubsidyFact(as('secondOfficer'), {
      ...{ table: 'projects', fields: { id: about.project, tags: ['x'] }, ...proof, replacesId: null },
    }),
  'correct fact into another unit': () => keep('secondOfficer', 'Test university', 'own', about.fact),
  'withdraw fact': () => withdrawSubsidyFact(as('secondOfficer'), { id: about.fact, reason }),
}

test.each(Object.keys(verbs))('%s is not for a member of the unit', async name => {
  await expect(verbs[name]?.()).rejects.toMatchObject(own)
})

test('of a file the rows about the own unit are refused, the others kept', async () => {
  const csv = '持有人,证明类型,认定日期\r\nTest enterprise,own,2024-01-01\r\nTest university,own,2024-01-01\r\n'
  const file = { bytes: new TextEncoder().encode(csv), fileName: 'facts.csv' }
  const done = await importSubsidyFacts(as('secondOfficer'), { table: 'evidence', file, ...proof, isPreview: false })
  const problem = { path: 'row', message: 'is about an organisation that you are a member of' }
  expect(done).toMatchObject({ kept: 1, failed: [{ rowNo: 2, problems: [problem] }] })
})

test('nothing of it has changed', async () => {
  const rows = await database.db.select().from(determination)
  const states = Object.fromEntries(rows.map(({ id, state }) => [id, state]))
  const found = Object.entries(ids).map(([name, id]) => [name, states[id]])
  expect(Object.fromEntries(found)).toEqual({
    ...{ determined: 'determined', claimed: 'claimed', reviewed: 'reviewed' },
    ...{ approved: 'approved', inPayout: 'approved', paid: 'paid' },
  })
  const [raised] = await database.db.select().from(clawback).where(eq(clawback.id, about.clawback))
  expect(raised).toMatchObject({ cancelledAt: null, collectedAt: null })
})

test('whoever has left the unit, or belongs to another, may', async () => {
  const { userId } = world.people.secondOfficer
  await expect(revokeIntegrity(as('secondOfficer'), { id: about.record, reason })).rejects.toMatchObject(own)
  const { organisations } = world
  await database.db
    .update(membership)
    .set({ endedAt: new Date() })
    .where(eq(membership.organisationId, organisations.enterprise))
  const place = { organisationId: organisations.university, organisationKind: 'university' as const }
  const row = { id: crypto.randomUUID(), userId, ...place, role: 'admin' as const }
  await database.db.insert(membership).values({ ...row, acceptedAt: new Date() })
  expect(await revokeIntegrity(as('secondOfficer'), { id: about.record, reason })).toMatchObject({ revokedOn: today() })
})
