/** Every version of one policy with the days it governs; two of them are compared, any begins a copy. */
import { Button, Flex, Modal, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { diffPacks } from '#domain/subsidy/editor/diff-packs.ts'
import { type Failure, failureOfError } from '#web/api/outcome.ts'
import { FailurePanel } from '#web/ui/failure.tsx'
import { Instant } from '#web/ui/moment.tsx'
import { StateTag } from '#web/ui/state-tag.tsx'
import { type Verdict, VerdictButton } from '#web/ui/verdict-button.tsx'
import { Waiting } from '#web/ui/waiting.tsx'
import { useIsWide } from '#web/ui/wide.ts'
import { ChangeList } from './change-list.tsx'
import { useStartEdit } from './policy-desk.tsx'
import { type PolicyVersion, policyVersionsQuery } from './policy-edit-documents.ts'

interface VersionTableProps {
  policyId: string
  mayStart: Verdict
  onFailure(failure: Failure | null): void
}

export function VersionTable({ policyId, mayStart, onFailure }: VersionTableProps) {
  const { t } = useTranslation()
  const isWide = useIsWide()
  const [{ data, error }, ask] = useQuery({ query: policyVersionsQuery, variables: { policyId } })
  const [comparing, setComparing] = useState<PolicyVersion | null>(null)
  const { start, isRunning } = useStartEdit(onFailure)
  if (error && !data) return <FailurePanel failure={failureOfError(error)} onRetry={ask} />
  if (!data) return <Waiting />
  const versions = data.policyVersions
  const before = comparing && versions[versions.indexOf(comparing) + 1]
  const columns: TableColumnsType<PolicyVersion> = [
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
    ...(isWide
      ? [
          {
            title: t('policyEditor.publishedAt'),
            key: 'published',
            render: (_: unknown, version: PolicyVersion) => <Instant at={version.publishedAt} />,
          },
        ]
      : []),
    {
      title: t('common.actions'),
      key: 'actions',
      render: (_, version, at) => (
        <Flex wrap gap={4}>
          {at < versions.length - 1 && (
            <Button size="small" onClick={() => setComparing(version)}>
              {t('policyEditor.compare')}
            </Button>
          )}
          <VerdictButton
            size="small"
            verdict={mayStart}
            loading={isRunning}
            onClick={() => start({ versionId: version.id })}
          >
            {t('policyEditor.startFrom')}
          </VerdictButton>
        </Flex>
      ),
    },
  ]
  return (
    <>
      <Table
        size="small"
        rowKey={version => version.id}
        columns={columns}
        dataSource={[...versions]}
        pagination={false}
      />
      <Modal
        open={comparing !== null}
        title={t('policyEditor.compareTitle', { before: before?.version ?? '', after: comparing?.version ?? '' })}
        footer={null}
        width={960}
        onCancel={() => setComparing(null)}
      >
        {comparing && before && <ChangeList changes={diffPacks(before.source, comparing.source)} />}
      </Modal>
    </>
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
