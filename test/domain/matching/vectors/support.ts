import type { TrainingOptions } from '#domain/matching/vectors/training-options.ts'

export const smallTraining: Partial<TrainingOptions> = {
  dimensions: 24,
  epochs: 10,
  window: 4,
  frequentShare: 1,
  learningRate: 0.1,
}

const trades = [
  {
    twins: ['anode', 'cathode'],
    company: [
      'voltage',
      'electrolyte',
      'lithium',
      'charging',
      'capacity',
      'storage',
      'density',
      'graphite',
      'discharge',
    ],
  },
  {
    twins: ['weft', 'warp'],
    company: ['loom', 'yarn', 'cotton', 'weaving', 'textile', 'fabric', 'shuttle', 'dyeing', 'cloth'],
  },
] as const

/** Sentences of two trades. The two words of a trade stand in the same company and never in one sentence. */
export function* twoTrades(sentences: number): Generator<string> {
  let state = 7
  const pick = <T>(from: readonly T[]): T => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return from[(state >>> 16) % from.length] as T
  }
  for (let i = 0; i < sentences; i++) {
    const { twins, company } = pick(trades)
    const twin = pick(twins)
    yield [pick(company), pick(company), twin, pick(company), pick(company)].join(' ')
  }
}
