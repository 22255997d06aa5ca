/** A rule for whoever reads it, in public and in the editor: rate and cap, on what and over which days, its limits, what does not count. */
import { Descriptions } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Rule } from '#domain/subsidy/pack/policy-pack.ts'
import type { RuleTerms } from '#domain/subsidy/pack/rule-terms.ts'
import { packWord, policyText } from '#web/i18n/policy-words.ts'
import { wanYuan } from './amount.ts'
import { Amount } from './amount-text.tsx'

export interface RuleFigures {
  /** `30%`; null for a rule that is computed in another way. */
  rate: string | null
  /** A sum that is given whatever the records come to. */
  fixedFen: number | null
  /** `10%` of what one amount has over another. */
  growthRate: string | null
  gives: Rule['gives']
  capFen: number | null
  isUnlimited: boolean
  scope: RuleTerms['scope']
  windowKind: Rule['window']['kind']
}

export interface RuleConditions {
  /** Of a rule that looks at calendar years. */
  yearOffset: number | null
  needsReports: boolean
  exclusions: readonly string[]
  limits: readonly { id: string; amountFen: number | null }[]
}

export function RuleFacts({ rule }: { rule: RuleFigures }) {
  const { t } = useTranslation()
  const { rate, fixedFen, growthRate, gives, capFen, isUnlimited, scope, windowKind } = rule
  const noCap = t(isUnlimited ? 'subsidy.noCap' : 'subsidy.capByClause')
  const byFigure = growthRate !== null ? t('subsidy.growthRate', { rate: growthRate }) : t('subsidy.rateByClause')
  const how = rate ?? (fixedFen !== null ? t('subsidy.fixed', { amount: wanYuan(fixedFen) }) : byFigure)
  return (
    <Descriptions
      size="small"
      column={{ xs: 1, sm: 2, md: 3, xxl: 5 }}
      style={{ marginBottom: 8 }}
      items={[
        { key: 'rate', label: t('subsidy.rate'), children: <strong>{how}</strong> },
        ...(capFen === null && fixedFen !== null && isUnlimited
          ? []
          : [{ key: 'cap', label: t('subsidy.cap'), children: capFen === null ? noCap : <Amount fen={capFen} /> }]),
        ...(scope ? [{ key: 'scope', label: t('subsidy.per'), children: t(`subsidy.scope.${scope}`) }] : []),
        { key: 'window', label: t('subsidy.window'), children: t(`subsidy.windowKind.${windowKind}`) },
        { key: 'gives', label: t('subsidy.nature'), children: t(`subsidy.gives.${gives}`) },
      ]}
    />
  )
}

/** Nothing where there is nothing to say. */
export function RuleTermList({ rule }: { rule: RuleConditions }) {
  const { t } = useTranslation()
  const { yearOffset, needsReports, exclusions, limits } = rule
  const year = yearOffset === -1 ? 'before' : yearOffset === 0 ? 'same' : null
  if (!year && !needsReports && limits.length === 0 && exclusions.length === 0) return null
  return (
    <ul style={{ margin: '0 0 8px', paddingInlineStart: 20 }}>
      {year && <li>{t(`subsidy.yearOf.${year}`)}</li>}
      {needsReports && <li>{t('subsidy.needsReports')}</li>}
      {limits.map(({ id, amountFen }) => (
        <li key={id}>
          {packWord(id)}
          {t('common.colon')}
          {amountFen === null ? t('subsidy.capByClause') : <Amount fen={amountFen} />}
        </li>
      ))}
      {exclusions.length > 0 && (
        <li>
          {t('subsidy.exclusions')}
          {t('common.colon')}
          {exclusions.map(policyText).join(t('common.semicolon'))}
        </li>
      )}
    </ul>
  )
}
