/** The numbers of a pack in words: what each is, what it comes to, and what it was turned to. */
import { formatWanYuan } from '../../money.ts'
import type { Language, Word } from '../../words.ts'
import { factWords } from '../facts/fact-words.ts'
import { packWord } from '../pack/pack-words.ts'
import type { PackVariable, VariablePlace, VariableUnit } from './variables.ts'

/** `#` is the number of the bracket. */
const placeWords: Readonly<Record<VariablePlace, Word>> = {
  rate: { zh: '比例', en: 'Rate' },
  cap: { zh: '上限', en: 'Cap' },
  limit: { zh: '限额', en: 'Limit' },
  bracket_bound: { zh: '第 # 档起点', en: 'Beginning of bracket #' },
  bracket_rate: { zh: '第 # 档比例', en: 'Rate of bracket #' },
  bracket_amount: { zh: '第 # 档定额', en: 'Amount of bracket #' },
  bracket_cap: { zh: '第 # 档上限', en: 'Cap of bracket #' },
  step: { zh: '阶梯', en: 'Step' },
  requirement: { zh: '条件门槛', en: 'Threshold of a requirement' },
  condition: { zh: '记录门槛', en: 'Threshold of a record' },
  measure: { zh: '定额', en: 'Fixed amount' },
  figure: { zh: '金额', en: 'Amount' },
  minimum: { zh: '起付额', en: 'Least payment' },
  stage: { zh: '分期', en: 'Stage' },
  payer: { zh: '分担比例', en: 'Share of a payer' },
}

/** What stands behind a value. */
export const unitWords: Readonly<Record<VariableUnit, Word>> = {
  fen: { zh: '万元', en: '× CNY 10k' },
  percent: { zh: '%', en: '%' },
  permille: { zh: '‰', en: '‰' },
  per10k: { zh: '‱', en: '‱' },
  number: { zh: '', en: '' },
  days: { zh: '天', en: 'days' },
  months: { zh: '个月', en: 'months' },
  years: { zh: '年', en: 'years' },
}

/** The parts of a step, as the language names them. */
const stepWords: Readonly<Record<string, Word>> = {
  from: { zh: '起步额', en: 'from' },
  add: { zh: '每次增加', en: 'add' },
  every: { zh: '每满', en: 'every' },
  over: { zh: '超过此数起算', en: 'over' },
}

const inBrackets: Word = { zh: '（#）', en: ' (#)' }

/** `第 2 档比例`; `限额（单位年度上限）`. */
export function variableText({ place, name }: Pick<PackVariable, 'place' | 'name'>, language: Language): string {
  const pattern = placeWords[place][language]
  if (pattern.includes('#')) return pattern.replace('#', () => name)
  const own = place === 'step' ? (stepWords[name]?.[language] ?? name) : ownName(name, language)
  return own === '' ? pattern : pattern + inBrackets[language].replace('#', () => own)
}

/** Reasons are written in both languages, `卖方不在洛阳: the seller …`: the first is enough here. */
function ownName(name: string, language: Language): string {
  const half = name.split(': ')[0] ?? name
  return language === 'zh' ? (factWords[half] ?? packWord(half, 'zh')) : packWord(half, 'en')
}

/** `3 %`, `50 万元`; amounts exactly. */
export function valueText({ unit }: Pick<PackVariable, 'unit'>, value: string, language: Language): string {
  const shown = unit === 'fen' ? formatWanYuan(BigInt(value)) : value
  return `${shown} ${unitWords[unit][language]}`.trim()
}
