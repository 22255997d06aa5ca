/** Organisations that wait to be verified. */
import { WarningOutlined } from '@ant-design/icons'
import { App, Button, Card, Descriptions, Empty, Flex, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { checkCreditCode } from '#domain/identifiers.ts'
import { type Failure, readOutcome } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { problemText } from '#web/i18n/problems.ts'
import { RegionName } from '#web/ui/code-name.tsx'
import { FailureAlert, FailurePanel } from '#web/ui/failure.tsx'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { useLabels } from '#web/ui/labels.ts'
import { Instant } from '#web/ui/moment.tsx'
import { OwnerName } from '#web/ui/result-row.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { VerdictButton } from '#web/ui/verdict-button.tsx'
import { Waiting } from '#web/ui/waiting.tsx'
import {
  type OrganisationWhole,
  organisationLists,
  organisationsQuery,
  rejectMutation,
  verifyMutation,
} from './organisation-documents.ts'

function CreditCode({ code }: { code: string }) {
  const verdict = checkCreditCode(code)
  return (
    <Flex vertical>
      <Typography.Text copyable>{code}</Typography.Text>
      {!verdict.ok && (
        <span>
          <WarningOutlined /> {problemText({ message: verdict.reason, remedy: '' })}
        </span>
      )}
    </Flex>
  )
}

function OrganisationRow({ organisation }: { organisation: OrganisationWhole }) {
  const { t } = useTranslation()
  const { label } = useLabels()
  const { message } = App.useApp()
  const verify = useCommand(verifyMutation, 'verifyOrganisation')
  const reject = useCommand(rejectMutation, 'rejectOrganisation')
  const [failure, setFailure] = useState<Failure | null>(null)
  const [isRejecting, setRejecting] = useState(false)
  const { id, name, kind, regionCode, creditCode, createdAt, viewerCan } = organisation
  const doVerify = async () => {
    const outcome = await verify.send({ id })
    if (outcome.ok) message.success(t('office.verified', { name }))
    else setFailure(outcome.failure)
  }
  const doReject = async ({ reason }: { reason: string }) => {
    const outcome = await reject.send({ id, reason: reason.trim() })
    if (!outcome.ok) return outcome.failure
    message.success(t('office.rejected'))
    return null
  }
  return (
    <Card
      size="small"
      title={<OwnerName owner={organisation} />}
      extra={
        <Flex gap="small">
          <Button onClick={() => setRejecting(true)} disabled={!viewerCan.reject.allowed}>
            {t('office.reject')}
          </Button>
          <VerdictButton verdict={viewerCan.verify} type="primary" loading={verify.isRunning} onClick={doVerify}>
            {t('office.verify')}
          </VerdictButton>
        </Flex>
      }
    >
      {failure && <FailureAlert failure={failure} />}
      <Descriptions
        size="small"
        column={{ xs: 1, md: 2 }}
        items={[
          {
            key: 'code',
            label: t('office.creditCode'),
            children: creditCode ? <CreditCode code={creditCode} /> : t('common.none'),
          },
          { key: 'kind', label: t('account.organisationKind'), children: label('OrganisationKind', kind) },
          { key: 'region', label: t('account.region'), children: <RegionName code={regionCode} /> },
          { key: 'at', label: t('office.submittedAt'), children: <Instant at={createdAt} /> },
        ]}
      />
      <FormDialog<{ reason: string }>
        isOpen={isRejecting}
        title={t('office.reject')}
        submitText={t('office.reject')}
        isDanger
        onClose={() => setRejecting(false)}
        onSubmit={doReject}
      >
        <TextField name="reason" label={t('office.rejectReason')} maxLength={1000} isRequired />
      </FormDialog>
    </Card>
  )
}

export function OrganisationDesk() {
  const { t } = useTranslation()
  const [{ data, error }, ask] = useQuery({
    query: organisationsQuery,
    variables: { state: 'UNVERIFIED', first: 50, after: null },
    requestPolicy: 'cache-and-network',
    context: organisationLists,
  })
  const outcome = readOutcome(data?.organisations, error)
  if (!outcome) return <Waiting />
  if (!outcome.ok)
    return <FailurePanel failure={outcome.failure} onRetry={() => ask({ requestPolicy: 'network-only' })} />
  const { edges } = outcome.value
  if (edges.length === 0) return <Empty description={t('office.deskEmpty')} style={{ padding: 48 }} />
  return (
    <Flex vertical gap="small">
      <Typography.Text type="secondary">{t('office.checkedAgainst')}</Typography.Text>
      {edges.map(({ node }) => (
        <OrganisationRow key={node.id} organisation={node} />
      ))}
    </Flex>
  )
}
