/** A rule in one sentence, for whoever publishes it and whoever reads it: to whom, by what, how much, up to how much. */
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { titleOfField } from '#web/i18n/field-names.ts'
import { wanYuan } from './amount.ts'
import type { RuleFigures } from './rule-terms.tsx'

/** The facts that the sentence names, as the dictionary has them. */
export interface RuleWords {
  beneficiaryField: string
  keyFields: readonly string[]
  summedField: string | null
  /** Of a rule that looks at calendar years. */
  yearOffset: number | null
}

/** 给买方，按上年度到账金额合计×3%，每买方每年最高 50 万元 */
export function ruleSentence(rule: RuleFigures & RuleWords, t: TFunction): string {
  const { beneficiaryField, keyFields, summedField, yearOffset, rate, fixedFen, growthRate, gives } = rule
  const { capFen, windowKind } = rule
  // Whoever holds a certificate or reports a figure is a unit.
  const nameOf = (field: string) => (field.endsWith('.holderId') ? t('subsidy.sentence.holder') : shortName(field))
  const year = yearOffset === -1 ? 'before' : yearOffset === 0 ? 'same' : 'other'
  const byFigure =
    growthRate !== null ? t('subsidy.sentence.byGrowth', { rate: growthRate }) : t('subsidy.sentence.byClause')
  const by =
    fixedFen !== null
      ? t(`subsidy.award.${gives === 'at_least' ? 'at_least' : gives === 'ceiling' ? 'at_most' : 'exactly'}`, {
          amount: wanYuan(fixedFen),
        })
      : rate === null || summedField === null
        ? byFigure
        : t('subsidy.sentence.by', { year: t(`subsidy.sentence.${year}`), amount: amountName(summedField), rate })
  const isYearly = windowKind === 'calendar_year' || windowKind === 'yearly'
  const cap =
    capFen === null
      ? ''
      : t(isYearly ? 'subsidy.sentence.capYear' : 'subsidy.sentence.cap', {
          key: keyFields.map(nameOf).join(t('listing.listSeparator')),
          amount: `${wanYuan(capFen)} ${t('common.wanYuan')}`,
        })
  return t('subsidy.sentence.whole', { who: nameOf(beneficiaryField), by, cap })
}

/** 买方 for `contract.buyerId`, 合同 for `contract.id`. */
function shortName(field: string): string {
  const whole = titleOfField(field)
  const [entity = '', own = ''] = whole.split(' · ')
  return field.endsWith('.id') ? entity : own || whole
}

/** 到账金额, but 技术交易额: an amount that has a name of its own needs no table. */
function amountName(field: string): string {
  const whole = titleOfField(field)
  return field.endsWith('.amountFen')
    ? whole.replace(' · ', /\p{Script=Han}/u.test(whole) ? '' : ' ')
    : shortName(field)
}

export function RuleSentence({ rule }: { rule: RuleFigures & RuleWords }) {
  const { t } = useTranslation()
  return (
    <p style={{ margin: '0 0 8px' }}>
      <strong>{ruleSentence(rule, t)}</strong>
    </p>
  )
}
