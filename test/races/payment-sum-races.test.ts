/** The cap on the sum of payments is about concurrent transactions: PostgreSQL only. */

import { v7 as uuidv7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '#db/client.ts'
import { moneyFact } from '#db/schema/contract.ts'
import { pay, signedContract, slip, stepsOf, today } from '#test/support/contracts.ts'
import { isRealPostgres, useDatabase } from '#test/support/database.ts'
import { createWorld, type World } from '#test/support/world.ts'
import { listContractDetails } from '#usecases/contract/list-contract-details.ts'
import { recordPayment } from '#usecases/payment/record-payment.ts'

const payers = 32
const connections = 4

describe.skipIf(!isRealPostgres)('the sum of payments under concurrency (PostgreSQL only)', () => {
  const database = useDatabase()
  let world: World
  beforeAll(async () => {
    world = await createWorld(database.db)
  })

  async function sumOf(id: string): Promise<bigint | undefined> {
    const [details] = await listContractDetails(world.ctx(world.people.poster), { ids: [id] })
    return details?.sumsFen.payment
  }

  test(`${payers} payments of a tenth at once: ten are taken, the others told the rest`, async () => {
    const { id } = await signedContract(world, { contractAmountFen: 100n })
    const pools = await Promise.all(
      Array.from({ length: connections }, () => openDatabase({ url: database.url ?? '' })),
    )
    const input = { contractId: id, amountFen: 10n, occurredOn: today() }
    const attempts = Array.from({ length: payers }, (_, i) => {
      const { db } = pools[i % connections] ?? database.opened
      return recordPayment({ ...world.ctx(world.people.poster), db }, { ...input, evidence: slip() })
    })
    const results = await Promise.allSettled(attempts)
    await Promise.all(pools.map(pool => pool.close()))
    expect(results.filter(result => result.status === 'fulfilled')).toHaveLength(10)
    for (const result of results)
      if (result.status === 'rejected')
        expect(result.reason).toMatchObject({ code: 'MONEY_EXCEEDS_CONTRACT', restFen: 0n })
    expect(await sumOf(id)).toBe(100n)
    expect((await stepsOf(database.db, id)).filter(event => event === 'perform')).toHaveLength(1)
  })

  test('past the use case, the trigger holds the sum for rows inserted at once', async () => {
    const { id } = await signedContract(world, { contractAmountFen: 100n })
    const { evidence, id: first, ...row } = await pay(world, id, 10n)
    const insert = () => database.db.insert(moneyFact).values({ ...row, id: uuidv7(), amountFen: 30n })
    const results = await Promise.allSettled(Array.from({ length: 8 }, insert))
    expect(results.filter(result => result.status === 'fulfilled')).toHaveLength(3)
    expect(await sumOf(id)).toBe(100n)
  })
})
