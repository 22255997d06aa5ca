/** The dictionary of facts as menus: `卖方 · 所在地` for `seller.regionCode`, `Seller · region` in English. */
import { useTranslation } from 'react-i18next'
import { type ValueType, valueTypes } from '#domain/subsidy/facts/fact-fields.ts'
import {
  entityOfBase,
  type FactBase,
  factBases,
  fieldsOf,
  type KnownField,
  tableNames,
} from '#domain/subsidy/facts/fact-tables.ts'
import { fieldTitle } from '#web/i18n/field-names.ts'
import { currentLanguage } from '#web/i18n/start.ts'
import { isOfHolder } from './carry-fields.ts'
import { isEntry, listAt, textOf, usePackEditor, valueAt } from './editor-context.tsx'
import type { Path } from './pack-document.ts'
import type { Choice } from './pack-field.tsx'

type Named = readonly [chinese: string, english: string]

const baseNames: Readonly<Record<FactBase, Named>> = {
  contracts: ['技术合同', 'Technology contracts'],
  payments: ['付款', 'Payments'],
  receipts: ['到账', 'Receipts'],
  invoices: ['开票', 'Invoices'],
  equity: ['实缴出资', 'Paid-in equity'],
  incomes: ['转化收益', 'Income of transfers'],
  agreements: ['协议', 'Agreements'],
  figures: ['申报指标（研发投入、税收等）', 'Figures (R&D spending, tax …)'],
  evidence: ['认定证明', 'Certificates and recognitions'],
  awards: ['上级已给的奖补', 'Awards of upper levels'],
}

const inLanguage = ([chinese, english]: Named) => (currentLanguage() === 'en' ? english : chinese)

export function baseChoices(): Choice[] {
  return factBases.map(base => ({ value: base, label: inLanguage(baseNames[base]) }))
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
  /** Whoever may be given something: organisations, persons and teams, by the field that names them on a record. */
  const parties = choices(['id'], 'record').filter(({ value }) => isParty(known.get(value)))
  return { known, choices, parties }
}

const isParty = (field: KnownField | undefined) =>
  field?.property === 'teamId' || (field?.to !== undefined && ['party', 'organisations', 'persons'].includes(field.to))

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

/**
 * The field of a base's own records to begin with, where one that is written does not exist on it, or is of a contract
 * that a unit's own records mostly have none of.
 */
export function fittingField(base: FactBase, type: 'money' | 'day', written: unknown): string | undefined {
  const known = fieldsOf(base)
  const own = `${entityOfBase[base]}.`
  const fits = (name: string) => known.has(name) && (!isOfHolder(base) || name.startsWith(own))
  if (typeof written !== 'string' || /元$/.test(written) || fits(written)) return undefined
  return [...known].find(([name, field]) => fits(name) && field.type === type && !field.sumOf)?.[0]
}
