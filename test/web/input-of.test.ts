import { describe, expect, it } from 'vitest'
import { inputOf } from '../../web/api/input-of.ts'

describe('an input', () => {
  it('holds no name of a type, however deep', () => {
    const saved = {
      __typename: 'Demand',
      title: '甲',
      contact: { __typename: 'Contact', name: '乙' },
      indicators: [{ __typename: 'Indicator', name: '丙', unit: null }],
    }
    expect(inputOf(saved)).toEqual({ title: '甲', contact: { name: '乙' }, indicators: [{ name: '丙', unit: null }] })
  })

  it('is otherwise what it was', () => {
    const file = new Blob(['x'])
    const input = { file, list: [1, 'a', null, [true]], none: undefined, at: 0n }
    expect(inputOf(input)).toEqual(input)
    expect(inputOf(input).file).toBe(file)
    expect([inputOf(null), inputOf('__typename')]).toEqual([null, '__typename'])
  })
})
