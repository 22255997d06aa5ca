import { Card, Empty } from 'antd'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { failureOfError } from '#web/api/outcome.ts'
import { RegionName } from '#web/ui/code-name.tsx'
import { FailurePanel } from '#web/ui/failure.tsx'
import { ResultRow } from '#web/ui/result-row.tsx'
import { StateTag } from '#web/ui/state-tag.tsx'
import { Waiting } from '#web/ui/waiting.tsx'
import { policiesQuery } from './policy-documents.ts'

export function policyPath(id: string): string {
  return `/policies/${encodeURIComponent(id)}`
}

export function PolicyList() {
  const { t } = useTranslation()
  const [{ data, error }, ask] = useQuery({ query: policiesQuery })
  if (error && !data) return <FailurePanel failure={failureOfError(error)} onRetry={ask} />
  if (!data) return <Waiting />
  return (
    <Card styles={{ body: { padding: 0 } }}>
      {data.policies.length === 0 && <Empty style={{ padding: 48 }} description={t('common.empty')} />}
      {data.policies.map(policy => (
        <ResultRow
          key={policy.id}
          to={policyPath(policy.id)}
          title={policy.title}
          tags={<StateTag name="PolicyStatus" value={policy.status} />}
          facts={[
            { label: t('subsidy.issuingBody'), value: policy.issuingBody },
            { label: t('subsidy.jurisdiction'), value: <RegionName code={policy.jurisdiction} /> },
            { label: t('subsidy.clauses'), value: t('subsidy.clauseCount', { count: policy.clauses.length }) },
            {
              label: t('subsidy.computable'),
              value: t('subsidy.computableCount', {
                count: policy.clauses.filter(clause => clause.isComputable).length,
              }),
            },
            { label: t('subsidy.effective'), value: policy.effectiveFrom ?? '—' },
          ]}
        />
      ))}
    </Card>
  )
}
