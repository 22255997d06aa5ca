/**
 * A library's life for the laws: documents whose words are as unevenly common as those of a language (Zipf), and a
 * history of arrivals, changes, removals and maintenance, with changes also between two steps of a merge. All follows
 * from a seed. A document's `publishedAt` is the number of its version: by it a segment's contents are told.
 */
import fc from 'fast-check'
import { expect } from 'vitest'
import { ipWishes } from '#domain/demand/demand.ts'
import { type Library, waysOfTransfer } from '#domain/listing.ts'
import type { MatchDocument, MatchQuery } from '#domain/matching/document.ts'
import type { MatchFilter } from '#domain/matching/index/filter.ts'
import { liveSegments } from '#domain/matching/index/library-index.ts'
import {
  compactIndex,
  createMatchIndex,
  type MatchIndex,
  maintainIndex,
  remove,
  upsert,
} from '#domain/matching/index/match-index.ts'
import { kindWords } from '#domain/matching/kinds.ts'
import type { Quantity } from '#domain/matching/text/quantities.ts'
import { technologyFields } from '#domain/technology-field.ts'
import { aDocument, anId, aQuery, finish } from '../support.ts'
import { fakeMeanings } from './fake-meanings.ts'

/** A reproducible source of numbers in [0, 1) (mulberry32). */
export type Dice = () => number

export function diceOf(seed: number): Dice {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const hanWords = ['氮化硼', '电池', '隔膜', '膜', '的', '水处理膜', '10mm', '轴承钢']
const letters = 'bcdfghjklm'
/** Common words first. */
const vocabulary = Array.from({ length: 300 }, (_, i) => {
  const han = hanWords[(i / 5) | 0]
  return i % 5 === 2 && han ? han : `v${[...String(i)].map(digit => letters[Number(digit)]).join('')}o`
})

const pick = <T>(dice: Dice, from: readonly T[]): T => from[Math.floor(dice() * from.length)] as T
const maybe = <T>(dice: Dice, value: T): T | null => (dice() < 0.4 ? null : value)
const some = <T>(dice: Dice, from: readonly T[]): T[] => from.filter(() => dice() < 0.3)
const commonly = (dice: Dice) => vocabulary[Math.floor(vocabulary.length ** dice()) - 1] as string
const evenly = (dice: Dice) => pick(dice, vocabulary)

function phrase(dice: Dice, least: number, most: number, word = commonly): string {
  const length = least + Math.floor(dice() * (most - least + 1))
  return Array.from({ length }, () => word(dice)).join(' ')
}

const regions = ['410000', '410100', '410105', '410300', '110101', '429004'] as const
const industries = ['C', 'C39', 'C391', 'C3913', 'C26', 'M75'] as const
export const organisations = ['o1', 'o2', 'o3'] as const
export const nowAt = 1_000

export function documentOf(seed: number, n: number, version: number, library: Library): MatchDocument {
  const dice = diceOf(seed * 7919 + n * 104_729 + version)
  return aDocument({
    id: anId(n),
    library,
    title: phrase(dice, 0, 4),
    keywords: Array.from({ length: Math.floor(dice() * 3) }, () => phrase(dice, 1, 2)),
    text: dice() < 0.1 ? phrase(dice, 40, 80) : phrase(dice, 0, 20),
    ...factsOf(dice),
    organisationId: pick(dice, organisations),
    kinds: some(dice, kindWords[library]),
    neededBy: maybe(dice, `20${10 + Math.floor(dice() * 89)}-0${1 + Math.floor(dice() * 9)}-15`),
    publishedAt: version,
    expiresAt: dice() < 0.8 ? null : nowAt + Math.floor(dice() * 3) - 1,
    vector: vectorOf(dice),
  })
}

function factsOf(dice: Dice) {
  return {
    fields: some(dice, technologyFields.slice(0, 4)),
    industryCode: maybe(dice, pick(dice, industries)),
    regionCode: maybe(dice, pick(dice, regions)),
    trl: maybe(dice, 1 + Math.floor(dice() * 9)),
    priceMinFen: maybe(dice, BigInt(Math.floor(dice() * 50))),
    priceMaxFen: maybe(dice, BigInt(50 + Math.floor(dice() * 50))),
    waysOfTransfer: some(dice, waysOfTransfer),
    ipWish: maybe(dice, pick(dice, ipWishes)),
    quantities: some(dice, ['寿命', '1#机组效率', '#']).map(metric => quantityOf(dice, metric)),
    completenessPercent: Math.floor(dice() * 101),
    isInGoodStanding: maybe(dice, dice() < 0.5),
  }
}

/** Mostly none, so that the index works it out; at times one from elsewhere, and then at times of a foreign length. */
function vectorOf(dice: Dice): Float32Array | null {
  const dimensions = pick(dice, [0, 0, 0, 0, fakeMeanings.dimensions, fakeMeanings.dimensions, 3])
  return dimensions === 0 ? null : Float32Array.from({ length: dimensions }, () => 2 * dice() - 1)
}

function quantityOf(dice: Dice, metric: string): Quantity {
  const [low, high] = [Math.floor(dice() * 9), 9 + dice() * 9]
  const comparator = pick(dice, ['gte', 'lte', 'eq', 'between'] as const)
  const min = comparator === 'lte' ? null : low
  const max = comparator === 'gte' ? null : comparator === 'eq' ? low : high
  return { metric, dimension: pick(dice, ['time', 'pressure', 'length/time']), comparator, min, max, start: 0, end: 0 }
}

/** A query of 1 to about 120 words, rare ones among them. */
export function queryFor(seed: number): MatchQuery {
  const dice = diceOf(seed)
  const most = pick(dice, [1, 4, 30, 120])
  const title = phrase(dice, 1, Math.ceil(most / 4), dice() < 0.5 ? commonly : evenly)
  return aQuery({ title, text: phrase(dice, 0, most, evenly), ...factsOf(dice), vector: vectorOf(dice) })
}

/** Mostly one condition, at times several, at times none. */
export function filterFor(seed: number): MatchFilter {
  const dice = diceOf(seed)
  const whole: Required<MatchFilter> = {
    fields: [pick(dice, technologyFields.slice(0, 5)), pick(dice, technologyFields.slice(0, 5))],
    kinds: [pick(dice, kindWords.demand), pick(dice, kindWords.achievement)],
    waysOfTransfer: [pick(dice, waysOfTransfer)],
    industryCode: pick(dice, [...industries, 'A', 'C3914', 'c', '']),
    regionCode: pick(dice, [...regions, '110000', '500000', '4101', '00', 'x']),
    trlMin: maybe(dice, Math.floor(dice() * 11)),
    trlMax: maybe(dice, Math.floor(dice() * 11)),
    amountMinFen: maybe(dice, BigInt(Math.floor(dice() * 110))),
    amountMaxFen: maybe(dice, BigInt(Math.floor(dice() * 110))),
    organisationId: pick(dice, [...organisations, 'stranger']),
  }
  const names = Object.keys(whole) as (keyof MatchFilter)[]
  const wanted = new Set(Array.from({ length: Math.floor(dice() * 4) }, () => pick(dice, names)))
  return Object.fromEntries([...wanted].map(name => [name, whole[name]]))
}

interface Maintenance {
  kind: 'step' | 'maintain' | 'compact'
}

export type Change = { kind: 'batch' | 'each' | 'remove'; from: number; count: number } | Maintenance

const numbers = { from: fc.integer({ min: 0, max: 400 }), count: fc.integer({ min: 1, max: 120 }) }
const few = fc.integer({ min: 1, max: 25 })
export const changes: fc.Arbitrary<Change[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('batch' as const), ...numbers }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('each' as const), ...numbers, count: few }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), ...numbers, count: few }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('step' as const) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('maintain' as const, 'compact' as const) }) },
  ),
  { minLength: 3, maxLength: 25, size: 'max' },
)

export interface Life {
  index: MatchIndex
  /** The living, by id. */
  truth: Map<string, MatchDocument>
  /** Documents that count in a library's statistics: the living, and the dead that are not merged away. */
  counted(library: Library): MatchDocument[]
}

/** Lives through a history; maintenance that a step began is finished only when something asks for it. */
export function live(seed: number, history: readonly Change[]): Life {
  const index = createMatchIndex(fakeMeanings)
  const truth = new Map<string, MatchDocument>()
  const versions: MatchDocument[] = []
  const maintain = maintainer(index)
  const arrive = (n: number): MatchDocument => {
    const library = pick(diceOf(seed + versions.length), [
      'achievement',
      'expert',
      'demand',
      'demand',
      'demand',
    ] as const)
    const document = documentOf(seed, n, versions.length, library)
    versions.push(document)
    truth.set(document.id, document)
    return document
  }
  for (const change of history)
    if (!('count' in change)) maintain(change)
    else if (change.kind === 'remove') {
      const ids = Array.from({ length: change.count }, (_, i) => anId(change.from + 3 * i))
      expect(remove(index, ids)).toBe(ids.filter(id => truth.delete(id)).length)
    } else {
      const batch = Array.from({ length: change.count }, (_, i) => arrive(change.from + i))
      for (const part of change.kind === 'batch' ? [batch] : batch.map(one => [one])) upsert(index, part)
    }
  const counted = (library: Library) =>
    liveSegments(index.libraries[library]).flatMap(({ segment }) =>
      Array.from(segment.columns.publishedAt, version => versions[version] as MatchDocument),
    )
  return { index, truth, counted }
}

/** One generator works at a time, as the engine asks for. */
function maintainer(index: MatchIndex): (given: Maintenance) => void {
  let work: Generator<void, void> | null = null
  return ({ kind }) => {
    work ??= maintainIndex(index)
    if (kind === 'step') {
      if (work.next().done) work = null
      return
    }
    finish(work)
    work = null
    if (kind === 'compact') finish(compactIndex(index))
  }
}
