import { describe, expect, it } from 'vitest'
import type { Trace } from '#web/features/subsidy/determination-documents.ts'
import { waterfallOf } from '#web/features/subsidy/waterfall.ts'

type Label = Trace['steps'][number]['label']
const steps = (...lines: [label: Label, depth: number, valueFen: number][]): Trace['steps'] =>
  lines.map(([label, depth, valueFen]) => ({ label, name: null, depth, expression: '', valueFen, number: null }))
const drawn = (given: Trace['steps']) => waterfallOf(given).map(({ label, fromFen, toFen }) => [label, fromFen, toFen])

describe('the bars of a figure', () => {
  it('a rate: what came in, what lies outside the rate, what the cap takes', () => {
    const given = steps(
      ['GROSS', 0, 1100],
      ['DEDUCTED', 0, 100],
      ['BASE', 0, 1000],
      ['RATE', 0, 300],
      ['CAP', 0, 200],
      ['RESULT', 0, 200],
    )
    expect(drawn(given)).toEqual([
      ['GROSS', 0, 1100],
      ['DEDUCTED', 1100, 1000],
      ['BASE', 0, 1000],
      ['BY_RATE', 1000, 300],
      ['RATE', 0, 300],
      ['BY_CAP', 300, 200],
      ['RESULT', 0, 200],
    ])
  })

  it('a growth: what was the year before falls away first, then what lies outside the rate', () => {
    const given = steps(
      ['GROSS', 0, 300],
      ['DEDUCTED', 0, 0],
      ['BASE', 0, 300],
      ['MEASURE', 0, 200],
      ['RATE', 0, 10],
      ['MINUS', 1, 100],
      ['MEASURE', 2, 300],
      ['MEASURE', 2, 200],
      ['RESULT', 0, 10],
    )
    expect(drawn(given)).toEqual([
      ['MEASURE', 0, 300],
      ['BY_MINUS', 300, 100],
      ['MINUS', 0, 100],
      ['BY_RATE', 100, 10],
      ['RATE', 0, 10],
      ['RESULT', 0, 10],
    ])
  })

  it('a bracket: the amount it is a part of, what lies outside its rate, what its limit takes', () => {
    const whole = (capFen: number) =>
      steps(
        ['MEASURE', 0, 3240],
        ['TIERS', 0, capFen],
        ['MEASURE', 1, 3240],
        ['LEAST_OF', 1, 1000],
        ['MEASURE', 2, 1000],
        ['BRACKET', 1, 10],
        ['CAP', 1, capFen],
        ['RESULT', 0, capFen],
      )
    expect(drawn(whole(10))).toEqual([
      ['LEAST_OF', 0, 1000],
      ['BY_RATE', 1000, 10],
      ['TIERS', 0, 10],
      ['RESULT', 0, 10],
    ])
    expect(drawn(whole(8))).toEqual([
      ['LEAST_OF', 0, 1000],
      ['BY_RATE', 1000, 10],
      ['BRACKET', 0, 10],
      ['BY_CAP', 10, 8],
      ['TIERS', 0, 8],
      ['RESULT', 0, 8],
    ])
  })

  it('slices: all of the amount, then what the slices come to', () => {
    const given = steps(
      ['TIERS', 0, 15],
      ['MEASURE', 1, 1000],
      ['BRACKET', 1, 10],
      ['BRACKET', 1, 5],
      ['RESULT', 0, 15],
    )
    expect(drawn(given)).toEqual([
      ['MEASURE', 0, 1000],
      ['BY_RATE', 1000, 15],
      ['TIERS', 0, 15],
      ['RESULT', 0, 15],
    ])
  })

  it('an amount that stands in the bracket is a part of nothing', () => {
    const given = steps(['TIERS', 0, 30], ['MEASURE', 1, 20], ['BRACKET', 1, 30], ['RESULT', 0, 30])
    expect(drawn(given)).toEqual([
      ['TIERS', 0, 30],
      ['RESULT', 0, 30],
    ])
  })
})
