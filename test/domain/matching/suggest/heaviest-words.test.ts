import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CountedWords, heaviestWords } from '#domain/matching/suggest/heaviest-words.ts'

function run(words: CountedWords, most: number): { result: number[]; steps: number } {
  const making = heaviestWords(words, most)
  for (let steps = 0; ; steps++) {
    const { done, value } = making.next()
    if (done) return { result: [...value], steps }
  }
}

describe('heaviestWords', () => {
  it('law: what sorting all wanted words that somebody holds and taking the first gives', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 40 })
    fc.assert(
      fc.property(counts, fc.integer({ min: 0, max: 30 }), (counted, most) => {
        const holders = Uint32Array.from(counted)
        const isWanted = (word: number) => word % 3 !== 0
        const expected = [...counted.keys()]
          .filter(word => isWanted(word) && (holders[word] as number) > 0)
          .sort((a, b) => (holders[b] as number) - (holders[a] as number))
          .slice(0, most)
        expect(run({ holders, documents: 6, isWanted }, most).result).toEqual(expected)
      }),
    )
  })

  it('reads few words in one step, and only once those that are too rare', () => {
    const read = new Uint8Array(20_000)
    let inStep = 0
    let most = 0
    const isWanted = (word: number) => {
      read[word] = (read[word] as number) + 1
      inStep++
      return true
    }
    const holders = Uint32Array.from(read, (_, word) => (word % 10 === 0 ? 2 : 1))
    const making = heaviestWords({ holders, documents: 2, isWanted }, 2_000)
    for (let isDone = false; !isDone; inStep = 0) {
      isDone = making.next().done ?? false
      most = Math.max(most, inStep)
    }
    expect(most).toBeLessThanOrEqual(2_000)
    expect(read.reduce((sum, times) => sum + times, 0)).toBe(22_000)
  })
})
