/** The dictionary of facts as menus: `卖方 · 所在地` for `seller.regionCode`. English keeps the names of the language. */
import { useTranslation } from 'react-i18next'
import { type ValueType, valueTypes } from '#domain/subsidy/fact-fields.ts'
import { type FactBase, factBases, fieldsOf, tableNames } from '#domain/subsidy/fact-tables.ts'
import { currentLanguage } from '#web/i18n/start.ts'
import { isEntry, listAt, textOf, usePackEditor, valueAt } from './editor-context.tsx'
import type { Path } from './pack-document.ts'
import type { Choice } from './pack-field.tsx'

const entityTitles: Readonly<Record<string, string>> = {
  contract: '合同',
  payment: '付款',
  receipt: '到账',
  invoice: '开票',
  equity: '实缴出资',
  income: '转化收益',
  agreement: '协议',
  figure: '指标',
  evidence: '认定证明',
  award: '已获奖补',
  project: '项目',
  achievement: '成果',
  seller: '卖方',
  buyer: '受让方',
  broker: '中介机构',
  registry: '登记机构',
  manager: '技术经理人',
  holder: '持有人',
  partner: '合作方',
  beneficiary: '受益单位',
}

const baseTitles: Readonly<Record<FactBase, string>> = {
  contracts: '技术合同',
  payments: '付款',
  receipts: '到账',
  invoices: '开票',
  equity: '实缴出资',
  incomes: '转化收益',
  agreements: '协议',
  figures: '申报指标（研发投入、税收等）',
  evidence: '认定证明',
  awards: '上级已给的奖补',
}

export function baseChoices(): Choice[] {
  const isEnglish = currentLanguage() === 'en'
  return factBases.map(base => ({ value: base, label: isEnglish ? base : baseTitles[base] }))
}

export function fieldTitle(name: string, title: string): string {
  if (currentLanguage() === 'en') return name
  return `${entityTitles[name.split('.')[0] ?? ''] ?? ''} · ${title}`
}

export const isBase = (value: unknown): value is FactBase => factBases.includes(value as FactBase)

/** Facts that this policy declares, as far as they are written. */
function declaredIn(data: unknown) {
  return listAt(data, ['fields']).flatMap(field => {
    if (!isEntry(field)) return []
    const of = tableNames.find(name => name === field.of)
    const type = valueTypes.find(name => name === field.type)
    return of && type ? [{ of, type, name: textOf(field.name), title: textOf(field.title) }] : []
  })
}

/** The fields of a base, of some types, as a menu; `side` keeps those of the beneficiary apart. */
export function useFields(base: unknown) {
  useTranslation()
  const { data } = usePackEditor()
  const known = fieldsOf(isBase(base) ? base : 'contracts', declaredIn(data))
  const choices = (types: readonly ValueType[], side: 'record' | 'beneficiary' | 'all' = 'all'): Choice[] =>
    [...known]
      .filter(([name, { type }]) => types.includes(type) && isOnSide(name, side))
      .map(([value, { title }]) => ({ value, label: fieldTitle(value, title) }))
  return { known, choices }
}

function isOnSide(name: string, side: 'record' | 'beneficiary' | 'all'): boolean {
  return side === 'all' || name.startsWith('beneficiary.') === (side === 'beneficiary')
}

/** The base that a rule is read on: that of its first measure. */
export function useLeadBase(rule: Path): FactBase {
  const { data } = usePackEditor()
  const own = valueAt(data, [...rule, 'base', 'of'])
  if (isBase(own)) return own
  const measures = valueAt(data, [...rule, 'measures'])
  const first = isEntry(measures) ? Object.values(measures)[0] : undefined
  const of = isEntry(first) ? first.of : undefined
  return isBase(of) ? of : 'contracts'
}

/** The field of a base's own records to begin with, where one that is written does not exist on it. */
export function fittingField(base: FactBase, type: 'money' | 'day', written: unknown): string | undefined {
  const known = fieldsOf(base)
  if (typeof written !== 'string' || /元$/.test(written) || known.has(written)) return undefined
  return [...known].find(([, field]) => field.type === type && !field.sumOf)?.[0]
}
