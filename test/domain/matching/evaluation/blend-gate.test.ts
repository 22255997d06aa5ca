import { describe, expect, it } from 'vitest'
import { blendGate, type HeldOutComparison, judgeBlend } from '#domain/matching/evaluation/blend-gate.ts'
import { bootstrapMean } from '#domain/matching/evaluation/paired-bootstrap.ts'
import { isInSplit } from '#domain/matching/evaluation/split.ts'

const enough = blendGate.judgedDemands
const measured = (n: number, gain: (i: number) => number): HeldOutComparison => ({
  demands: n,
  gain: bootstrapMean(Array.from({ length: n }, (_, i) => gain(i))),
})
const good = (i: number) => 0.05 + (i % 2 === 0 ? 0.02 : -0.02)

describe('a learned ranking stays off', () => {
  it('until enough demands are judged, however good it looks', () => {
    const verdict = judgeBlend(enough - 1, measured(200, good))
    expect(verdict).toEqual({ mayBeOn: false, why: 'too_few_judged', judgedDemands: enough - 1, needed: 300 })
  })

  it('until it was measured on demands it has not seen', () => {
    const none = { mayBeOn: false, why: 'not_measured', heldOutDemands: 0, needed: 50 }
    expect(judgeBlend(enough, { demands: 0, gain: null })).toEqual(none)
    const nearly = measured(blendGate.heldOutDemands - 1, good)
    expect(judgeBlend(enough, nearly)).toMatchObject({ mayBeOn: false, why: 'not_measured' })
    expect(judgeBlend(enough, { demands: 60, gain: null })).toMatchObject({ mayBeOn: false, why: 'not_measured' })
  })

  it.each([
    ['could be chance', (i: number) => (i % 2 === 0 ? 0.3 : -0.28)],
    ['is none', () => 0],
    ['is a loss', () => -0.1],
  ])('while its gain %s', (_, gain) => {
    expect(judgeBlend(enough, measured(100, gain))).toMatchObject({ mayBeOn: false, why: 'no_gain' })
  })
})

describe('a learned ranking may be switched on', () => {
  it('when the gain is sure', () => {
    const verdict = judgeBlend(enough, measured(blendGate.heldOutDemands, good))
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
