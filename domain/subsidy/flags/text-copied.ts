/**
 * 文本雷同: the plan and lines of a contract say word for word what another contract or another bid of the same challenge
 * says ("不同投标人的投标文件异常一致", 招标投标法实施条例 Art. 40). What their challenges publish may be quoted by everybody
 * and does not count; nor does a renewal, where the same two parties repeat their own text a year later.
 */
import { daysBetween } from '../../calendar.ts'
import { bareText } from '../../matching/duplicates.ts'
import type { FlagText } from './flag-facts.ts'
import { shinglesOf } from './likeness.ts'
import type { FlagParameters } from './parameters.ts'
import { indexPassages, listCandidates } from './passages.ts'
import { type FoundFlag, figure, record } from './red-flag.ts'

type Parameters = FlagParameters['text']

interface Copy {
  own: FlagText
  other: FlagText
  common: number
  percent: number
}

/** One flag for each pair of texts. Cost: the length of the texts, and `mostPairs` exact comparisons. */
export function findCopiedTexts(
  ownTexts: readonly FlagText[],
  otherTexts: readonly FlagText[],
  parameters: Parameters,
): FoundFlag[] {
  // Whoever says nothing copies nothing: contracts drawn up outside the list have a title only.
  const worded = ownTexts.filter(({ text }) => text.length >= parameters.leastShingles)
  const own = worded.slice(0, parameters.mostOwn)
  const others = otherTexts.slice(0, parameters.mostOthers)
  const pairs = pairsToCompare(own, [...own, ...others], parameters)
  const shinglesIn = shinglesOnce(parameters.shingleLength)
  const copies = pairs.slice(0, parameters.mostPairs).flatMap(pair => compare(pair, shinglesIn, parameters))
  const isComplete = own.length === worded.length && pairs.length <= parameters.mostPairs
  const compared = own.length + others.length - 1
  return [
    ...copies.map(copy => flagOf(copy, compared, parameters)),
    ...(isComplete ? [] : [notCompared(worded, parameters)]),
  ]
}

/** Pairs with so many passages in common that they may be copies, each once. */
function pairsToCompare(own: readonly FlagText[], all: readonly FlagText[], parameters: Parameters) {
  const least = Math.ceil((parameters.leastShingles * parameters.copiedPercent) / 100)
  const index = indexPassages(
    own.map(({ text }) => bareText(text)),
    parameters.shingleLength,
  )
  return all.flatMap((other, place) =>
    listCandidates(index, bareText(other.text), least).flatMap(number => {
      const mine = own[number]
      // A text meets itself, and two texts of the determination meet twice.
      if (!mine || (place < own.length && place <= number) || isRenewal(mine, other, parameters.renewalDays)) return []
      return [{ own: mine, other }]
    }),
  )
}

type ShinglesIn = (text: FlagText) => ReadonlySet<string>

/** What a text says beyond what its challenge says, worked out once for each. */
function shinglesOnce(length: number): ShinglesIn {
  const known = new Map<FlagText, Set<string>>()
  return text => {
    const found = known.get(text)
    if (found) return found
    const shingles = shinglesOf(text.text, length)
    for (const quoted of shinglesOf(text.publicText, length)) shingles.delete(quoted)
    known.set(text, shingles)
    return shingles
  }
}

function compare(pair: Pick<Copy, 'own' | 'other'>, shinglesIn: ShinglesIn, parameters: Parameters): Copy[] {
  const [mine, theirs] = [shinglesIn(pair.own), shinglesIn(pair.other)]
  const [few, many] = mine.size < theirs.size ? [mine, theirs] : [theirs, mine]
  if (few.size < parameters.leastShingles) return []
  let common = 0
  for (const shingle of few) if (many.has(shingle)) common++
  const percent = Math.floor((100 * common) / few.size)
  return percent >= parameters.copiedPercent ? [{ ...pair, common, percent }] : []
}

function isRenewal(a: FlagText, b: FlagText, renewalDays: number): boolean {
  if (a.signedOn === null || b.signedOn === null) return false
  const isSamePair = a.buyerId === b.buyerId && a.sellerId === b.sellerId
  return isSamePair && Math.abs(daysBetween(a.signedOn, b.signedOn)) >= renewalDays
}

const recordOf = (text: FlagText) => record(text.kind, text.id, { name: text.title, on: text.signedOn })

function flagOf({ own, other, common, percent }: Copy, compared: number, parameters: Parameters): FoundFlag {
  const [zh, en] = other.kind === 'bid' ? ['同榜另一份揭榜方案', 'another bid'] : ['另一份合同', 'another contract']
  return {
    kind: 'text_copied',
    basis: [own.id, other.id].sort(),
    explanation: {
      zh: `「${own.title}」的文本与${zh}「${other.title}」雷同 ${percent}%（以较短一份计，已除去榜单公开内容）。`,
      en: `${percent} % of the shorter of two texts, ${own.title} and ${en}, ${other.title}, stand word for word in the other; what their challenges publish is left out.`,
      records: [recordOf(own), recordOf(other)],
      figures: [
        figure('percent', 'percent', percent),
        figure('copiedPercent', 'percent', parameters.copiedPercent),
        figure('commonPassages', 'count', common),
        figure('passageLength', 'count', parameters.shingleLength),
        figure('textsCompared', 'count', compared),
      ],
    },
  }
}

/** Nothing is passed over in silence. */
function notCompared(ownTexts: readonly FlagText[], { mostOwn, mostPairs }: Parameters): FoundFlag {
  const left = ownTexts.slice(mostOwn)
  return {
    kind: 'text_copied',
    basis: ['not all compared', ...ownTexts.map(({ id }) => id).sort()],
    explanation: {
      zh: `合同文本太多，未全部比对（上限 ${mostOwn} 份、${mostPairs} 对），请人工抽查。`,
      en: `There are too many texts to compare all of them (at most ${mostOwn} texts and ${mostPairs} pairs): look by hand.`,
      records: (left.length > 0 ? left : ownTexts).map(recordOf),
      figures: [
        figure('texts', 'count', ownTexts.length),
        figure('mostTexts', 'count', mostOwn),
        figure('mostPairs', 'count', mostPairs),
      ],
    },
  }
}
