/** 诚信记录: the bureau's list, each record with the money that is to come back on it. */
import { Button, Card, Empty } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { readOutcome } from '#web/api/outcome.ts'
import { FailurePanel } from '#web/ui/failure.tsx'
import { Page } from '#web/ui/page.tsx'
import { Waiting } from '#web/ui/waiting.tsx'
import { type IntegrityRecord, integrityQuery, mayRecordQuery, touchesIntegrity } from './integrity-documents.ts'
import { RecordDialog } from './record-dialog.tsx'
import { RecordRow } from './record-row.tsx'
import { RepairDialog } from './repair-dialog.tsx'
import { RevokeDialog } from './revoke-dialog.tsx'

const context = { additionalTypenames: touchesIntegrity }

export function IntegrityDesk() {
  const { t } = useTranslation()
  const [{ data }] = useQuery({ query: mayRecordQuery })
  const [isRecording, setRecording] = useState(false)
  const [repaired, setRepaired] = useState<IntegrityRecord | null>(null)
  const [revoked, setRevoked] = useState<IntegrityRecord | null>(null)
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
      <RecordList onRepair={setRepaired} onRevoke={setRevoked} />
      {isRecording && <RecordDialog onClose={() => setRecording(false)} />}
      {repaired && <RepairDialog record={repaired} onClose={() => setRepaired(null)} />}
      {revoked && <RevokeDialog record={revoked} onClose={() => setRevoked(null)} />}
    </Page>
  )
}

interface RecordListProps {
  onRepair(record: IntegrityRecord): void
  onRevoke(record: IntegrityRecord): void
}

function RecordList({ onRepair, onRevoke }: RecordListProps) {
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
        <RecordRow
          key={record.id}
          record={record}
          onRepair={() => onRepair(record)}
          onRevoke={() => onRevoke(record)}
        />
      ))}
    </Card>
  )
}
