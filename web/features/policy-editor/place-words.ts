/** Parts of a pack in the words of the form: `规则：到账补助 · 对受益单位的要求 1` for `rules.0.who.0`. */
import type { TFunction } from 'i18next'
import { rateUnits } from '#domain/money.ts'
import { operators } from '#domain/subsidy/pack/pack-condition.ts'
import { aggregates, givings, policyStatuses, roundings, windowKinds } from '#domain/subsidy/pack/policy-pack.ts'
import { nameFields } from '#web/i18n/field-names.ts'
import { isEntry, listAt, textOf } from './editor-context.tsx'

const head = {
  title: 'title',
  id: 'policyId',
  version: 'version',
  issuingBody: 'issuingBody',
  documentNumber: 'documentNumber',
  jurisdiction: 'jurisdiction',
  status: 'status',
  effectiveFrom: 'effectiveFrom',
  effectiveTo: 'effectiveTo',
  clauses: 'changeParts.clauses',
  rules: 'changeParts.rules',
  together: 'changeParts.together',
  limits: 'changeParts.limits',
  fields: 'changeParts.fields',
} as const
const clause = {
  number: 'clauseNumber',
  title: 'clauseTitle',
  quote: 'quote',
  text: 'paraphrase',
  noRule: 'noRule',
} as const
const rule = {
  id: 'ruleId',
  title: 'ruleTitle',
  clause: 'ofClause',
  gives: 'gives',
  beneficiary: 'beneficiary',
  who: 'who',
  base: 'baseSection',
  of: 'baseTable',
  what: 'aggregate',
  where: 'where',
  deduct: 'deduct',
  per: 'per',
  window: 'window.kind',
  kind: 'window.kind',
  date: 'window.date',
  from: 'window.from',
  to: 'window.to',
  yearOffset: 'yearOffset',
  rate: 'rate',
  unit: 'unit',
  figure: 'figureSection',
  tiers: 'ways.tiers',
  cap: 'cap',
  limits: 'limit',
  over: 'limitOver',
  minimum: 'minimum',
  rounding: 'rounding',
  field: 'field',
  why: 'why',
  amount: 'amount',
  value: 'number',
  measures: 'parts.measures',
  before: 'comparedMeasure',
  requires: 'parts.requires',
  stages: 'parts.stages',
  uses: 'parts.uses',
  payers: 'parts.payers',
  parameters: 'parts.parameters',
  roundTo: 'parts.roundTo',
  missing: 'missing',
} as const
type Labels = Readonly<Record<string, string>>
const labels: Readonly<Record<string, Labels>> = { head, clauses: clause, rules: rule }

/** How the form calls a key of a part (`head`, `clauses`, `rules` …); the key itself where the form has no field for it. */
export function keyText(part: string, key: string, t: TFunction): string {
  const operator = operators.find(word => word === key)
  if (operator) return t(`policyEditor.operators.${operator}`)
  const label = labels[part]?.[key]
  return label === undefined ? key : t(`policyEditor.${label}` as 'policyEditor.title')
}

/** The place that a problem names: the clause or rule by its title, then field by field; lists by number. */
export function placeText(path: string, data: unknown, t: TFunction): string {
  const [part = '', at = '', ...rest] = path.split('.')
  const entry = listAt(data, [part])[Number(at)]
  if (part !== 'clauses' && part !== 'rules') return keyText('head', part, t)
  if (!isEntry(entry)) return keyText('head', part, t)
  const owner =
    part === 'rules'
      ? t('policyEditor.ofRule', { title: textOf(entry.title) || textOf(entry.id) })
      : `${textOf(entry.number)} ${textOf(entry.title)}`.trim() || t('policyEditor.newClause')
  return [owner, ...stepsOf(part, rest, t)].join(' · ')
}

/** `who 1`, `within`: a number stands with what it counts. */
function stepsOf(part: string, keys: readonly string[], t: TFunction): string[] {
  return keys.flatMap((key, at) => {
    if (/^\d+$/.test(key)) return []
    const next = keys[at + 1] ?? ''
    const words = keyText(part, key, t)
    return [/^\d+$/.test(next) ? `${words} ${Number(next) + 1}` : words]
  })
}

/** YAML of a part for a reader who does not know its keys: `按什么归并: 合同 · 卖方`. */
export function readableYaml(part: string, yaml: string, t: TFunction): string {
  return nameFields(yaml).replaceAll(
    /^(\s*(?:- )*)(\w+):(.*)$/gm,
    (_line, before: string, key: string, after: string) =>
      `${before}${keyText(part, key, t)}:${valueText(key, after, t)}`,
  )
}

const words: Readonly<Record<string, Labels>> = {
  gives: Object.fromEntries(givings.map(word => [word, `giving.${word}`])),
  status: Object.fromEntries(policyStatuses.map(word => [word, `statuses.${word}`])),
  rounding: Object.fromEntries(roundings.map(word => [word, `roundings.${word}`])),
  what: Object.fromEntries(aggregates.map(word => [word, `aggregates.${word}`])),
  unit: Object.fromEntries(rateUnits.map(word => [word, `rateUnit.${word}`])),
  kind: {
    ...Object.fromEntries(windowKinds.map(word => [word, `window.${word}`])),
    whole: 'tierKinds.whole',
    marginal: 'tierKinds.marginal',
  },
}

function valueText(key: string, value: string, t: TFunction): string {
  const label = words[key]?.[value.trim()]
  return label === undefined ? value : ` ${t(`policyEditor.${label}` as 'policyEditor.title')}`
}
