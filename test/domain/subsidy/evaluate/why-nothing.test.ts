import { describe, expect, it } from 'vitest'
import type { TraceInput, TraceStep } from '#domain/subsidy/evaluate/trace.ts'
import { whyNothing } from '#domain/subsidy/evaluate/why-nothing.ts'

const input = (used: boolean, why: string): TraceInput => ({
  measure: 'base',
  record: why,
  kind: 'contract',
  date: '2025-01-01',
  amountFen: 1n,
  used,
  why,
})
const step = (label: TraceStep['label'], expression: string, valueFen = 0n, parts?: TraceStep[]): TraceStep => ({
  label,
  expression,
  valueFen,
  ...(parts && { parts }),
})

describe('why a figure is nothing', () => {
  it('says nothing of a figure that gives something', () => {
    expect(whyNothing({ resultFen: 1n, steps: [step('requires', '不在郑州')], inputs: [] })).toEqual([])
  })
  it('names every test that fails, and none that holds or was not asked', () => {
    const steps = [
      step('requires', '转让方不在郑州: the seller is not located in Zhengzhou'),
      step('requires', '100.00 元 at least 50.00 元: holds'),
      step('requires', 'not asked'),
      step('requires', '4.00 元 at least 5.00 元: 不足五元'),
    ]
    expect(whyNothing({ resultFen: 0n, steps, inputs: [] })).toEqual([
      steps[0]?.expression,
      '4.00 元 at least 5.00 元: 不足五元',
    ])
  })
  it('names once each reason why no record counts', () => {
    const inputs = [input(false, '合同未登记'), input(false, '合同未登记'), input(false, '合同已注销')]
    const steps = [step('gross', 'sum of 0 record(s)'), step('requires', 'no record counts')]
    expect(whyNothing({ resultFen: 0n, steps, inputs })).toEqual(['合同未登记', '合同已注销'])
    expect(whyNothing({ resultFen: 0n, steps, inputs: [] })).toEqual(['no record counts'])
  })
  it('names the innermost step that first came to nothing', () => {
    const bracket = step('tiers', '4,000,000.00 元 is in no bracket')
    const steps = [
      step('gross', 'sum of 1 record(s)', 400n),
      step('deducted', 'sum of 0 record(s) that fell away'),
      step('least_of', 'the least of 0.00 元, 5.00 元', 0n, [bracket]),
      step('result', '0.00 元'),
    ]
    expect(whyNothing({ resultFen: 0n, steps, inputs: [input(false, '晚')] })).toEqual([bracket.expression])
  })
})
