import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createIdTable, findId, idBytes, moveId, putId, takeId } from '#domain/matching/index/id-table.ts'
import { anId } from '../support.ts'

const slots = 8
const perSlot = 1000

/** Ids lie where the table is told they lie: the n-th in each slot at place n. */
function world() {
  const bytes = new Uint8Array(perSlot * 16)
  for (let n = 0; n < perSlot; n++) bytes.set(idBytes(anId(n)), n * 16)
  return { bytes, table: createIdTable(() => bytes) }
}

const where = (slot: number, n: number) => slot * 65_536 + n
const step = fc.record({
  what: fc.constantFrom('put', 'move', 'take'),
  n: fc.integer({ min: 0, max: perSlot - 1 }),
  count: fc.integer({ min: 1, max: 300 }),
  slot: fc.integer({ min: 0, max: slots - 1 }),
})

describe('id table', () => {
  it('law: knows what a map knows, through any puts, moves and removals', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), steps => {
        const { bytes, table } = world()
        const map = new Map<number, number>()
        for (const { what, n: first, count, slot } of steps)
          for (let n = first; n < Math.min(perSlot, first + count); n++) {
            const known = map.get(n)
            if (what === 'take') {
              expect(takeId(table, idBytes(anId(n)))).toBe(known ?? -1)
              map.delete(n)
            } else if (known === undefined) {
              if (what === 'move') moveId(table, bytes, n, where(slot, n))
              else map.set(n, where(slot, n)) && putId(table, bytes, n, where(slot, n))
            } else {
              moveId(table, bytes, n, where(slot, n))
              map.set(n, where(slot, n))
            }
          }
        expect(table.living).toBe(map.size)
        for (let n = 0; n < perSlot; n++) expect(findId(table, bytes, n)).toBe(map.get(n) ?? -1)
      }),
      { numRuns: 20 },
    )
  })

  it('stays small when ids come and go, and still ends its searches', () => {
    const { bytes, table } = world()
    for (let round = 0; round < 50; round++)
      for (let n = 0; n < 400; n++) {
        putId(table, bytes, n, where(round % slots, n))
        takeId(table, idBytes(anId(n)))
      }
    expect(table.living).toBe(0)
    expect(table.table.length).toBe(2048)
    expect(findId(table, idBytes(anId(999)))).toBe(-1)
  })

  it('has room for the last place of a segment', () => {
    const bytes = new Uint8Array(65_536 * 16)
    const table = createIdTable(() => bytes)
    bytes.set(idBytes(anId(5)), 65_535 * 16)
    putId(table, bytes, 65_535, where(3, 65_535))
    expect(findId(table, idBytes(anId(5)))).toBe(where(3, 65_535))
  })
})
