/** The demonstration city: its register keeps the rules of a real one, and gives the policies something to compute. */
import { readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import { verifyAudit } from '#db/queries/audit.ts'
import { demoId, loadDemo } from '#db/seed/demo.ts'
import { type PlannedContract, planRegister, readRegisterData } from '#db/seed/demo-register.ts'
import { addDays, dayInChina } from '#domain/calendar.ts'
import { checkContractTerms } from '#domain/contract/check-contract.ts'
import { checkMoneyFact } from '#domain/contract/check-money-fact.ts'
import { evaluatePolicy } from '#domain/subsidy/evaluate/evaluate-policy.ts'
import type { Determination } from '#domain/subsidy/evaluate/trace.ts'
import { parsePolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'
import { gatherRegister } from '#usecases/subsidy/register/gather-register.ts'
import { useDatabase } from '../support/database.ts'

const data = readRegisterData()
const now = new Date('2026-11-18T02:00:00Z')
const today = dayInChina(now)
const sum = (amounts: readonly bigint[]) => amounts.reduce((total, fen) => total + fen, 0n)
const turnoverIn = (planned: readonly PlannedContract[], sellerKey: string, year: string) =>
  sum(
    planned
      .filter(one => one.sellerKey === sellerKey && one.registeredOn?.startsWith(year))
      .map(({ contractAmountFen }) => contractAmountFen),
  )

describe('the plan of the register', () => {
  const planned = planRegister(data, today)

  it('is the same whenever it is made, and a later day only adds to it', () => {
    expect(planRegister(data, today)).toEqual(planned)
    const later = planRegister(data, addDays(today, 30))
    const registered = planned.filter(({ registeredOn }) => registeredOn !== null)
    expect(later.slice(0, registered.length).map(({ title }) => title)).toEqual(registered.map(({ title }) => title))
    expect(later.length).toBeGreaterThan(planned.length)
  })

  it('has contracts and money that the verbs of the service would take', () => {
    for (const { signedOn, money, ...terms } of planned) {
      expect(checkContractTerms(terms)).toEqual([])
      for (const fact of money) expect(checkMoneyFact(fact, { signedOn, today })).toEqual([])
      for (const kind of ['receipt', 'payment', 'invoice'])
        expect(sum(money.filter(fact => fact.kind === kind).map(({ amountFen }) => amountFen))).toBeLessThanOrEqual(
          terms.contractAmountFen,
        )
    }
  })

  it('goes through its days in their order', () => {
    for (const { signedOn, submittedOn, acceptedOn, registeredOn, deregisteredOn } of planned) {
      const days = [signedOn, submittedOn, acceptedOn, registeredOn, deregisteredOn].filter(day => day !== null)
      expect(days).toEqual(days.toSorted())
      expect(days.at(-1)).toSatisfy((last: string) => last <= today)
    }
  })

  it.each(Object.entries(data.turnoverWanYuan))('%s turns over last year what the data say', (key, [, wanYuan]) => {
    expect(turnoverIn(planned, key, '2025')).toBe(BigInt(wanYuan) * 1_000_000n)
  })

  it('has only the waiting ones left at the turn of a year', () => {
    const young = planRegister(data, '2026-01-02')
    expect(young.filter(({ registeredOn }) => registeredOn?.startsWith('2026'))).toEqual([])
    expect(young.filter(({ registeredOn }) => registeredOn?.startsWith('2025')).length).toBeGreaterThan(100)
  })
})

describe('the city in the database', () => {
  const database = useDatabase()
  const count = async (from: string) =>
    Number((await database.db.execute(sql.raw(`select count(*) as n from ${from}`)))[0]?.n)
  const determine = async (name: string, year: number): Promise<Determination[]> => {
    const pack = parsePolicyPack(readFileSync(new URL(`../../policies/${name}.yaml`, import.meta.url), 'utf8'))
    return evaluatePolicy(pack, await gatherRegister(database.db, { pack, year, asOf: today, knownAt: null }))
  }

  beforeAll(async () => {
    await database.db.transaction(tx => loadDemo(tx, { passwordHash: 'none', newId: uuidv7, now }))
  })

  it('is entered whole, and the audit chain holds', async () => {
    expect(await count('contract')).toBe(planRegister(data, today).length)
    expect(await count(`registration where state = 'accepted'`)).toBeGreaterThan(0)
    expect(await count(`registration where state = 'deregistered'`)).toBeGreaterThan(0)
    expect(await verifyAudit(database.db)).toMatchObject({ broken: null })
  })

  it('every state has its history', async () => {
    for (const kind of ['contract', 'registration'])
      expect(
        await count(`${kind} r where r.state <> 'draft' and not exists (select 1 from lifecycle_event e
          where e.subject_kind = '${kind}' and e.subject_id = r.id and e.to_state = r.state)`),
      ).toBe(0)
  })

  it('no two units are reached by one phone number, which a red flag would say of each contract between them', async () => {
    const listings = ['demand', 'achievement', 'expert']
      .map(table => `select organisation_id, contact->>'phone' as phone from ${table}`)
      .join(' union all ')
    const shared = `(select phone from (${listings}) l where phone <> '' group by phone having count(distinct organisation_id) > 1) s`
    expect(await count(shared)).toBe(0)
  })

  it('numbers have no gaps and follow the days', async () => {
    expect(
      await count(`(select number, registered_on, lag(registered_on) over w as day_before, row_number() over w as place
        from registration where number is not null window w as (partition by left(number, 10) order by number)) n
        where place <> right(number, 6)::int or registered_on < day_before`),
    ).toBe(0)
  })

  it('a large contract was registered by a second person', async () => {
    const large = `registration where number is not null and recognised_amount_fen >= 500000000`
    expect(await count(large)).toBeGreaterThan(20)
    expect(await count(`${large} and examined_by = registered_by`)).toBe(0)
  })

  it('every money fact has a document of its own', async () => {
    expect(await count('money_fact')).toBeGreaterThan(400)
    expect(await count('(select 1 from evidence_file group by sha256 having count(*) > 1) same')).toBe(0)
  })

  it('郑州 2023 pays in each of its brackets, and more units stand just over 500万元 than chance would put there', async () => {
    const found = await determine('zhengzhou-2023-rules', 2026)
    const ceilings = found.map(({ ceilingFen }) => ceilingFen)
    for (const capWanYuan of [10n, 20n, 30n, 50n]) expect(ceilings).toContain(capWanYuan * 1_000_000n)
    const turnovers = found.map(
      ({ trace }) => trace.steps.find(({ label, name }) => label === 'measure' && name === 'turnover')?.valueFen ?? 0n,
    )
    const within = (from: bigint, below: bigint) =>
      turnovers.filter(fen => fen >= from * 1_000_000n && fen < below * 1_000_000n).length
    expect(within(500n, 525n)).toBeGreaterThanOrEqual(6)
    expect(within(475n, 500n)).toBeLessThanOrEqual(1)
  })

  it.each([
    ['luoyang-2024', ['seller', 'buyer']],
    ['zhengzhou-2022-draft', ['transfer', 'registry', 'pilot-base', 'transfer-agency', 'new-rd-institution']],
  ])('%s gives something by each of these rules', async (name, rules) => {
    const paying = new Set((await determine(name, 2026)).filter(one => one.ceilingFen > 0n).map(({ rule }) => rule))
    expect([...paying]).toEqual(expect.arrayContaining(rules))
  })

  it('a unit of the story sells nothing in it, so that its own figure can be followed', async () => {
    expect(await count(`contract where seller_id = '${demoId('sensor-ent-2')}'`)).toBe(0)
  })
})
