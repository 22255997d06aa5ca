import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BidContent } from '#domain/bid/bid.ts'
import { commitmentInput, parseSealedText, sealBinding, sealedBlockBytes, sealedText } from '#domain/bid/sealing.ts'
import { bidContent } from '../../support/challenge-content.ts'

const salt = 'ab'.repeat(32)
const anyContent: fc.Arbitrary<BidContent> = fc.record({
  priceFen: fc.bigInt(1n, 9_000_000_000_000_000n),
  plan: fc.string({ unit: 'binary', maxLength: 300 }),
  team: fc.array(fc.record({ name: fc.string(), title: fc.string(), duty: fc.string() }), { maxLength: 4 }),
  durationDays: fc.integer({ min: 1, max: 3650 }),
})

describe('the format of a seal', () => {
  it('gives back exactly what was put in', () => {
    fc.assert(
      fc.property(anyContent, content => {
        expect(parseSealedText(sealedText(content, salt))).toEqual({ content, salt })
      }),
    )
  })
  it('has whole blocks, so that its length does not tell that of the plan', () => {
    const bytes = (plan: string) => new TextEncoder().encode(sealedText(bidContent({ plan }), salt)).length
    expect(bytes('短')).toBe(sealedBlockBytes)
    expect(bytes('长'.repeat(1_000))).toBe(sealedBlockBytes)
    expect(bytes('长'.repeat(1_500)) % sealedBlockBytes).toBe(0)
  })
  it('commits to the contents, the salt and the bid, whatever the order of the fields', () => {
    const content = bidContent()
    const { team, plan, durationDays, priceFen } = content
    const text = commitmentInput(content, salt, 'x')
    expect(commitmentInput({ team, plan, durationDays, priceFen }, salt, 'x')).toBe(text)
    expect(text).toContain('"priceFen":271828182')
    const others = [
      commitmentInput(content, 'cd'.repeat(32), 'x'),
      commitmentInput(content, salt, 'y'),
      commitmentInput({ ...content, priceFen: content.priceFen + 1n }, salt, 'x'),
      commitmentInput({ ...content, durationDays: 1 }, salt, 'x'),
      commitmentInput({ ...content, team: [] }, salt, 'x'),
      commitmentInput({ ...content, plan: `${plan} ` }, salt, 'x'),
    ]
    expect(new Set([text, ...others]).size).toBe(others.length + 1)
  })
  it('is bound to the bid, the challenge and the unit', () => {
    const bid = { id: 'b', challengeId: 'c', organisationId: 'o' }
    const bindings = [bid, { ...bid, id: 'x' }, { ...bid, challengeId: 'x' }, { ...bid, organisationId: 'x' }].map(
      sealBinding,
    )
    expect(new Set(bindings).size).toBe(4)
  })
})
