/** "我的政策额度": what the viewer's organisation would get, then what a condition or a threshold keeps from it, folded. */
import { Alert, Card, Empty, Flex, InputNumber, Statistic, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { readOutcome } from '#web/api/outcome.ts'
import { wanYuan } from '#web/ui/amount.ts'
import { FailurePanel } from '#web/ui/failure.tsx'
import { Waiting } from '#web/ui/waiting.tsx'
import { type Entitlement, type Entitlements, entitlementsQuery } from './entitlement-documents.ts'
import { EntitlementCard, nameOf, UnmetRules } from './entitlement-parts.tsx'

export function EntitlementList() {
  const { t } = useTranslation()
  const [year, setYear] = useState<number | null>(null)
  const [{ data, error }, ask] = useQuery({
    query: entitlementsQuery,
    variables: { year },
    requestPolicy: 'cache-and-network',
  })
  const outcome = readOutcome(data?.myEntitlements, error)
  if (!outcome) return <Waiting />
  if (!outcome.ok) return <FailurePanel failure={outcome.failure} onRetry={ask} />
  const { items, refused } = outcome.value
  const given = items.filter(isGiven)
  const unmet = items.filter(one => !isGiven(one))
  const drafts = given.filter(({ isDraft }) => isDraft)
  return (
    <Flex vertical gap="middle">
      <Sums entitlements={outcome.value} onYear={setYear} />
      {given.length === 0 && <Empty style={{ padding: 48 }} description={t('whatIf.mine.empty')} />}
      {given
        .filter(({ isDraft }) => !isDraft)
        .map(one => (
          <EntitlementCard key={nameOf(one)} entitlement={one} />
        ))}
      {drafts.length > 0 && <Alert type="info" showIcon title={t('whatIf.mine.drafts')} />}
      {drafts.map(one => (
        <EntitlementCard key={nameOf(one)} entitlement={one} />
      ))}
      {unmet.length > 0 && <UnmetRules entitlements={unmet} />}
      {refused.map(({ policyId, policyTitle, why }) => (
        <Alert
          key={policyId}
          type="warning"
          showIcon
          title={t('whatIf.mine.refused', { title: policyTitle })}
          description={why}
        />
      ))}
    </Flex>
  )
}

/** It gives something, or a bureau has a figure of it. */
function isGiven({ entitledFen, determinedFen, claimedFen, approvedFen, paidFen }: Entitlement): boolean {
  return entitledFen === null || entitledFen + determinedFen + claimedFen + approvedFen + paidFen > 0
}

/** What is in force, summed up; and the year it is for. */
function Sums({ entitlements, onYear }: { entitlements: Entitlements; onYear(year: number | null): void }) {
  const { t } = useTranslation()
  const inForce = entitlements.items
    .filter(({ isDraft }) => !isDraft)
    // What was granted over a floor (不低于) is the unit's.
    .map(one => ({ ...one, entitledFen: Math.max(one.entitledFen ?? 0, one.approvedFen + one.paidFen) }))
  return (
    <Card size="small">
      <Flex wrap gap="16px 48px" align="end">
        {(['entitled', 'determined', 'undetermined', 'paid'] as const).map(name => (
          <Statistic
            key={name}
            title={t(`whatIf.mine.${name}`)}
            value={wanYuan(inForce.reduce((total, one) => total + one[`${name}Fen`], 0))}
            suffix={t('common.wanYuan')}
          />
        ))}
        <Flex gap="small" align="center">
          <Typography.Text>{t('whatIf.mine.year')}</Typography.Text>
          <InputNumber
            aria-label={t('whatIf.mine.year')}
            min={2000}
            max={2999}
            precision={0}
            defaultValue={entitlements.year}
            onChange={onYear}
            changeOnBlur={false}
          />
        </Flex>
      </Flex>
      <Typography.Text type="secondary">{t('whatIf.mine.asOf', { day: entitlements.asOf })}</Typography.Text>
    </Card>
  )
}
