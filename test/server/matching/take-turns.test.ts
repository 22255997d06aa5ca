import { describe, expect, it } from 'vitest'
import { takeTurns } from '#server/matching/take-turns.ts'

/** Work whose runs end when they are told to. */
function slowWork() {
  const ends: { ok(): void; fail(): void }[] = []
  const turns = takeTurns(
    () =>
      new Promise<void>((resolve, reject) => {
        ends.push({ ok: resolve, fail: () => reject(new Error('failed')) })
      }),
  )
  return { turns, ends }
}
const soon = () => new Promise(resolve => setImmediate(resolve))

describe('turns', () => {
  it('let one run at a time; all that come meanwhile share the next', async () => {
    const { turns, ends } = slowWork()
    const [first, second, third] = [turns.run(), turns.run(), turns.run()]
    await soon()
    expect(ends).toHaveLength(1)
    ends[0]?.ok()
    await first
    await soon()
    expect(ends).toHaveLength(2)
    ends[1]?.ok()
    await Promise.all([second, third])
    await soon()
    expect(ends).toHaveLength(2)
  })

  it('go on after a run that failed, whose failure is told to who asked for it', async () => {
    const { turns, ends } = slowWork()
    const [first, second] = [turns.run(), turns.run()]
    await soon()
    ends[0]?.fail()
    await expect(first).rejects.toThrow('failed')
    await soon()
    ends[1]?.ok()
    await expect(second).resolves.toBeUndefined()
  })

  it('are settled when nothing runs, also after a failure', async () => {
    const { turns, ends } = slowWork()
    await turns.settled()
    const run = turns.run()
    let isSettled = false
    const settled = turns.settled().then(() => {
      isSettled = true
    })
    await soon()
    expect(isSettled).toBe(false)
    ends[0]?.fail()
    await expect(run).rejects.toThrow('failed')
    await settled
  })
})
