import { describe, expect, it } from 'vitest'
import { createFairTurns, requestsAtOnce } from '#server/http/fair-turns.ts'

const soon = () => new Promise(resolve => setImmediate(resolve))

describe('turns of an address', () => {
  it('are so many at a time, in the order of asking; other addresses do not wait', async () => {
    const inTurn = createFairTurns()
    const begun: string[] = []
    const ends: (() => void)[] = []
    const ask = (address: string, name: string) =>
      inTurn(address, () => {
        begun.push(name)
        return new Promise<string>(resolve => ends.push(() => resolve(name)))
      })
    const asked = Array.from({ length: requestsAtOnce + 3 }, (_, n) => ask('192.0.2.1', `a${n}`))
    const other = ask('192.0.2.2', 'b')
    await soon()
    const first = Array.from({ length: requestsAtOnce }, (_, n) => `a${n}`)
    expect(begun.toSorted()).toEqual([...first, 'b'].toSorted())
    ends[0]?.()
    expect(await asked[0]).toBe('a0')
    await soon()
    expect(begun.at(-1)).toBe(`a${requestsAtOnce}`)
    while (ends.length > 0) {
      for (const end of ends.splice(0)) end()
      await soon()
    }
    expect(await Promise.all(asked)).toHaveLength(requestsAtOnce + 3)
    expect(await other).toBe('b')
  })

  it('go on after work that failed', async () => {
    const inTurn = createFairTurns()
    const failing = Array.from({ length: requestsAtOnce * 2 }, () =>
      inTurn('192.0.2.1', () => Promise.reject(new Error('failed'))),
    )
    for (const { status } of await Promise.allSettled(failing)) expect(status).toBe('rejected')
    expect(await inTurn('192.0.2.1', async () => 'done')).toBe('done')
  })
})
