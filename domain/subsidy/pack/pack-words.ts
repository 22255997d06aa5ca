/** What packs call their measures and limits, in words: those of the shipped packs; other packs' names stand as they are. */
import type { Language, Word } from '../../words.ts'

const words = new Map<string, Word>([
  ['base', { zh: '计算基数', en: 'Base' }],
  ['turnover', { zh: '成交额', en: 'Turnover' }],
  ['technology', { zh: '技术交易额', en: 'Technology amount' }],
  ['received', { zh: '到账', en: 'Received' }],
  ['provincial', { zh: '省级', en: 'Provincial' }],
  ['national', { zh: '国家级', en: 'National' }],
  ['cap', { zh: '上限', en: 'Cap' }],
  ['bracket', { zh: '档内上限', en: 'Limit of the bracket' }],
  ['unit-year', { zh: '单位年度上限', en: 'Cap of a unit and year' }],
])

export function packWord(name: string, language: Language): string {
  return words.get(name)?.[language] ?? name
}
