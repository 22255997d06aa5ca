import { describe, expect, it } from 'vitest'
import { blendGate, type HeldOutPair, judgeBlend } from '#domain/matching/evaluation/blend-gate.ts'
import { isInSplit } from '#domain/matching/evaluation/split.ts'

const enough = blendGate.judgedDemands
const pairs = (n: number, gain: (i: number) => number): HeldOutPair[] =>
  Array.from({ length: n }, (_, i) => ({ base: 0.5, blend: 0.5 + gain(i) }))

describe('a learned blend stays off', () => {
  it('until enough demands are judged, however good it looks', () => {
    const verdict = judgeBlend(
      enough - 1,
      pairs(200, () => 0.2),
    )
    expect(verdict).toEqual({ mayBeOn: false, why: 'too_few_judged', judgedDemands: enough - 1, needed: 300 })
  })

  it('until it was measured on demands it has not seen', () => {
    expect(judgeBlend(enough, [])).toMatchObject({ mayBeOn: false, why: 'not_measured', heldOutDemands: 0 })
    const nearly = pairs(blendGate.heldOutDemands - 1, () => 0.2)
    expect(judgeBlend(enough, nearly)).toMatchObject({ mayBeOn: false, why: 'not_measured' })
  })

  it('while its gain could be chance', () => {
    const noisy = pairs(100, i => (i % 2 === 0 ? 0.3 : -0.28))
    expect(judgeBlend(enough, noisy)).toMatchObject({ mayBeOn: false, why: 'no_gain' })
    expect(
      judgeBlend(
        enough,
        pairs(100, () => 0),
      ),
    ).toMatchObject({ mayBeOn: false, why: 'no_gain', gain: 0 })
    expect(
      judgeBlend(
        enough,
        pairs(100, () => -0.1),
      ),
    ).toMatchObject({ mayBeOn: false, why: 'no_gain' })
  })
})

describe('a learned blend may be switched on', () => {
  it('when the gain is sure', () => {
    const verdict = judgeBlend(
      enough,
      pairs(100, i => 0.05 + (i % 2 === 0 ? 0.02 : -0.02)),
    )
    expect(verdict).toMatchObject({ mayBeOn: true })
    expect(verdict.mayBeOn && verdict.gainAtLeast).toBeGreaterThan(0.04)
  })
})

describe('the split', () => {
  const ids = Array.from({ length: 2000 }, (_, i) => `01997f00-0000-7000-8000-${i.toString(16).padStart(12, '0')}`)

  it('puts each demand on one side, by its id alone, whatever its case', () => {
    for (const id of ids.slice(0, 50)) {
      expect(isInSplit(id, 'all')).toBe(true)
      expect(isInSplit(id, 'held_out')).not.toBe(isInSplit(id, 'train'))
      expect(isInSplit(id.toUpperCase(), 'held_out')).toBe(isInSplit(id, 'held_out'))
    }
  })

  it('holds out about one in five of ids that follow one another', () => {
    const share = ids.filter(id => isInSplit(id, 'held_out')).length / ids.length
    expect(share).toBeGreaterThan(0.16)
    expect(share).toBeLessThan(0.24)
  })
})
