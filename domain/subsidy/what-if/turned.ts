/** The numbers that a what-if turned, by which one tells it from others of the same version. */
import type { Language, Word } from '../../words.ts'
import type { PolicyPack } from '../pack/policy-pack.ts'
import { valueText, variableText } from './variable-words.ts'
import { listVariables, type PackVariable } from './variables.ts'
import type { Variation } from './vary-pack.ts'

/** A number that a what-if has turned. */
export interface TurnedNumber {
  /** As the text has it. */
  variable: PackVariable
  /** Null for a limit over several rules. */
  ruleTitle: string | null
  value: string
}

/** The numbers that were turned in a pack, in its order. Those left at their own value are none. */
export function listTurned(pack: PolicyPack, variations: readonly Variation[]): TurnedNumber[] {
  if (variations.length === 0) return []
  const values = new Map(variations.map(({ path, value }) => [path, value]))
  const titles = new Map(pack.rules.map(({ id, title }) => [id, title]))
  return listVariables(pack).flatMap(variable => {
    const value = values.get(variable.path)
    if (value === undefined || value === variable.value) return []
    return [{ variable, ruleTitle: titles.get(variable.rule ?? '') ?? null, value }]
  })
}

const join: Word = { zh: '；', en: '; ' }
const andOthers: Word = { zh: '等 # 个数字', en: 'and others, # in all' }
const onlyCounted: Word = { zh: '# 个数字', en: '# numbers' }

/** `买方补助 比例 3 % → 2 %` */
export function turnedText({ variable, ruleTitle, value }: TurnedNumber, language: Language): string {
  const [from, to] = [variable.value, value].map(one => valueText(variable, one, language))
  return `${ruleTitle ?? ''} ${variableText(variable, language)} ${from} → ${to}`.trim()
}

/** All of them, if they take no more than `most` characters; else as many as do, and how many there are. */
export function turnedSummary(turned: readonly TurnedNumber[], language: Language, most: number): string {
  const texts = turned.map(one => turnedText(one, language))
  const whole = texts.join(join[language])
  if (whole.length <= most) return whole
  const counted = (word: Word) => word[language].replace('#', String(texts.length))
  const fitting = texts.map((_, at) => `${texts.slice(0, at + 1).join(join[language])} ${counted(andOthers)}`)
  return fitting.slice(0, -1).findLast(text => text.length <= most) ?? counted(onlyCounted)
}
