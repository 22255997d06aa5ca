/** What is gathered for one party gives it the figures that the whole register gives it, on the demonstration city. */
import { readdirSync, readFileSync } from 'node:fs'
import { v7 as uuidv7 } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import { demoId, loadDemo } from '#db/seed/demo.ts'
import { dayInChina } from '#domain/calendar.ts'
import { evaluatePolicy } from '#domain/subsidy/evaluate/evaluate-policy.ts'
import type { Facts } from '#domain/subsidy/facts/facts.ts'
import { parsePolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'
import { factsOf } from '#domain/subsidy/what-if/facts-of-party.ts'
import { useDatabase } from '#test/support/database.ts'
import { gatherRegister } from '#usecases/subsidy/register/gather-register.ts'

const folder = new URL('../../../../policies/', import.meta.url)
const packs = readdirSync(folder)
  .filter(name => name.endsWith('.yaml'))
  .map(name => parsePolicyPack(readFileSync(new URL(name, folder), 'utf8')))
const now = new Date('2026-11-18T02:00:00Z')
const ask = { year: 2026, asOf: dayInChina(now), knownAt: null }
/** A university, firms in and outside the city that sell and buy, a buyer only, the registry, an agency with a recognition. */
const parties = ['sensor-uni-1', 'bio-ent-1', 'equip-ent-1', 'reg-02', 'buy-6', 'registry', 'broker']

const database = useDatabase()
beforeAll(async () => {
  await database.db.transaction(tx => loadDemo(tx, { passwordHash: 'none', newId: uuidv7, now }))
})

/** Organisations apart, tables without their order. */
const comparable = ({ organisations, ...facts }: Facts) =>
  Object.fromEntries(
    Object.entries(facts).map(([table, rows]) => [table, Array.isArray(rows) ? rows.toSorted(byId) : rows]),
  )
const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)

describe.each(packs.map(pack => [pack.id, pack] as const))('%s', (_, pack) => {
  let whole: Facts
  beforeAll(async () => {
    whole = await gatherRegister(database.db, { ...ask, pack })
  })

  it.each(parties)('%s', async key => {
    const partyId = demoId(key)
    const own = await gatherRegister(database.db, { ...ask, pack, partyId })
    const [fromOwn, fromWhole] = [factsOf(partyId, own), factsOf(partyId, whole)]
    expect(comparable(fromOwn)).toEqual(comparable(fromWhole))
    expect(own.organisations.length).toBeLessThan(whole.organisations.length)
    expect(whole.organisations).toEqual(expect.arrayContaining([...own.organisations]))
    const figures = (facts: Facts) => evaluatePolicy(pack, facts).filter(({ beneficiary }) => beneficiary === partyId)
    expect(figures(fromOwn)).toEqual(figures(fromWhole))
  })
})

it('no contract of others is read', async () => {
  const [pack] = packs
  if (!pack) throw new Error('there are packs')
  const partyId = demoId('reg-02')
  const { contracts, receipts } = await gatherRegister(database.db, { ...ask, pack, partyId })
  expect(contracts.length).toBeGreaterThan(0)
  expect(contracts.every(({ buyerId, sellerId }) => buyerId === partyId || sellerId === partyId)).toBe(true)
  const known = new Set(contracts.map(({ id }) => id))
  expect(receipts.every(({ contractId }) => known.has(contractId))).toBe(true)
})
