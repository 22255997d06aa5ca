/** What-ifs over the register of a small town: asked by its bureau, computed by the job, the same again by id. */
import { readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import ExcelJS from 'exceljs'
import { beforeAll, describe, expect, test } from 'vitest'
import { findOrganisation } from '#db/queries/organisation.ts'
import { system } from '#domain/access/actor.ts'
import {
  auditedActions,
  contractTerms,
  registeredContract,
  signedContract,
  slip,
  today,
} from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { packText } from '#test/support/policy-text.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { recordReceipt } from '#usecases/payment/record-receipt.ts'
import { listMyEntitlements } from '#usecases/subsidy/figure/list-my-entitlements.ts'
import { listPolicyVersions } from '#usecases/subsidy/policy/list-policy-versions.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'
import { type AskWhatIfInput, askWhatIf } from '#usecases/subsidy/what-if/ask-what-if.ts'
import { exportWhatIf } from '#usecases/subsidy/what-if/export-what-if.ts'
import { findWhatIf, findWhatIfResult, listWhatIfChanges } from '#usecases/subsidy/what-if/find-what-if.ts'
import { listTurnedNumbers } from '#usecases/subsidy/what-if/list-turned-numbers.ts'
import { listWhatIfs } from '#usecases/subsidy/what-if/list-what-ifs.ts'
import { isSameResult, replayWhatIf } from '#usecases/subsidy/what-if/replay-what-if.ts'
import { runWhatIf } from '#usecases/subsidy/what-if/run-what-if.ts'

const packs = ['zhengzhou-2022-draft', 'zhengzhou-2023-rules'].map(name => ({
  name,
  text: readFileSync(new URL(`../../../../policies/${name}.yaml`, import.meta.url), 'utf8'),
}))
/** The rules look at the year before. */
const year = Number(today().slice(0, 4)) + 1
const wan = 1_000_000n

const database = useDatabase()
let world: World
let draft: string
let other: string
beforeAll(async () => {
  world = await createWorld(database.db)
  await loadPolicyVersions(world.ctx(system), { packs })
  const versionOf = async (policyId: string) => (await listPolicyVersions(as('officer'), { policyId }))[0]?.id ?? ''
  ;[draft, other] = [await versionOf('zhengzhou-2022-draft'), await versionOf('zhengzhou-2023-rules')]
  for (const amount of [600n * wan, 3000n * wan]) {
    const terms = contractTerms({ contractAmountFen: amount })
    const contract = await signedContract(world, terms)
    await registeredContract(world, contract)
    const receipt = { contractId: contract.id, amountFen: 500n * wan, occurredOn: today(), evidence: slip() }
    await recordReceipt(as('bidder'), receipt)
  }
})
const as = (name: PersonName) => world.ctx(world.people[name])
const job = () => runWhatIf(world.ctx(system))
const period = { fromYear: year, toYear: year }
const ask = (over: Partial<AskWhatIfInput> = {}, name: PersonName = 'officer') =>
  askWhatIf(as(name), { versionId: draft, comparedVersionId: other, ...period, ...over })
async function done(over: Partial<AskWhatIfInput> = {}) {
  const { id } = await ask(over)
  expect(await job()).toBe(id)
  const row = await findWhatIf(as('auditor'), { id })
  expect(row).toMatchObject({ state: 'done', progressPercent: 100, failure: null })
  const result = await findWhatIfResult(as('auditor'), { id })
  if (!row || !result) throw new Error('it is done')
  return { id, row, result }
}

describe('a what-if', () => {
  test('of the draft against the rules of 2023: totals, winners, limits, curves', async () => {
    const { id, result } = await done({ rules: ['transfer'] })
    // 2 % of 3600万元 is held to 50万元; 1 % of what was received, 1000万元, is held to 10万元.
    expect(result.subject).toMatchObject({ totalFen: 50_000_000, beneficiaries: 1, byYear: [{ key: String(year) }] })
    expect(result.compared).toMatchObject({ totalFen: 10_000_000 })
    expect(result.changes).toMatchObject({ winners: 1, losers: 0, gainedFen: 40_000_000, lostFen: 0 })
    expect(result.subject.atLimits).toMatchObject([{ account: 'transfer.cap', name: 'Test university' }])
    expect(result.subject.byMonth).toEqual([{ key: today().slice(0, 7), amountFen: 50_000_000, figures: 1 }])
    const rate = result.sensitivity.find(({ variable }) => variable.path === 'rules.transfer.rate')
    expect(rate?.points.map(({ value, totalFen }) => [value, totalFen])).toContainEqual(['1', 36_000_000])
    expect(rate?.elasticityPermille).toBe(0)
    const cap = result.sensitivity.find(({ variable }) => variable.path === 'rules.transfer.cap.amount')
    expect(cap?.elasticityPermille).toBe(1000)
    // The draft has no threshold; one seller of 3600万元 lies in the bins around the 5000万元 of the rules of 2023.
    expect(result.bunching).toEqual([])
    expect(
      result.comparedBunching.map(({ thresholdFen, counts }) => [thresholdFen, Math.max(...counts)]),
    ).toContainEqual([Number(5000n * wan), 1])
    const page = await listWhatIfChanges(as('auditor'), { id, side: 'winners', search: 'univer', first: 10, offset: 0 })
    expect(page).toMatchObject({
      total: 1,
      items: [{ beforeFen: 10_000_000, afterFen: 50_000_000, decisive: { rule: 'transfer' } }],
    })
    expect(await auditedActions(database.db, id)).toEqual(['what_if.ask', 'what_if.end'])
  })

  test('of an edited copy with a number turned gives what that number gives', async () => {
    const text = packs[0]?.text ?? ''
    const { result } = await done({
      versionId: null,
      source: text.replace("version: '1'", "version: '9'"),
      comparedVersionId: draft,
      rules: ['transfer'],
      variations: [{ path: 'rules.transfer.cap.amount', value: '60000000' }],
    })
    expect(result.subject).toMatchObject({ totalFen: 60_000_000, policy: { version: '9' } })
    expect(result.changes).toMatchObject({ winners: 1 })
  })

  test('over several years gives each entitlement once', async () => {
    const { result } = await done({ rules: ['transfer'], fromYear: year - 2, toYear: year + 1 })
    expect(result.subject.totalFen).toBe(50_000_000)
  })

  test('comes out the same by its id, whatever was recorded since', async () => {
    const { id, row } = await done({ rules: ['transfer', 'registry'] })
    const later = await signedContract(world, contractTerms({ contractAmountFen: 900n * wan }))
    await registeredContract(world, later)
    const replay = await replayWhatIf(as('auditor'), { id })
    expect(isSameResult(row, replay)).toBeNull()
    expect(await job()).toBe(replay.id)
    const again = await findWhatIf(as('auditor'), { id: replay.id })
    expect(again).toMatchObject({ state: 'done', replayOf: id, factsSha256: row.factsSha256 })
    expect(again && isSameResult(row, again)).toBe(true)
    const fresh = await done({ rules: ['transfer', 'registry'] })
    expect(fresh.row.factsSha256).not.toBe(row.factsSha256)
  })

  test('says what was turned, in its title and through the list', async () => {
    const { row } = await done({ rules: ['transfer'], variations: [{ path: 'rules.transfer.rate', value: '1.5' }] })
    expect(row.title).toMatch(/（版本 1），技术转移转化补助 比例 2 % → 1.5 %$/)
    const rows = [row, (await done({ rules: ['transfer'], title: '甲' })).row]
    const turned = [{ ruleTitle: '技术转移转化补助', value: '1.5', variable: { value: '2' } }]
    expect(await listTurnedNumbers(as('cashier'), { rows })).toMatchObject([turned, []])
    await expect(listTurnedNumbers(as('bidder'), { rows })).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  })

  describe('as a file', () => {
    const turned = { rules: ['transfer'], variations: [{ path: 'rules.transfer.rate', value: '1.5' }] }
    const file = (id: string, over: Partial<Parameters<typeof exportWhatIf>[1]> = {}) =>
      exportWhatIf(as('cashier'), { id, table: 'all', format: 'csv', language: 'zh', ...over })
    const text = async (...asked: Parameters<typeof file>) => new TextDecoder().decode((await file(...asked)).bytes)

    test('one table is text that another program reads', async () => {
      const { id } = await done({ rules: ['transfer'] })
      const { creditCode } = (await findOrganisation(database.db, world.organisations.university)) ?? {}
      const changes = await text(id, { table: 'changes' })
      expect(changes.split('\r\n')[0]).toContain('"单位","统一社会信用代码","类型"')
      const rest = '"100000.00","500000.00","400000.00","（十四） 技术转移转化","技术转移转化补助"'
      expect(changes).toContain(`"Test university","${creditCode}","高等院校","未填写",${rest}`)
      expect(await text(id, { table: 'limits', language: 'en' })).toContain('"上限 Cap"')
    })

    test('the whole has no codes in it, and says what was asked', async () => {
      const { id } = await done(turned)
      const all = await text(id)
      expect(all).not.toMatch(/in_force|"enterprise|"university|"transfer|"410100"|"fen"|percent/)
      expect(all.match(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g)).toEqual([id])
      const told = ['版本 1，技术转移转化补助 比例 2 % → 1.5 %', '比例 2 % → 1.5 %', '河南省 郑州市']
      for (const text of told) expect(all).toContain(`"${text}"`)
      expect(await text(id, { language: 'en' })).toContain('"调整的数字 numbers turned"')
    })

    test('the workbook has a sheet for each table after that of the question, and is called by its title', async () => {
      const { id, row } = await done(turned)
      const { bytes, fileName } = await file(id, { format: 'xlsx' })
      expect(fileName).toMatch(/^政策推演-.*比例 2 % → 1.5 %-\d{4}\.xlsx$/)
      expect((await file(id, { table: 'months' })).fileName).toMatch(/-各月资金需求\.csv$/)
      const book = new ExcelJS.Workbook()
      await book.xlsx.load(Buffer.from(bytes) as unknown as ExcelJS.Buffer)
      const [question, totals, changes] = book.worksheets
      expect([question, totals, changes].map(sheet => sheet?.name)).toEqual(['推演问题', '合计', '谁增谁减'])
      const cover = new Map(question?.getRows(1, 30)?.map(one => [one.getCell(1).value, one.getCell(2).value]))
      expect(cover.get('结果指纹（SHA-256）')).toBe(row.resultSha256)
      expect(totals?.getCell('E2').value).toBe(500_000)
      expect(changes?.getCell('G2').value).toBe(400_000)
    })
  })
})

describe('what is refused', () => {
  test('what is asked wrongly, every problem at once', async () => {
    const wrong = ask({ rules: ['none'], parameters: { 'transfer.amount': 'much' }, fromYear: year, toYear: year - 1 })
    await expect(wrong).rejects.toMatchObject({
      problems: [{ path: 'toYear' }, { path: 'rules.0' }, { path: 'parameters.transfer.amount' }],
    })
    await expect(ask({ variations: [{ path: 'rules.transfer.rate', value: '300' }] })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
    await expect(ask({ source: 'x' })).rejects.toMatchObject({ problems: [{ path: 'versionId' }] })
    await expect(ask({ asOf: '2999-01-01' })).rejects.toMatchObject({ problems: [{ path: 'asOf' }] })
  })

  test('others neither ask nor read, and do not learn that it exists', async () => {
    for (const name of ['bidder', 'registrar', 'cashier', 'stray'] as const)
      await expect(ask({}, name)).rejects.toMatchObject({ code: expect.stringMatching(/NOT_ALLOWED|NOT_ACTING/) })
    const { id } = await done({ rules: ['transfer'] })
    expect(await findWhatIf(as('bidder'), { id })).toBeNull()
    await expect(findWhatIfResult(as('bidder'), { id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(listWhatIfs(as('bidder'))).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    expect((await listWhatIfs(as('cashier'))).map(row => row.id)).toContain(id)
    await expect(runWhatIf(as('officer'))).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  })

  test('a result before there is one; the job has nothing to do when nobody waits', async () => {
    expect(await job()).toBeNull()
    const { id } = await ask()
    await expect(listWhatIfChanges(as('officer'), { id, first: 10, offset: 0 })).rejects.toMatchObject({
      code: 'WHAT_IF_NOT_DONE',
    })
    await expect(replayWhatIf(as('officer'), { id })).rejects.toMatchObject({ code: 'WHAT_IF_NOT_DONE' })
    expect(await runWhatIf(world.ctx(system), { isStopped: () => true })).toBeNull()
    expect(await findWhatIf(as('officer'), { id })).toMatchObject({ state: 'queued', attempts: 0 })
    expect(await job()).toBe(id)
  })

  test('by the table too: what was asked and what has ended stay', async () => {
    const { id } = await done({ rules: ['transfer'] })
    const run = (statement: ReturnType<typeof sql>) => database.db.execute(statement)
    await expect(run(sql`update what_if set title = 'other' where id = ${id}`)).rejects.toMatchObject({
      cause: { constraint_name: 'what_if_ended' },
    })
    await expect(run(sql`delete from what_if where id = ${id}`)).rejects.toMatchObject({
      cause: { constraint_name: 'what_if_kept' },
    })
    const { id: waiting } = await ask()
    await expect(run(sql`update what_if set known_at = now() where id = ${waiting}`)).rejects.toMatchObject({
      cause: { constraint_name: 'what_if_fixed' },
    })
    await expect(
      run(
        sql`update what_if set state = 'failed', failure = 'x', finished_at = now(), heartbeat_at = now() where id = ${waiting}`,
      ),
    ).rejects.toMatchObject({ cause: { constraint_name: 'what_if_taken_first' } })
    expect(await job()).toBe(waiting)
  })

  test('one whose worker died is taken again, and given up after three', async () => {
    const { id } = await ask()
    const die = sql`update what_if set state = 'running', attempts = attempts + 1, heartbeat_at = clock_timestamp() - interval '2 minutes' where id = ${id}`
    await database.db.execute(die)
    await database.db.execute(die)
    await database.db.execute(die)
    expect(await job()).toBe(id)
    expect(await findWhatIf(as('officer'), { id })).toMatchObject({
      state: 'failed',
      failure: expect.stringContaining('given up'),
    })
  })
})

describe('my entitlements', () => {
  test('are what the register gives the one who asks, and nothing of others', async () => {
    const { items } = await listMyEntitlements(as('bidder'), { year })
    const transfer = items.find(({ rule }) => rule === 'transfer')
    expect(transfer).toMatchObject({ isDraft: true, entitledFen: 50_000_000n, undeterminedFen: 0n, paidFen: 0n })
    const rules2023 = items.find(({ policyId }) => policyId === 'zhengzhou-2023-rules')
    expect(rules2023).toMatchObject({ isDraft: false, entitledFen: 10_000_000n, undeterminedFen: 10_000_000n })
    const reasonless = items.filter(({ entitledFen, unmet }) => (entitledFen === 0n) !== unmet.length > 0)
    expect(reasonless).toEqual([])
    const ids = new Set(items.map(({ key }) => key))
    expect(ids.has(world.organisations.registry)).toBe(false)
    const registry = await listMyEntitlements(as('registrar'), { year: year - 1 })
    expect(registry.items.map(({ rule }) => rule)).toContain('registry')
    expect(
      JSON.stringify(registry.items, (_key, value) => (typeof value === 'bigint' ? String(value) : value)),
    ).not.toContain(world.organisations.university)
  })

  test('promise no amount where a key leaves open who gets it: others of the same key may be refused it', async () => {
    const text = packText('to-buyer').replace('beneficiary: contract.sellerId', 'beneficiary: contract.buyerId')
    await loadPolicyVersions(world.ctx(system), {
      packs: [
        { name: 'to-buyer', text },
        {
          name: 'per-buyer',
          text: text
            .replace('id: to-buyer', 'id: per-buyer')
            .replace('per: contract.sellerId', 'per: contract.buyerId'),
        },
      ],
    })
    const { items } = await listMyEntitlements(as('poster'), { year: year - 1 })
    const told = items.filter(({ policyId }) => policyId.endsWith('buyer'))
    expect(
      told.map(({ policyId, entitledFen, undeterminedFen }) => ({ policyId, entitledFen, undeterminedFen })),
    ).toEqual([
      { policyId: 'per-buyer', entitledFen: 10_000_000n, undeterminedFen: 10_000_000n },
      { policyId: 'to-buyer', entitledFen: null, undeterminedFen: 0n },
    ])
  })

  test('are for those who can be beneficiaries', async () => {
    expect((await listMyEntitlements(as('rival'), { year })).items).toEqual([])
    await expect(listMyEntitlements(as('officer'), {})).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await expect(listMyEntitlements(as('stray'), {})).rejects.toMatchObject({ code: 'NOT_ACTING' })
  })
})
