/** Gapless numbers are about what concurrent transactions see: PostgreSQL only. */
import { beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '#db/client.ts'
import { examinedRegistration, signedContract } from '#test/support/contracts.ts'
import { isRealPostgres, useDatabase } from '#test/support/database.ts'
import { createWorld, type World } from '#test/support/world.ts'
import { registerContract } from '#usecases/registration/register-contract.ts'
import { submitRegistration } from '#usecases/registration/submit-registration.ts'

const registrars = 32
const connections = 4

describe.skipIf(!isRealPostgres)('registration numbers under concurrency (PostgreSQL only)', () => {
  const database = useDatabase()
  let world: World
  beforeAll(async () => {
    world = await createWorld(database.db)
  })

  test(`${registrars} at once, a quarter of them failing: no gap, no repetition`, async () => {
    const ids: string[] = []
    for (let i = 0; i < registrars; i++)
      ids.push((await examinedRegistration(world, await signedContract(world, { title: `合同 ${i}` }))).id)
    const pools = await Promise.all(
      Array.from({ length: connections }, () => openDatabase({ url: database.url ?? '' })),
    )
    const attempts = ids.map((id, i) => {
      const isFailing = i % 4 === 3
      const ctx = world.ctx(world.people.registrar, {
        ...(isFailing && {
          randomCode: () => {
            throw new Error('rolled back after the number was taken')
          },
        }),
      })
      const { db } = pools[i % connections] ?? database.opened
      return registerContract({ ...ctx, db }, { id })
    })
    const results = await Promise.allSettled(attempts)
    await Promise.all(pools.map(pool => pool.close()))
    const numbers = results.flatMap(result => (result.status === 'fulfilled' ? [result.value.number ?? ''] : []))
    const sequence = numbers.map(number => Number(number.slice(-6))).toSorted((a, b) => a - b)
    expect(sequence).toEqual(Array.from({ length: registrars * 0.75 }, (_, i) => i + 1))
  })

  test('the same registration registered by two at once gets one number', async () => {
    const { id } = await examinedRegistration(world, await signedContract(world))
    const attempts = [world.people.registrar, world.people.secondRegistrar].map(person =>
      registerContract(world.ctx(person), { id }),
    )
    const results = await Promise.allSettled(attempts)
    expect(results.map(result => result.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const refused = results.find(result => result.status === 'rejected')
    expect(refused?.reason).toMatchObject({ code: 'WRONG_STATE' })
  })

  test('a contract handed in by ten at once is under registration once', async () => {
    const contract = await signedContract(world)
    const input = { contractId: contract.id, registryId: world.organisations.registry, note: '' }
    const attempts = Array.from({ length: 10 }, () => submitRegistration(world.ctx(world.people.bidder), input))
    const results = await Promise.allSettled(attempts)
    expect(results.filter(result => result.status === 'fulfilled')).toHaveLength(1)
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'WRONG_STATE' })
  })
})
