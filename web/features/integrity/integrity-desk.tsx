/** 诚信记录: the bureau's list, each record with the money that is to come back on it. */
import { Button, Card, Empty, Tag, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useQuery } from 'urql'
import { readOutcome } from '#web/api/outcome.ts'
import { Amount } from '#web/ui/amount-text.tsx'
import { FailurePanel } from '#web/ui/failure.tsx'
import { useLabels } from '#web/ui/labels.ts'
import { Instant } from '#web/ui/moment.tsx'
import { Page } from '#web/ui/page.tsx'
import { ResultRow } from '#web/ui/result-row.tsx'
import { Waiting } from '#web/ui/waiting.tsx'
import { type IntegrityRecord, integrityQuery, mayRecordQuery, touchesIntegrity } from './integrity-documents.ts'
import { RecordDialog } from './record-dialog.tsx'
import { RepairDialog } from './repair-dialog.tsx'

const context = { additionalTypenames: touchesIntegrity }
const figurePath = (id: string) => `/workbench/subsidies/${encodeURIComponent(id)}`

export function IntegrityDesk() {
  const { t } = useTranslation()
  const [{ data }] = useQuery({ query: mayRecordQuery })
  const [isRecording, setRecording] = useState(false)
  const [repaired, setRepaired] = useState<IntegrityRecord | null>(null)
  return (
    <Page
      title={t('integrity.title')}
      lead={t('integrity.lead')}
      extra={
        data?.mayRecordIntegrity.allowed && (
          <Button type="primary" onClick={() => setRecording(true)}>
            {t('integrity.record')}
          </Button>
        )
      }
    >
      <RecordList onRepair={setRepaired} />
      {isRecording && <RecordDialog onClose={() => setRecording(false)} />}
      {repaired && <RepairDialog record={repaired} onClose={() => setRepaired(null)} />}
    </Page>
  )
}

function RecordList({ onRepair }: { onRepair(record: IntegrityRecord): void }) {
  const { t } = useTranslation()
  const [{ data, error }, ask] = useQuery({ query: integrityQuery, requestPolicy: 'cache-and-network', context })
  const outcome = readOutcome(data?.integrityRecords, error)
  if (!outcome) return <Waiting />
  if (!outcome.ok) return <FailurePanel failure={outcome.failure} onRetry={ask} />
  const records = outcome.value.data
  if (records.length === 0) return <Empty description={t('integrity.empty')} style={{ padding: 48 }} />
  return (
    <Card styles={{ body: { padding: 0 } }}>
      {records.map(record => (
        <RecordRow key={record.id} record={record} onRepair={() => onRepair(record)} />
      ))}
    </Card>
  )
}

function RecordRow({ record, onRepair }: { record: IntegrityRecord; onRepair(): void }) {
  const { t } = useTranslation()
  const { label } = useLabels()
  const { organisationName, category, summary, determinationId, foundOn, evidence, repairedOn, mayRepair } = record
  const scope = determinationId ? (
    <Link to={figurePath(determinationId)}>{t('integrity.oneScope')}</Link>
  ) : (
    t('integrity.wholeScope')
  )
  return (
    <ResultRow
      to={null}
      title={organisationName}
      tags={
        <>
          <Tag>{label('IntegrityCategory', category)}</Tag>
          <Tag color={repairedOn ? 'success' : 'error'}>
            {t(repairedOn ? 'integrity.repairedTag' : 'integrity.openTag')}
          </Tag>
        </>
      }
      lead={summary}
      facts={[
        { label: t('integrity.foundOn'), value: foundOn },
        ...(repairedOn ? [{ label: t('integrity.repairedOn'), value: repairedOn }] : []),
        { label: t('integrity.scope'), value: scope },
        {
          label: t('integrity.decision'),
          value: (
            <a href={evidence.url} download title={evidence.sha256}>
              <bdi>{evidence.name}</bdi>
            </a>
          ),
        },
        { label: t('integrity.clawbacks'), value: <Clawbacks clawbacks={record.clawbacks} /> },
        {
          label: t('integrity.recordedBy'),
          value: (
            <>
              <bdi>{record.recordedByName}</bdi> <Instant at={record.recordedAt} />
            </>
          ),
        },
      ]}
      extra={!repairedOn && mayRepair.allowed && <Button onClick={onRepair}>{t('integrity.repair')}</Button>}
    />
  )
}

function Clawbacks({ clawbacks }: Pick<IntegrityRecord, 'clawbacks'>) {
  const { t } = useTranslation()
  if (clawbacks.length === 0) return <Typography.Text>{t('integrity.noClawbacks')}</Typography.Text>
  return clawbacks.map(({ id, determinationId, amountFen, collectedOn }) => (
    <span key={id} style={{ marginInlineEnd: 12 }}>
      <Link to={figurePath(determinationId)}>
        <Amount fen={amountFen} />
      </Link>{' '}
      {t(collectedOn ? 'subsidyMoney.isCollected' : 'subsidyMoney.isOpen')}
    </span>
  ))
}
