/** A draft (征求意见稿) is simulated: every verb by every role, and the tables by hand, get its figure nowhere. */
import { readFileSync } from 'node:fs'
import { eq, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { listPolicyVersions } from '#db/queries/subsidy.ts'
import { determination } from '#db/schema/subsidy.ts'
import { type Actor, anonymous, system } from '#domain/access/actor.ts'
import { determinationStates } from '#domain/subsidy/money/determination.ts'
import { slip, today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { payeeOf, storedFigure } from '#test/support/subsidy.ts'
import { createWorld, type World } from '#test/support/world.ts'
import { findRedFlags } from '#usecases/subsidy/flags/find-red-flags.ts'
import { approveDetermination } from '#usecases/subsidy/money/approve-determination.ts'
import { claimSubsidy } from '#usecases/subsidy/money/claim-subsidy.ts'
import { createPayout } from '#usecases/subsidy/money/create-payout.ts'
import { recordUse } from '#usecases/subsidy/money/record-use.ts'
import { refuseDetermination } from '#usecases/subsidy/money/refuse-determination.ts'
import { reviewDetermination } from '#usecases/subsidy/money/review-determination.ts'
import { savePayee } from '#usecases/subsidy/money/save-payee.ts'
import { tellSubsidy } from '#usecases/subsidy/money/tell-subsidy.ts'
import { withdrawApproval } from '#usecases/subsidy/money/withdraw-approval.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'
import type { Ctx } from '#usecases/support/ctx.ts'

const policyId = 'zhengzhou-2022-draft'
const text = readFileSync(new URL(`../../../../policies/${policyId}.yaml`, import.meta.url), 'utf8')

const database = useDatabase()
let world: World
let version: { id: string; policyId: string }
let id: string
beforeAll(async () => {
  world = await createWorld(database.db)
  await loadPolicyVersions(world.ctx(system), { packs: [{ name: policyId, text }] })
  const [row] = await listPolicyVersions(database.db, policyId)
  if (!row) throw new Error('it was just loaded')
  version = row
  id = await storedFigure(database.db, world, version, { policyStatus: 'draft', state: 'simulated' })
})

const payee = payeeOf('enterprise')
const reason = '不符合申报条件'
/** Every verb that moves a figure, or hangs something on one, and who could take it were the policy in force. */
const verbs: Record<string, { by: string[]; take: (ctx: Ctx) => Promise<unknown>; code?: string }> = {
  claim: { by: ['poster', 'posterAdmin'], take: ctx => claimSubsidy(ctx, { id, payee, evidence: [] }) },
  savePayee: { by: ['poster', 'posterAdmin'], take: ctx => savePayee(ctx, { id, payee }) },
  tell: { by: ['officer', 'secondOfficer'], take: ctx => tellSubsidy(ctx, { id }) },
  review: { by: ['reviewer'], take: ctx => reviewDetermination(ctx, { id, note: '' }) },
  approve: { by: ['approver'], take: ctx => approveDetermination(ctx, { id, approvedFen: 1n, note: '' }) },
  refuse: { by: ['reviewer', 'approver'], take: ctx => refuseDetermination(ctx, { id, reason }) },
  withdraw: { by: ['approver'], take: ctx => withdrawApproval(ctx, { id, reason }) },
  pay: { by: ['cashier'], take: ctx => createPayout(ctx, { determinationIds: [id] }) },
  findRedFlags: {
    by: ['officer', 'secondOfficer', 'reviewer'],
    take: ctx => findRedFlags(ctx, { determinationId: id }),
    code: 'FLAGS_CLOSED',
  },
  recordUse: {
    by: ['poster', 'posterAdmin'],
    take: ctx =>
      recordUse(ctx, { determinationId: id, purpose: 'people', amountFen: 1n, spentOn: today(), evidence: slip() }),
    code: 'NO_USE_CONDITION',
  },
}
const actors = (): [string, Actor][] => [...Object.entries(world.people), ['system', system], ['anonymous', anonymous]]
const stored = async () => (await database.db.select().from(determination).where(eq(determination.id, id)))[0]

describe('a figure of a draft', () => {
  test.each(Object.entries(verbs))('%s: nobody, whatever their role', async (_name, { by, take, code }) => {
    const before = await stored()
    const refused: string[] = []
    for (const [name, actor] of actors()) {
      const outcome = await take(world.ctx(actor)).then(
        () => 'done',
        (error: { code?: string; message: string }) => error.code ?? error.message,
      )
      if (outcome === (code ?? 'DRAFT_POLICY')) refused.push(name)
      else
        expect([name, outcome]).toEqual([
          name,
          expect.stringMatching(/^(NOT_ALLOWED|NOT_FOUND|NOT_ACTING|SIGN_IN_REQUIRED)$/),
        ])
    }
    expect(refused.sort()).toEqual(by.toSorted())
    expect(await stored()).toEqual(before)
  })

  test('by SQL: in no other state, be it changed, stored or freed of its draft', async () => {
    const denied = { cause: { code: expect.stringMatching(/^23(514|503)$/) } }
    const { officer, poster, reviewer, approver, cashier } = world.people
    const at = new Date()
    const steps = {
      ...{ claimedBy: poster.userId, claimedAt: at, reviewedBy: reviewer.userId, reviewedAt: at },
      ...{ approvedBy: approver.userId, approvedAt: at, approvedFen: 1n },
    }
    const pay = { paidBy: cashier.userId, paidAt: at, paidOn: today(), bankReference: 'x' }
    const columnsOf = (state: string) => ({
      ...(state === 'determined' ? {} : steps),
      ...(state === 'told' ? { toldBy: officer.userId, toldAt: at } : {}),
      ...(state === 'paid' || state === 'clawed_back' ? pay : {}),
      ...(state === 'refused' ? { refusalReason: 'x' } : {}),
      ...(state === 'superseded' ? { supersededBy: id } : {}),
    })
    const update = (set: object) => database.db.update(determination).set(set).where(eq(determination.id, id))
    for (const state of determinationStates.filter(one => one !== 'simulated')) {
      const columns = columnsOf(state)
      await expect(update({ state, ...columns })).rejects.toMatchObject(denied)
      for (const policyStatus of ['draft', 'in_force'] as const)
        await expect(
          storedFigure(database.db, world, version, { ...columns, policyStatus, state }),
        ).rejects.toMatchObject(denied)
    }
    await expect(update({ policyStatus: 'in_force', state: 'determined' })).rejects.toMatchObject(denied)
    const signed = sql`update policy_version set status = 'in_force' where id = ${version.id}`
    await expect(database.db.execute(signed)).rejects.toMatchObject({ cause: { code: expect.stringMatching(/^23/) } })
    expect((await stored())?.state).toBe('simulated')
  })

  test('by SQL: nothing that leads to money hangs on it', async () => {
    const { enterprise, bureau } = world.organisations
    const { poster, officer, cashier } = world.people
    const denied = (constraint: string) => ({ cause: { constraint_name: constraint } })
    const run = (statement: ReturnType<typeof sql>) => database.db.execute(statement)
    await expect(
      run(sql`insert into payee_account (determination_id, account_name, bank_name, account_number, given_by)
        values (${id}, 'Test enterprise', '中国银行', '622200001234', ${poster.userId})`),
    ).rejects.toMatchObject(denied('payee_account_fixed'))
    await run(sql`insert into subsidy_limit (policy_id, account, key, "window", limit_fen)
      values (${policyId}, 'own', ${enterprise}, 'whole_life', 100)`)
    await expect(
      run(sql`insert into subsidy_limit_entry (id, determination_id, policy_id, account, key, "window", amount_fen)
        values (${uuidv7()}, ${id}, ${policyId}, 'own', ${enterprise}, 'whole_life', 1)`),
    ).rejects.toMatchObject(denied('subsidy_limit_entry_fits'))
    const payoutId = uuidv7()
    const batch = database.db.transaction(async tx => {
      await tx.execute(sql`insert into payout (id, bureau_id, year, number, line_count, total_fen, created_by)
        values (${payoutId}, ${bureau}, 2026, 1, 1, 1, ${cashier.userId})`)
      await tx.execute(sql`insert into payout_line (payout_id, line, determination_id, account_name, bank_name, account_number, amount_fen, purpose)
        values (${payoutId}, 1, ${id}, 'Test enterprise', '中国银行', '622200001234', 1, 'x')`)
    })
    await expect(batch).rejects.toMatchObject(denied('payout_line_fits'))
    await expect(
      run(sql`insert into clawback (id, determination_id, reason, cause_id, granted_fen, whole_fen, amount_fen, raised_by)
        values (${uuidv7()}, ${id}, 'integrity_record', ${uuidv7()}, 1, 0, 1, ${officer.userId})`),
    ).rejects.toMatchObject(denied('clawback_sum'))
  })
})
