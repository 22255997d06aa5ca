/** The page of one contract: where it stands, what was agreed, its money, its registration. */
import { CheckOutlined } from '@ant-design/icons'
import { Alert, Card, Descriptions, Empty, Flex, Table, Typography } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useQuery } from 'urql'
import { amountInWords } from '#domain/money.ts'
import { type Failure, failureOfError } from '#web/api/outcome.ts'
import { useKept } from '#web/api/use-kept.ts'
import { Amount } from '#web/ui/amount-text.tsx'
import { FailureAlert, FailurePanel } from '#web/ui/failure.tsx'
import { useLabels } from '#web/ui/labels.ts'
import { Instant } from '#web/ui/moment.tsx'
import { Page } from '#web/ui/page.tsx'
import { OwnerName } from '#web/ui/result-row.tsx'
import { StageSteps } from '#web/ui/stage-steps.tsx'
import { StateTag } from '#web/ui/state-tag.tsx'
import { Waiting } from '#web/ui/waiting.tsx'
import { ContractActions } from './contract-actions.tsx'
import { type Contract, contractQuery } from './contract-documents.ts'
import { MoneyFacts } from './money-facts.tsx'

interface LoaderProps {
  id: string
  absent: ReactNode
  children(contract: Contract): ReactNode
}

export function ContractLoader({ id, absent, children }: LoaderProps) {
  const [{ data: fetched, error }, ask] = useQuery({
    query: contractQuery,
    variables: { id },
    requestPolicy: 'cache-and-network',
  })
  const data = useKept(id, fetched)
  if (error && !data) return <FailurePanel failure={failureOfError(error)} onRetry={ask} />
  if (!data) return <Waiting />
  if (data.node?.__typename !== 'Contract') return absent
  return children(data.node)
}

const stages = ['draft', 'sign', 'register', 'perform', 'complete'] as const

/** Registration and performance go side by side; the line stands at the first of them that is not done. */
function doneCount({ state, registrations }: Contract): number {
  if (state === 'COMPLETED') return 5
  if (state === 'DRAFT' || state === 'TERMINATED') return 1
  return registrations.some(registration => registration.state === 'REGISTERED') ? 3 : 2
}

function Progress({ contract }: { contract: Contract }) {
  const { t } = useTranslation()
  const registered = contract.registrations.find(registration => registration.state === 'REGISTERED')
  const isRegistered = registered !== undefined && (contract.state === 'SIGNED' || contract.state === 'PERFORMING')
  const notes = { sign: contract.signedOn, register: registered?.registeredOn }
  return (
    <Card size="small" title={t('contract.progress')}>
      <Flex vertical gap="middle">
        <StageSteps
          doneCount={doneCount(contract)}
          isBroken={contract.state === 'TERMINATED'}
          stages={stages.map(stage => ({
            key: stage,
            title: t(`contract.stage.${stage}`),
            note: stage in notes ? notes[stage as keyof typeof notes] : null,
          }))}
        />
        <Alert
          type="info"
          showIcon
          title={isRegistered ? t('contract.nextRegistered') : t(`contract.next.${contract.state}`)}
        />
      </Flex>
    </Card>
  )
}

function Signature({ at }: { at: string | null }) {
  const { t } = useTranslation()
  if (!at) return <Typography.Text type="secondary">（{t('contract.notSignedYet')}）</Typography.Text>
  return (
    <Typography.Text type="secondary">
      （<CheckOutlined /> <Instant at={at} />）
    </Typography.Text>
  )
}

function Terms({ contract }: { contract: Contract }) {
  const { t } = useTranslation()
  const { label } = useLabels()
  const amount = (fen: number) => (
    <span>
      <strong>
        <Amount fen={fen} />
      </strong>{' '}
      <Typography.Text type="secondary">{amountInWords(BigInt(fen))}</Typography.Text>
    </span>
  )
  return (
    <Card size="small">
      <Descriptions
        size="small"
        column={{ xs: 1, sm: 1, md: 2 }}
        items={[
          { key: 'amount', label: t('contract.amount'), children: amount(contract.contractAmountFen) },
          { key: 'tech', label: t('contract.technologyAmount'), children: amount(contract.technologyAmountFen) },
          {
            key: 'buyer',
            label: t('contract.buyer'),
            children: (
              <span>
                <OwnerName owner={contract.buyer} />
                <Signature at={contract.buyerSignedAt} />
              </span>
            ),
          },
          {
            key: 'seller',
            label: t('contract.seller'),
            children: (
              <span>
                <OwnerName owner={contract.seller} />
                <Signature at={contract.sellerSignedAt} />
              </span>
            ),
          },
          { key: 'type', label: t('contract.type'), children: label('ContractType', contract.type) },
          { key: 'field', label: t('contract.field'), children: label('TechnologyField', contract.field) },
          {
            key: 'signed',
            label: t('contract.signedOn'),
            children: contract.signedOn ?? t('contract.notSignedYet'),
          },
          ...(contract.challengeId
            ? [
                {
                  key: 'challenge',
                  label: t('contract.fromChallenge'),
                  children: (
                    <Link to={`/challenges/${encodeURIComponent(contract.challengeId)}`}>{t('common.view')}</Link>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Card>
  )
}

function Lines({ lines }: { lines: Contract['lines'] }) {
  const { t } = useTranslation()
  const { label } = useLabels()
  if (lines.length === 0) return null
  return (
    <Card size="small" title={t('contract.lines')} styles={{ body: { padding: 0 } }}>
      <Table
        size="small"
        rowKey={line => `${line.kind} ${line.description} ${line.amountFen}`}
        dataSource={[...lines]}
        pagination={false}
        scroll={{ x: 'max-content' }}
        columns={[
          { title: t('contract.lineKind'), key: 'kind', render: (_, line) => label('ContractLineKind', line.kind) },
          {
            title: t('contract.lineDescription'),
            key: 'what',
            render: (_, line) => <bdi>{line.description}</bdi>,
          },
          {
            title: t('contract.lineAmount'),
            key: 'amount',
            align: 'end',
            render: (_, line) => <Amount fen={line.amountFen} />,
          },
          {
            title: t('contract.lineDeliverableShort'),
            key: 'deliverable',
            render: (_, line) => t(line.isReasonableDeliverable ? 'common.yes' : 'common.no'),
          },
        ]}
      />
    </Card>
  )
}

function Registrations({ contract, extra }: { contract: Contract; extra: ReactNode }) {
  const { t } = useTranslation()
  return (
    <Card size="small" title={t('contract.registration')} extra={extra}>
      {contract.registrations.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('registration.empty')} />
      ) : (
        contract.registrations.map(({ id, state, number, registry }) => (
          <Flex key={id} wrap gap="small" align="center">
            <StateTag name="RegistrationState" value={state} />
            <OwnerName owner={registry} />
            <Link to={`/workbench/registrations/${encodeURIComponent(id)}`}>{number ?? t('common.view')}</Link>
          </Flex>
        ))
      )}
    </Card>
  )
}

interface ViewProps {
  contract: Contract
  actingId: string | null
  /** The way to hand it in for registration: another room's button. */
  registering: ReactNode
}

export function ContractView({ contract, actingId, registering }: ViewProps) {
  const { t } = useTranslation()
  const [failure, setFailure] = useState<Failure | null>(null)
  return (
    <Page
      title={
        <Flex wrap gap="small" align="center">
          <bdi>{contract.title}</bdi>
          <StateTag name="ContractState" value={contract.state} />
        </Flex>
      }
      plainTitle={contract.title}
      lead={t('contract.list')}
      extra={<ContractActions contract={contract} actingId={actingId} onFailure={setFailure} />}
    >
      {failure && <FailureAlert failure={failure} />}
      <Progress contract={contract} />
      <Terms contract={contract} />
      <Lines lines={contract.lines} />
      <MoneyFacts contract={contract} />
      <Registrations contract={contract} extra={registering} />
    </Page>
  )
}
