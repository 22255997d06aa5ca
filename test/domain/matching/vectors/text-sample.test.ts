/** Of too much text an even part is kept. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTextSample } from '#domain/matching/vectors/text-sample.ts'

const sampled = (texts: readonly string[], maxLength: number) => {
  const sample = createTextSample(maxLength)
  for (const text of texts) sample.add(text)
  return sample.texts
}

describe('a sample of texts', () => {
  it('is all of them while there is room', () => {
    expect(sampled(['a', 'bb', 'ccc'], 6)).toEqual(['a', 'bb', 'ccc'])
  })

  it('is every second, fourth, eighth … of more', () => {
    const texts = Array.from({ length: 20 }, (_, i) => String(i).padStart(2, '0'))
    expect(sampled(texts, 20)).toEqual(['00', '02', '04', '06', '08', '10', '12', '14', '16', '18'])
    expect(sampled(texts, 19)).toEqual(['00', '04', '08', '12', '16'])
  })

  it('keeps one text, however long', () => {
    expect(sampled(['long text', 'x'], 3)).toEqual(['long text'])
    expect(sampled([], 3)).toEqual([])
  })

  it('fits, is evenly spaced, and begins with the first', () => {
    const numbered = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 300 })
    fc.assert(
      fc.property(numbered, fc.integer({ min: 10, max: 200 }), (lengths, maxLength) => {
        const texts = lengths.map((length, i) => String.fromCharCode(0x4e00 + i).repeat(length))
        const kept = sampled(texts, maxLength).map(text => texts.indexOf(text))
        expect(kept.reduce((sum, i) => sum + (lengths[i] ?? 0), 0)).toBeLessThanOrEqual(maxLength)
        const stride = kept[1] ?? texts.length
        expect(kept).toEqual(kept.map((_, n) => n * stride))
        expect(texts.length - (kept.at(-1) ?? 0)).toBeLessThanOrEqual(stride)
      }),
    )
  })
})
