/** One record: what was found, where it stands, and the money that is to come back on it. */
import { Button, Flex, Tag, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Amount } from '#web/ui/amount-text.tsx'
import { useLabels } from '#web/ui/labels.ts'
import { Instant } from '#web/ui/moment.tsx'
import { type Fact, ResultRow } from '#web/ui/result-row.tsx'
import { isWorthShowing, VerdictButton } from '#web/ui/verdict-button.tsx'
import type { IntegrityRecord } from './integrity-documents.ts'

const figurePath = (id: string) => `/workbench/subsidies/${encodeURIComponent(id)}`

/** Revoked says more than repaired: nothing follows from it at all. */
function stateOf({ repairedOn, revokedOn }: IntegrityRecord) {
  if (revokedOn) return { word: 'integrity.revokedTag', color: 'default' } as const
  if (repairedOn) return { word: 'integrity.repairedTag', color: 'success' } as const
  return { word: 'integrity.openTag', color: 'error' } as const
}

interface RecordRowProps {
  record: IntegrityRecord
  onRepair(): void
  onRevoke(): void
}

export function RecordRow({ record, onRepair, onRevoke }: RecordRowProps) {
  const { t } = useTranslation()
  const { label } = useLabels()
  const state = stateOf(record)
  return (
    <ResultRow
      to={null}
      title={record.organisationName}
      tags={
        <>
          <Tag>{label('IntegrityCategory', record.category)}</Tag>
          <Tag color={state.color}>{t(state.word)}</Tag>
        </>
      }
      lead={record.summary}
      facts={useFacts(record)}
      extra={!record.revokedOn && <Steps record={record} onRepair={onRepair} onRevoke={onRevoke} />}
    />
  )
}

function useFacts(record: IntegrityRecord): Fact[] {
  const { t } = useTranslation()
  const { determinationId, foundOn, repairedOn, evidence, clawbacks, recordedByName, recordedAt } = record
  const scope = determinationId ? (
    <Link to={figurePath(determinationId)}>{t('integrity.oneScope')}</Link>
  ) : (
    t('integrity.wholeScope')
  )
  const recordedBy = (
    <>
      <bdi>{recordedByName}</bdi> <Instant at={recordedAt} />
    </>
  )
  return [
    { label: t('integrity.foundOn'), value: foundOn },
    ...(repairedOn ? [{ label: t('integrity.repairedOn'), value: repairedOn }] : []),
    { label: t('integrity.scope'), value: scope },
    { label: t('integrity.decision'), value: <DocumentLink document={evidence} /> },
    { label: t('integrity.clawbacks'), value: <Clawbacks clawbacks={clawbacks} /> },
    { label: t('integrity.recordedBy'), value: recordedBy },
    ...useRevocation(record),
  ]
}

function useRevocation({ revokedOn, revokedByName, revocationReason, revocationEvidence }: IntegrityRecord): Fact[] {
  const { t } = useTranslation()
  if (!revokedOn) return []
  const document = revocationEvidence && <DocumentLink document={revocationEvidence} />
  return [
    { label: t('integrity.revokedOn'), value: revokedOn },
    { label: t('integrity.revokedBy'), value: <bdi>{revokedByName}</bdi> },
    { label: t('integrity.revocationReason'), value: <bdi>{revocationReason}</bdi> },
    ...(document ? [{ label: t('integrity.revocationEvidence'), value: document }] : []),
  ]
}

function DocumentLink({ document: { url, name, sha256 } }: { document: IntegrityRecord['evidence'] }) {
  return (
    <a href={url} download title={sha256}>
      <bdi>{name}</bdi>
    </a>
  )
}

function Steps({ record: { repairedOn, mayRepair, mayRevoke }, onRepair, onRevoke }: RecordRowProps) {
  const { t } = useTranslation()
  return (
    <Flex gap="small" wrap>
      {!repairedOn && mayRepair.allowed && <Button onClick={onRepair}>{t('integrity.repair')}</Button>}
      {isWorthShowing(mayRevoke) && (
        <VerdictButton verdict={mayRevoke} onClick={onRevoke}>
          {t('integrity.revoke')}
        </VerdictButton>
      )}
    </Flex>
  )
}

function Clawbacks({ clawbacks }: Pick<IntegrityRecord, 'clawbacks'>) {
  const { t } = useTranslation()
  if (clawbacks.length === 0) return <Typography.Text>{t('integrity.noClawbacks')}</Typography.Text>
  return clawbacks.map(({ id, determinationId, amountFen, collectedOn, cancelledAt }) => (
    <span key={id} style={{ marginInlineEnd: 12 }}>
      <Link to={figurePath(determinationId)}>
        <Amount fen={amountFen} />
      </Link>{' '}
      {t(cancelledAt ? 'subsidyMoney.isCancelled' : collectedOn ? 'subsidyMoney.isCollected' : 'subsidyMoney.isOpen')}
    </span>
  ))
}
