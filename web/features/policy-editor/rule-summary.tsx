/** What a closed rule says of itself: its rate in words, and once the text is a pack, the terms that its readers see in public. */
import { Typography } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { formatRate } from '#domain/money.ts'
import type { PolicyPack } from '#domain/subsidy/pack/policy-pack.ts'
import { readingsFrom, readRule } from '#domain/subsidy/pack/read-pack.ts'
import { termsOf } from '#domain/subsidy/pack/rule-terms.ts'
import { RuleSentence, type RuleWords } from '#web/ui/rule-sentence.tsx'
import { type RuleConditions, RuleFacts, type RuleFigures, RuleTermList } from '#web/ui/rule-terms.tsx'
import { type Entry, textOf, usePackEditor, valueAt } from './editor-context.tsx'
import { readRate, useRateSentence } from './rate-input.tsx'

const asNumber = (fen: bigint | null) => (fen === null ? null : Number(fen))

/** Under the readings taken by default; null without a rule of this id. */
export function shownTerms(pack: PolicyPack, ruleId: string): (RuleFigures & RuleConditions & RuleWords) | null {
  const written = pack.rules.find(({ id }) => id === ruleId)
  if (!written) return null
  const readingOf = readingsFrom({})
  const rule = readRule(written, readingOf)
  const { window, capFen, fixedFen, growthRate, limits, ...terms } = termsOf(pack, rule, readingOf)
  return {
    ...terms,
    rate: rule.rate ? formatRate(rule.rate) : null,
    gives: rule.gives,
    fixedFen: asNumber(fixedFen),
    growthRate: growthRate && formatRate(growthRate),
    capFen: asNumber(capFen),
    windowKind: window.kind,
    yearOffset: window.kind === 'calendar_year' ? window.yearOffset : null,
    limits: limits.map(({ id, amountFen }) => ({ id, amountFen: asNumber(amountFen) })),
  }
}

export function RuleSummary({ rule }: { rule: Entry }) {
  const { t } = useTranslation()
  const { pack } = usePackEditor()
  const sentenceOf = useRateSentence()
  const cap = valueAt(rule, ['cap', 'amount'])
  const said = [
    sentenceOf(readRate(rule.rate)),
    typeof cap === 'string' ? t('policyEditor.capIs', { amount: cap }) : null,
  ].filter(part => part !== null)
  const id = textOf(rule.id)
  const terms = useMemo(() => pack && shownTerms(pack, id), [pack, id])
  return (
    <>
      {said.length > 0 && (
        <Typography.Paragraph type="secondary" style={{ marginBottom: 8 }}>
          {said.join(t('common.semicolon'))}
        </Typography.Paragraph>
      )}
      {terms && (
        <>
          <RuleSentence rule={terms} />
          <RuleFacts rule={terms} />
          <RuleTermList rule={terms} />
        </>
      )}
    </>
  )
}
