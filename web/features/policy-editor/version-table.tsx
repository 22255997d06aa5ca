/** Every version of one policy with the days it governs; two of them are compared, any begins a copy. */
import { Button, Flex, Modal, Popconfirm, Table, type TableColumnsType } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { diffPacks } from '#domain/subsidy/editor/diff-packs.ts'
import { type Failure, failureOfError } from '#web/api/outcome.ts'
import { beijingDay } from '#web/ui/beijing.ts'
import { FailurePanel } from '#web/ui/failure.tsx'
import { Instant } from '#web/ui/moment.tsx'
import { StateTag } from '#web/ui/state-tag.tsx'
import { type Verdict, VerdictButton } from '#web/ui/verdict-button.tsx'
import { Waiting } from '#web/ui/waiting.tsx'
import { useIsWide } from '#web/ui/wide.ts'
import { ChangeList } from './change-list.tsx'
import { useStartEdit } from './policy-desk.tsx'
import { type PolicyVersion, policyVersionsQuery } from './policy-edit-documents.ts'
import { repealedText } from './repeal.ts'

interface VersionTableProps {
  policyId: string
  mayStart: Verdict
  onFailure(failure: Failure | null): void
}

export function VersionTable({ policyId, mayStart, onFailure }: VersionTableProps) {
  const [{ data, error }, ask] = useQuery({ query: policyVersionsQuery, variables: { policyId } })
  const [comparing, setComparing] = useState<PolicyVersion | null>(null)
  const { start, isRunning } = useStartEdit(onFailure)
  const versions = data?.policyVersions ?? []
  const before = comparing && versions[versions.indexOf(comparing) + 1]
  const columns = useVersionColumns((version, at) => (
    <VersionActions
      mayStart={mayStart}
      isRunning={isRunning}
      onStart={() => start({ versionId: version.id })}
      onCompare={at < versions.length - 1 ? () => setComparing(version) : null}
      onRepeal={
        version.status === 'IN_FORCE' && version.governs && !version.governs.to
          ? () => start({ source: repealedText(version.source, beijingDay(Date.now())) })
          : null
      }
    />
  ))
  if (error && !data) return <FailurePanel failure={failureOfError(error)} onRetry={ask} />
  if (!data) return <Waiting />
  return (
    <>
      <Table
        size="small"
        rowKey={version => version.id}
        columns={columns}
        dataSource={[...versions]}
        pagination={false}
      />
      {comparing && before && <Comparison before={before} after={comparing} onClose={() => setComparing(null)} />}
    </>
  )
}

function useVersionColumns(
  actions: (version: PolicyVersion, at: number) => ReactNode,
): TableColumnsType<PolicyVersion> {
  const { t } = useTranslation()
  const isWide = useIsWide()
  const published = {
    title: t('policyEditor.publishedAt'),
    key: 'published',
    render: (_: unknown, version: PolicyVersion) => <Instant at={version.publishedAt} />,
  }
  return [
    {
      title: t('policyEditor.version'),
      key: 'version',
      render: (_, version) => (
        <Flex wrap gap={4}>
          {version.version} <StateTag name="PolicyStatus" value={version.status} />
        </Flex>
      ),
    },
    { title: t('policyEditor.governs'), key: 'governs', render: (_, version) => <Governs version={version} /> },
    ...(isWide ? [published] : []),
    { title: t('common.actions'), key: 'actions', render: (_, version, at) => actions(version, at) },
  ]
}

interface ActionsProps {
  mayStart: Verdict
  isRunning: boolean
  onStart(): void
  /** Null for the oldest. */
  onCompare: (() => void) | null
  /** Null for one that does not govern without an end. */
  onRepeal: (() => void) | null
}

function VersionActions({ mayStart, isRunning, onStart, onCompare, onRepeal }: ActionsProps) {
  const { t } = useTranslation()
  return (
    <Flex wrap gap={4}>
      {onCompare && (
        <Button size="small" onClick={onCompare}>
          {t('policyEditor.compare')}
        </Button>
      )}
      <VerdictButton size="small" verdict={mayStart} loading={isRunning} onClick={onStart}>
        {t('policyEditor.startFrom')}
      </VerdictButton>
      {onRepeal && (
        <Popconfirm
          title={t('policyEditor.repeal')}
          description={t('policyEditor.repealHint')}
          okText={t('policyEditor.repeal')}
          cancelText={t('common.cancel')}
          disabled={!mayStart.allowed}
          onConfirm={onRepeal}
        >
          <VerdictButton size="small" danger verdict={mayStart} loading={isRunning}>
            {t('policyEditor.repeal')}
          </VerdictButton>
        </Popconfirm>
      )}
    </Flex>
  )
}

interface ComparisonProps {
  before: PolicyVersion
  after: PolicyVersion
  onClose(): void
}

function Comparison({ before, after, onClose }: ComparisonProps) {
  const { t } = useTranslation()
  return (
    <Modal
      open
      title={t('policyEditor.compareTitle', { before: before.version, after: after.version })}
      footer={null}
      width={960}
      onCancel={onClose}
    >
      <ChangeList changes={diffPacks(before.source, after.source)} />
    </Modal>
  )
}

function Governs({ version: { governs, status } }: { version: PolicyVersion }) {
  const { t } = useTranslation()
  if (!governs) return <>{t(status === 'DRAFT' ? 'policyEditor.governsDraft' : 'policyEditor.governsNever')}</>
  return (
    <>
      {t(governs.to ? 'policyEditor.governsUntil' : 'policyEditor.governsFrom', { from: governs.from, to: governs.to })}
    </>
  )
}
