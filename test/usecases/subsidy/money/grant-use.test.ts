/** What a paid grant had to be used for: stated with proof, measured against the rule, seen by who has to look after it. */
import { readFileSync } from 'node:fs'
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { grantUse } from '#db/schema/grant-use.ts'
import { system } from '#domain/access/actor.ts'
import { addDays } from '#domain/calendar.ts'
import { auditedActions, slip, today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { approved, determined, loadPolicyInForce, paid, paidProject } from '#test/support/subsidy.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { getEvidence } from '#usecases/payment/get-evidence.ts'
import { recordSubsidyFact } from '#usecases/subsidy/facts/record-subsidy-fact.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { getDetermination } from '#usecases/subsidy/figure/find-determination.ts'
import { findUseReport, listUseReports } from '#usecases/subsidy/money/find-use-report.ts'
import { recordUse } from '#usecases/subsidy/money/record-use.ts'
import { withdrawUse } from '#usecases/subsidy/money/withdraw-use.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'

const database = useDatabase()
let world: World
const as = (name: PersonName) => world.ctx(world.people[name])
/** Half of a grant to people, at most a fifth on overheads, both within two years; the bureau pays it alone. */
const staged = readFileSync(new URL('../../../domain/subsidy/packs/stages.yaml', import.meta.url), 'utf8')
  .replace(/^jurisdiction: .*$/m, "jurisdiction: '410100'")
  .replace(/^status: .*$/m, 'status: in_force')
  .replace(/^effectiveFrom: .*$/m, "effectiveFrom: '2022-01-01'")
  .replace(/^ {4}payers:\n(?: {6}- .*\n)+/m, '')

/** An advance of 50万元 on an agreement of 500万元, paid. */
async function paidAdvance(): Promise<string> {
  const { challengeId } = await paidProject(database.db, world, [1n])
  const keep = (table: 'agreements' | 'projects', fields: object) =>
    recordSubsidyFact(as('officer'), {
      table,
      fields,
      source: '合作协议',
      document: null,
      evidenceId: null,
      replacesId: null,
    })
  const agreement = { holderId: 'Test enterprise', projectId: challengeId, kind: 'cooperation' }
  await keep('agreements', { ...agreement, amountFen: 500_000_000, signedOn: '2024-01-01' })
  await keep('projects', { id: challengeId, startedOn: '2024-02-01', tags: [] })
  const [row] = await determineSubsidy(as('officer'), { policyId: 'stages', rule: 'project', challengeId })
  if (row?.ceilingFen !== 50_000_000n) throw new Error(`the advance is ${row?.ceilingFen}`)
  await approved(world, row.id, 50_000_000n)
  await paid(world, row.id)
  return row.id
}

let id: string
beforeAll(async () => {
  world = await createWorld(database.db)
  await loadPolicyInForce(world)
  await loadPolicyVersions(world.ctx(system), { packs: [{ name: 'stages', text: staged }] })
  id = await paidAdvance()
})
let slips = 0
type Over = Partial<Parameters<typeof recordUse>[1]> & { who?: PersonName }
const spend = ({ who = 'poster', ...over }: Over = {}) =>
  recordUse(as(who), {
    determinationId: id,
    purpose: 'people',
    amountFen: 10_000_000n,
    spentOn: today(),
    evidence: slip(`use ${++slips}`),
    ...over,
  })
const reportOf = async (determinationId: string) =>
  findUseReport(as('auditor'), await getDetermination(as('poster'), { id: determinationId }))
const usesOf = async () => (await reportOf(id))?.uses ?? []

describe('the use of a grant', () => {
  test('is measured against each condition of the rule', async () => {
    expect(await reportOf(id)).toMatchObject({
      grantedFen: 50_000_000n,
      unreportedFen: 50_000_000n,
      state: 'open',
      conditions: [
        { id: 'people', bound: 'at_least', boundFen: 25_000_000n, spentFen: 0n, state: 'open' },
        { id: 'overhead', bound: 'at_most', boundFen: 10_000_000n, spentFen: 0n, state: 'open' },
      ],
    })
    await spend()
    await spend({ purpose: 'overhead', amountFen: 3_000_000n })
    expect(await reportOf(id)).toMatchObject({
      unreportedFen: 37_000_000n,
      conditions: [{ spentFen: 10_000_000n }, { spentFen: 3_000_000n }],
    })
    await spend({ amountFen: 15_000_000n })
    expect(await reportOf(id)).toMatchObject({ state: 'open', conditions: [{ state: 'met' }, { state: 'open' }] })
    await spend({ purpose: 'overhead', amountFen: 7_000_001n })
    expect(await reportOf(id)).toMatchObject({
      state: 'breached',
      conditions: [{ state: 'met' }, { state: 'breached' }],
    })
  })

  test('that does not hold is withdrawn, once, and counts no more', async () => {
    const over = (await usesOf()).find(({ amountFen }) => amountFen === 7_000_001n)
    const withdraw = (who: PersonName, reason = '重复填报') => withdrawUse(as(who), { id: over?.id ?? '', reason })
    for (const who of ['reviewer', 'cashier'] as const)
      await expect(withdraw(who)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await expect(withdraw('rival')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(withdraw('officer', ' ')).rejects.toMatchObject({ problems: [{ path: 'reason' }] })
    await withdraw('officer')
    expect(await reportOf(id)).toMatchObject({ state: 'open' })
    expect((await usesOf()).find(use => use.id === over?.id)).toMatchObject({ withdrawnByName: 'officer' })
    await expect(withdraw('poster')).rejects.toMatchObject({ code: 'USE_WITHDRAWN' })
    const change = database.db
      .update(grantUse)
      .set({ amountFen: 1n })
      .where(eq(grantUse.id, over?.id ?? ''))
    await expect(change).rejects.toMatchObject({ cause: { constraint_name: 'grant_use_fixed' } })
    expect((await auditedActions(database.db, id)).slice(-2)).toEqual(['subsidy.record_use', 'subsidy.withdraw_use'])
  })

  test.each<[string, Over, object]>([
    ['a purpose that the rule does not name', { purpose: 'cars' }, { problems: [{ path: 'purpose' }] }],
    ['more than is left', { amountFen: 22_000_001n }, { problems: [{ path: 'amountFen' }] }],
    ['nothing', { amountFen: 0n }, { problems: [{ path: 'amountFen' }] }],
    ['a day before the payment', { spentOn: '2024-01-01' }, { problems: [{ path: 'spentOn' }] }],
    ['a day to come', { spentOn: addDays(today(), 1) }, { problems: [{ path: 'spentOn' }] }],
    ['a stranger', { who: 'rival' }, { code: 'NOT_FOUND' }],
    ['a bureau', { who: 'officer' }, { code: 'NOT_ALLOWED' }],
  ])('is refused with %s', async (_, over, refusal) => {
    await expect(spend(over)).rejects.toMatchObject(refusal)
  })

  test('is reported for what is paid, where the rule asks for it', async () => {
    const project = await paidProject(database.db, world, [100_000_000n])
    const other = await determined(world, project.challengeId)
    await expect(spend({ determinationId: other.id })).rejects.toMatchObject({ code: 'NO_USE_CONDITION' })
    expect(await reportOf(other.id)).toBeNull()
  })

  test('its document is seen by the bureau and the beneficiary', async () => {
    const file = (await usesOf())[0]?.evidence.id ?? ''
    expect((await getEvidence(as('auditor'), { id: file })).purpose).toBe('use')
    await expect(getEvidence(as('rival'), { id: file })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('is in the trace of the next figure of the same project', async () => {
    const row = await getDetermination(as('poster'), { id })
    const again = await determineSubsidy(as('officer'), {
      policyId: 'stages',
      rule: 'project',
      challengeId: row.subjectId,
    })
    expect(again[0]?.trace).toMatchObject({ uses: [{ grant: id, spentFen: 25_000_000 }, { spentFen: 3_000_000 }] })
  })

  test('stands in the lists of the bureau and of the beneficiary until it is met', async () => {
    const second = await paidAdvance()
    const list = (who: PersonName, over: object = {}) =>
      listUseReports(as(who), { states: null, first: 20, after: null, ...over })
    const idsOf = (page: Awaited<ReturnType<typeof list>>) => page.items.map(({ item }) => item.determination.id)
    expect(idsOf(await list('officer'))).toEqual([second, id])
    expect(idsOf(await list('poster', { states: ['open'] }))).toEqual([second, id])
    expect(idsOf(await list('bidder'))).toEqual([])
    expect(idsOf(await list('officer', { states: ['breached', 'met'] }))).toEqual([])
    const first = await list('officer', { first: 1 })
    expect([idsOf(first), first.hasNextPage]).toEqual([[second], true])
    const next = await list('officer', { first: 1, after: first.items[0]?.cursor })
    expect([idsOf(next), next.hasNextPage]).toEqual([[id], false])
    await expect(list('officer', { after: 'x' })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await expect(list('expert')).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  })
})
