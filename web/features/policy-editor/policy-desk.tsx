/** The office's policies: copies on their way, and every policy with its versions. */
import { PlusOutlined, UploadOutlined } from '@ant-design/icons'
import { App, Card, Flex, Table, type TableColumnsType, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { useQuery } from 'urql'
import { packLimits } from '#domain/subsidy/pack/pack-limits.ts'
import { type Failure, failureOfError, readOutcome } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { RegionName } from '#web/ui/code-name.tsx'
import { FailureAlert, FailurePanel } from '#web/ui/failure.tsx'
import { Instant } from '#web/ui/moment.tsx'
import { StateTag } from '#web/ui/state-tag.tsx'
import { VerdictButton } from '#web/ui/verdict-button.tsx'
import { Waiting } from '#web/ui/waiting.tsx'
import { useIsWide } from '#web/ui/wide.ts'
import { EditStateTag } from './edit-state-tag.tsx'
import {
  type DeskPolicy,
  type PolicyEditHead,
  policyDeskQuery,
  startEditMutation,
  touchesPolicyEdits,
} from './policy-edit-documents.ts'
import { VersionTable } from './version-table.tsx'

/** Three for each sign, as Chinese has. */
const mostBytes = 3 * packLimits.characters

export function editPath(id: string): string {
  return `/workbench/policies/edits/${encodeURIComponent(id)}`
}

/** Begins a copy and opens it. */
export function useStartEdit(onFailure: (failure: Failure | null) => void) {
  const navigate = useNavigate()
  const { send, isRunning } = useCommand(startEditMutation, 'startPolicyEdit', touchesPolicyEdits)
  const start = async (from: { versionId?: string; source?: string }) => {
    onFailure(null)
    const outcome = await send(from)
    if (outcome.ok) navigate(editPath(outcome.value.id))
    else onFailure(outcome.failure)
  }
  return { start, isRunning }
}

export function PolicyDesk() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [failure, setFailure] = useState<Failure | null>(null)
  const [{ data, error }, ask] = useQuery({ query: policyDeskQuery, requestPolicy: 'cache-and-network' })
  const { start, isRunning } = useStartEdit(setFailure)
  if (error && !data) return <FailurePanel failure={failureOfError(error)} onRetry={ask} />
  if (!data) return <Waiting />
  const edits = readOutcome(data.policyEdits, undefined)
  if (edits && !edits.ok) return <FailurePanel failure={edits.failure} />
  /** The file is read here; `false` keeps the component from sending it anywhere. */
  const upload = async (file: File): Promise<false> => {
    if (file.size > mostBytes) message.error(t('policyEditor.fileTooLarge', { most: packLimits.characters }))
    else await start({ source: await file.text() })
    return false
  }
  return (
    <Flex vertical gap="middle">
      {failure && <FailureAlert failure={failure} />}
      <Card
        size="small"
        title={t('policyEditor.copies')}
        extra={
          <Flex wrap gap="small">
            <Upload accept=".yaml,.yml" showUploadList={false} beforeUpload={upload}>
              <VerdictButton verdict={data.mayStartPolicyEdit} icon={<UploadOutlined />} loading={isRunning}>
                {t('policyEditor.uploadYaml')}
              </VerdictButton>
            </Upload>
            <VerdictButton
              type="primary"
              icon={<PlusOutlined />}
              verdict={data.mayStartPolicyEdit}
              loading={isRunning}
              onClick={() => start({})}
            >
              {t('policyEditor.newPolicy')}
            </VerdictButton>
          </Flex>
        }
        styles={{ body: { padding: 0 } }}
      >
        <EditTable edits={edits?.value.data ?? []} />
      </Card>
      <Card size="small" title={t('policyEditor.policies')} styles={{ body: { padding: 0 } }}>
        <PolicyTable policies={data.policies} mayStart={data.mayStartPolicyEdit} onFailure={setFailure} />
      </Card>
    </Flex>
  )
}

function EditTable({ edits }: { edits: readonly PolicyEditHead[] }) {
  const { t } = useTranslation()
  const isWide = useIsWide()
  const columns: TableColumnsType<PolicyEditHead> = [
    {
      title: t('policyEditor.title'),
      key: 'title',
      render: (_, edit) => (
        <Flex vertical align="start" gap={2}>
          <Link to={editPath(edit.id)}>
            <bdi>{edit.title ?? t('policyEditor.untitled')}</bdi>
          </Link>
          {!isWide && <EditStateTag state={edit.state} />}
        </Flex>
      ),
    },
    { title: t('policyEditor.version'), key: 'version', render: (_, edit) => edit.version ?? '—' },
    ...(isWide
      ? [
          {
            title: t('policyEditor.state'),
            key: 'state',
            render: (_: unknown, edit: PolicyEditHead) => <EditStateTag state={edit.state} />,
          },
          { title: t('policyEditor.author'), dataIndex: 'authorName' },
          {
            title: t('policyEditor.reviewer'),
            key: 'reviewer',
            render: (_: unknown, edit: PolicyEditHead) => edit.reviewerName ?? '—',
          },
          {
            title: t('policyEditor.savedAt'),
            key: 'saved',
            render: (_: unknown, edit: PolicyEditHead) => <Instant at={edit.savedAt} />,
          },
        ]
      : []),
  ]
  return (
    <Table
      size="small"
      rowKey={edit => edit.id}
      columns={columns}
      dataSource={[...edits]}
      pagination={{ pageSize: 10, hideOnSinglePage: true }}
      locale={{ emptyText: t('policyEditor.noCopies') }}
    />
  )
}

interface PolicyTableProps {
  policies: readonly DeskPolicy[]
  mayStart: { allowed: boolean; code: string | null; reason: string | null }
  onFailure(failure: Failure | null): void
}

function PolicyTable({ policies, mayStart, onFailure }: PolicyTableProps) {
  const { t } = useTranslation()
  const isWide = useIsWide()
  const columns: TableColumnsType<DeskPolicy> = [
    {
      title: t('policyEditor.title'),
      key: 'title',
      render: (_, policy) => (
        <Link to={`/policies/${encodeURIComponent(policy.id)}`}>
          <bdi>{policy.title}</bdi>
        </Link>
      ),
    },
    {
      title: t('policyEditor.status'),
      key: 'status',
      render: (_, policy) => <StateTag name="PolicyStatus" value={policy.status} />,
    },
    ...(isWide
      ? [
          { title: t('policyEditor.version'), dataIndex: 'version' },
          {
            title: t('policyEditor.jurisdiction'),
            key: 'region',
            render: (_: unknown, policy: DeskPolicy) => <RegionName code={policy.jurisdiction} />,
          },
          {
            title: t('policyEditor.effectiveFrom'),
            key: 'from',
            render: (_: unknown, policy: DeskPolicy) => policy.effectiveFrom ?? '—',
          },
        ]
      : []),
  ]
  return (
    <Table
      size="small"
      rowKey={policy => policy.id}
      columns={columns}
      dataSource={[...policies]}
      pagination={false}
      expandable={{
        expandedRowRender: policy => <VersionTable policyId={policy.id} mayStart={mayStart} onFailure={onFailure} />,
      }}
    />
  )
}
