/** Figures on their way to money, in the states that tests begin from, made by the verbs themselves. */
import { readFileSync } from 'node:fs'
import { pino } from 'pino'
import { v7 as uuidv7 } from 'uuid'
import type { Database } from '#db/client.ts'
import { listRedFlags } from '#db/queries/red-flag.ts'
import { listPolicyVersions } from '#db/queries/subsidy.ts'
import { determination } from '#db/schema/subsidy.ts'
import { system } from '#domain/access/actor.ts'
import { drainOutbox } from '#server/jobs/outbox.ts'
import { createContract } from '#usecases/contract/create-contract.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { overrideRedFlag } from '#usecases/subsidy/flags/override-red-flag.ts'
import { approveDetermination } from '#usecases/subsidy/money/approve-determination.ts'
import { claimSubsidy } from '#usecases/subsidy/money/claim-subsidy.ts'
import { confirmPayout } from '#usecases/subsidy/money/confirm-payout.ts'
import { createPayout } from '#usecases/subsidy/money/create-payout.ts'
import { exportPayout } from '#usecases/subsidy/money/export-payout.ts'
import { reviewDetermination } from '#usecases/subsidy/money/review-determination.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'
import { awardedChallenge, contractTerms, pay, registeredContract, signByBoth, today } from './contracts.ts'
import type { World } from './world.ts'

export const inForce = 'zhengzhou-in-force'
const draft = readFileSync(new URL('../../policies/zhengzhou-2022-draft.yaml', import.meta.url), 'utf8')

/** The founding draft as if it had been signed, so that its figures may go on to money. Returns its version. */
export async function loadPolicyInForce(world: World) {
  const text = draft
    .replace('id: zhengzhou-2022-draft', `id: ${inForce}`)
    .replace('status: draft', 'status: in_force')
    .replace('effectiveFrom: null', "effectiveFrom: '2022-01-01'")
  const ctx = world.ctx(system)
  await loadPolicyVersions(ctx, { packs: [{ name: 'in-force.yaml', text }] })
  const [version] = await listPolicyVersions(ctx.db, inForce)
  if (!version) throw new Error('the policy was just loaded')
  return version
}

export const payeeOf = (name: string) => ({
  accountName: `Test ${name}`,
  bankName: '中国银行郑州分行',
  accountNumber: '6222 0000 1234',
})

/** A project of the enterprise with a registered contract and payments on it. */
export async function paidProject(db: Database, world: World, payments: readonly bigint[]) {
  const challengeId = await awardedChallenge(db, world)
  const terms = contractTerms({ contractAmountFen: 2_000_000_000n })
  const { id } = await createContract(world.ctx(world.people.poster), { challengeId, terms })
  const contract = await signByBoth(world, id)
  const registration = await registeredContract(world, contract)
  const facts = []
  for (const amountFen of payments) facts.push(await pay(world, id, amountFen))
  return { challengeId, contract, registration, facts }
}

/** 30 % of what was paid on the project, for the enterprise that listed it. */
export async function determined(world: World, challengeId: string) {
  const input = { policyId: inForce, rule: 'jbgs-rd', challengeId }
  const [row] = await determineSubsidy(world.ctx(world.people.officer), input)
  if (!row) throw new Error('the project has payments')
  return row
}

export async function claimed(world: World, id: string) {
  const payee = payeeOf('enterprise')
  return claimSubsidy(world.ctx(world.people.poster), { id, payee, evidence: [] })
}

/** What the tests' small worlds look suspicious for (one bid, say) is looked at and set aside. */
export async function setFlagsAside(db: Database, world: World, id: string): Promise<void> {
  for (const flag of await listRedFlags(db, [id]))
    await overrideRedFlag(world.ctx(world.people.reviewer), { id: flag.id, reason: '已核对原始材料，情况属实' })
}

export async function approved(world: World, id: string, approvedFen: bigint) {
  await claimed(world, id)
  const reviewer = world.ctx(world.people.reviewer)
  await setFlagsAside(reviewer.db, world, id)
  await reviewDetermination(reviewer, { id, note: '' })
  return approveDetermination(world.ctx(world.people.approver), { id, approvedFen, note: '' })
}

/** The treasury's answer: the file of the batch with its last four columns filled in, line by line. */
export async function answerOf(
  world: World,
  payoutId: string,
  answers: readonly (readonly [string, string, string, string])[],
) {
  const { bytes } = await exportPayout(world.ctx(world.people.cashier), { id: payoutId, format: 'csv' })
  const [head, ...lines] = new TextDecoder().decode(bytes).trim().split('\r\n')
  const filled = lines.map((line, i) => {
    const answer = answers[i] ?? ['', '', '', '']
    return line
      .split(',')
      .slice(0, 8)
      .concat(answer.map(cell => `"${cell}"`))
      .join(',')
  })
  const text = [head, ...filled].join('\r\n')
  return { bytes: new TextEncoder().encode(text), fileName: 'answer.csv' }
}

export async function paid(world: World, id: string) {
  const cashier = world.ctx(world.people.cashier)
  const payout = await createPayout(cashier, { determinationIds: [id] })
  const source = await answerOf(world, payout.id, [['已支付', today(), `bank-${id}`, '']])
  await confirmPayout(cashier, { id: payout.id, source })
  return payout
}

/** Works off everything in the outbox, as the service does. */
export async function settle(world: World) {
  return drainOutbox(world.ctx(system), pino({ level: 'silent' }))
}

export type PlainDetermination = Partial<typeof determination.$inferInsert>

/**
 * A figure with an explanation of its own, as the engine would have stored it. It stands on no record of the world, so it
 * is of a moment after all of them: the engine would find it outdated by any.
 */
export async function storedFigure(
  db: Database,
  world: World,
  version: { id: string; policyId: string },
  over: PlainDetermination & { limits?: object[] } = {},
): Promise<string> {
  const { limits, ...columns } = over
  const id = uuidv7()
  const subjectId = columns.subjectId ?? id
  await db.insert(determination).values({
    id,
    policyVersionId: version.id,
    policyId: version.policyId,
    policyStatus: 'in_force',
    rule: 'jbgs-rd',
    subjectKind: 'organisation',
    subjectId,
    beneficiaryId: world.organisations.enterprise,
    window: 'whole_life',
    ceilingFen: 100n,
    trace: {
      rule: 'jbgs-rd',
      title: '=奖励',
      key: { field: 'x', value: subjectId },
      inputs: [],
      readings: [],
      ...(limits ? { limits } : {}),
    },
    state: 'determined',
    computedAt: new Date(Date.now() + 3_600_000),
    computedBy: world.people.officer.userId,
    bureauId: world.organisations.bureau,
    ...columns,
  })
  return id
}
