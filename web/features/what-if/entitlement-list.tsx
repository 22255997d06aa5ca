/** "我的政策额度": what the viewer's organisation would get under each policy, and what it has got. Drafts are marked. */
import { Alert, Card, Collapse, Descriptions, Empty, Flex, InputNumber, Statistic, Tag, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { readOutcome } from '#web/api/outcome.ts'
import { policyText } from '#web/i18n/policy-words.ts'
import { wanYuan } from '#web/ui/amount.ts'
import { Amount } from '#web/ui/amount-text.tsx'
import { FailurePanel } from '#web/ui/failure.tsx'
import { Waiting } from '#web/ui/waiting.tsx'
import { type Entitlements, entitlementsQuery } from './what-if-documents.ts'

type Entitlement = Entitlements['items'][number]

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
  const { items, refused, asOf, year: shownYear } = outcome.value
  const inForce = items.filter(({ isDraft }) => !isDraft)
  const drafts = items.filter(({ isDraft }) => isDraft)
  return (
    <Flex vertical gap="middle">
      <Card size="small">
        <Flex wrap gap="16px 48px" align="end">
          <Statistic
            title={t('whatIf.mine.entitled')}
            value={wanYuan(sum(inForce, 'entitledFen'))}
            suffix={t('common.wanYuan')}
          />
          <Statistic
            title={t('whatIf.mine.unclaimed')}
            value={wanYuan(sum(inForce, 'unclaimedFen'))}
            suffix={t('common.wanYuan')}
          />
          <Statistic
            title={t('whatIf.mine.paid')}
            value={wanYuan(sum(inForce, 'paidFen'))}
            suffix={t('common.wanYuan')}
          />
          <Flex gap="small" align="center">
            <Typography.Text>{t('whatIf.mine.year')}</Typography.Text>
            <InputNumber
              aria-label={t('whatIf.mine.year')}
              min={2000}
              max={2999}
              precision={0}
              defaultValue={shownYear}
              onChange={value => setYear(value)}
              changeOnBlur={false}
            />
          </Flex>
        </Flex>
        <Typography.Text type="secondary">{t('whatIf.mine.asOf', { day: asOf })}</Typography.Text>
      </Card>
      {items.length === 0 && <Empty style={{ padding: 48 }} description={t('whatIf.mine.empty')} />}
      {inForce.map(one => (
        <EntitlementCard key={`${one.policyId} ${one.rule} ${one.key} ${one.window}`} entitlement={one} />
      ))}
      {drafts.length > 0 && <Alert type="info" showIcon title={t('whatIf.mine.drafts')} />}
      {drafts.map(one => (
        <EntitlementCard key={`${one.policyId} ${one.rule} ${one.key} ${one.window}`} entitlement={one} />
      ))}
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

function sum(items: readonly Entitlement[], field: 'entitledFen' | 'unclaimedFen' | 'paidFen'): number {
  return items.reduce((total, one) => total + one[field], 0)
}

function EntitlementCard({ entitlement }: { entitlement: Entitlement }) {
  const { t } = useTranslation()
  const { isDraft, ruleTitle, policyTitle, clause, window, missing, sharedLimits } = entitlement
  const figures = (['entitled', 'determined', 'claimed', 'approved', 'paid', 'unclaimed'] as const).filter(
    name => name === 'entitled' || !isDraft,
  )
  return (
    <Card size="small" title={ruleTitle} extra={isDraft && <Tag color="warning">{t('whatIf.mine.draftTag')}</Tag>}>
      <Typography.Text type="secondary">
        {policyTitle} · {clause} · {window === 'whole_life' ? t('subsidy.wholeLife') : window}
      </Typography.Text>
      <Descriptions
        size="small"
        column={{ xs: 2, sm: 2, md: 3, xl: 6 }}
        layout="vertical"
        items={figures.map(name => ({
          key: name,
          label: t(`whatIf.mine.${name}`),
          children: <Amount fen={entitlement[`${name}Fen`]} />,
        }))}
      />
      {sharedLimits.length > 0 && (
        <Alert type="info" showIcon title={t('whatIf.mine.shared')} style={{ marginBottom: 8 }} />
      )}
      {missing.length > 0 && (
        <Collapse
          size="small"
          items={[
            {
              key: 'missing',
              label: t('whatIf.mine.missing', { count: missing.length }),
              children: (
                <ul style={{ margin: 0, paddingInlineStart: 20 }}>
                  {missing.map(({ record, date, why, kind }) => (
                    <li key={`${record} ${date} ${why}`}>
                      {date} · {t(`whatIf.record.${kind}` as 'whatIf.record.contract')} · {policyText(why)}
                    </li>
                  ))}
                </ul>
              ),
            },
          ]}
        />
      )}
    </Card>
  )
}
