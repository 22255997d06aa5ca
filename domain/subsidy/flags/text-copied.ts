/**
 * 文本雷同: the plan and lines of a contract say word for word what another contract or another bid of the same challenge
 * says ("不同投标人的投标文件异常一致", 招标投标法实施条例 Art. 40). What their challenges publish may be quoted by everybody
 * and does not count; nor does a renewal, where the same two parties repeat their own text a year later.
 */
import { daysBetween } from '../../calendar.ts'
import type { FlagText } from './flag-facts.ts'
import { shinglesOf } from './likeness.ts'
import type { FlagParameters } from './parameters.ts'
import { type FoundFlag, figure, record } from './red-flag.ts'

type Parameters = FlagParameters['text']

interface Copy {
  own: FlagText
  other: FlagText
  common: number
  percent: number
}

/** One flag for each pair of texts. Cost: the length of the texts, of which there are `mostOwn` and `mostOthers`. */
export function findCopiedTexts(
  ownTexts: readonly FlagText[],
  otherTexts: readonly FlagText[],
  parameters: Parameters,
): FoundFlag[] {
  const own = ownTexts
    .slice(0, parameters.mostOwn)
    .map(text => ({ text, shingles: ownShingles(text, parameters.shingleLength) }))
    .filter(({ shingles }) => shingles.size >= parameters.leastShingles)
  const others = [...own.map(({ text }) => text), ...otherTexts.slice(0, parameters.mostOthers)]
  const copies = others.flatMap(other => copiesOf(other, own, parameters))
  // Two texts of the determination meet twice, once from either side.
  const once = new Map(copies.map(copy => [[copy.own.id, copy.other.id].sort().join(' '), copy]))
  const left = ownTexts.length - parameters.mostOwn
  return [
    ...[...once.values()].map(copy => flagOf(copy, others.length, parameters)),
    ...(left > 0 ? [leftOver(ownTexts, left)] : []),
  ]
}

/** What a text says beyond what its challenge says. */
function ownShingles({ text, publicText }: FlagText, length: number): Set<string> {
  const shingles = shinglesOf(text, length)
  for (const quoted of shinglesOf(publicText, length)) shingles.delete(quoted)
  return shingles
}

function copiesOf(
  other: FlagText,
  own: readonly { text: FlagText; shingles: ReadonlySet<string> }[],
  parameters: Parameters,
): Copy[] {
  const candidates = own.filter(({ text }) => text.id !== other.id && !isRenewal(text, other, parameters.renewalDays))
  if (candidates.length === 0) return []
  const shingles = ownShingles(other, parameters.shingleLength)
  if (shingles.size < parameters.leastShingles) return []
  return candidates.flatMap(({ text, shingles: mine }) => {
    const [few, many] = mine.size < shingles.size ? [mine, shingles] : [shingles, mine]
    let common = 0
    for (const shingle of few) if (many.has(shingle)) common++
    const percent = Math.floor((100 * common) / few.size)
    return percent >= parameters.copiedPercent ? [{ own: text, other, common, percent }] : []
  })
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

function leftOver(ownTexts: readonly FlagText[], left: number): FoundFlag {
  return {
    kind: 'text_copied',
    basis: ['not all compared', ...ownTexts.map(({ id }) => id).sort()],
    explanation: {
      zh: `合同文本太多，${left} 份未比对，请人工抽查。`,
      en: `There are too many texts: ${left} were not compared; look by hand.`,
      records: ownTexts.slice(-left).map(recordOf),
      figures: [figure('texts', 'count', ownTexts.length), figure('notCompared', 'count', left)],
    },
  }
}
