/** The year that a rule looks at, its limits beside the cap, and what does not count. */
import { useTranslation } from 'react-i18next'
import { packWord, policyText } from '#web/i18n/policy-words.ts'
import { Amount } from '#web/ui/amount-text.tsx'
import type { PolicyWhole, Rule } from './policy-documents.ts'

export function RuleTerms({ rule, limits }: { rule: Rule; limits: PolicyWhole['limits'] }) {
  const { t } = useTranslation()
  const { yearOffset, exclusions } = rule
  const year = yearOffset === -1 ? 'before' : yearOffset === 0 ? 'same' : null
  return (
    <ul style={{ margin: '0 0 8px', paddingInlineStart: 20 }}>
      {year && <li>{t(`subsidy.yearOf.${year}`)}</li>}
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
