/** The page of one registration: where it stands, by when it must be decided, what is recognised. */
import { Alert, Button, Card, Descriptions, Flex, Typography } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { useQuery } from 'urql'
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
import { UserText } from '#web/ui/user-text.tsx'
import { Waiting } from '#web/ui/waiting.tsx'
import { RegistrationActions } from './registration-actions.tsx'
import { type Registration, registrationQuery } from './registration-documents.ts'
import { registrationPath } from './registration-list.tsx'

interface LoaderProps {
  id: string
  absent: ReactNode
  children(registration: Registration): ReactNode
}

export function RegistrationLoader({ id, absent, children }: LoaderProps) {
  const [{ data: fetched, error }, ask] = useQuery({
    query: registrationQuery,
    variables: { id },
    requestPolicy: 'cache-and-network',
  })
  const data = useKept(id, fetched)
  if (error && !data) return <FailurePanel failure={failureOfError(error)} onRetry={ask} />
  if (!data) return <Waiting />
  if (data.node?.__typename !== 'Registration') return absent
  return children(data.node)
}

const stages = ['submit', 'accept', 'examine', 'register'] as const
type State = Registration['state']

const doneIn: Record<State, number> = {
  DRAFT: 0,
  CORRECTION_REQUESTED: 0,
  SUBMITTED: 1,
  ACCEPTED: 2,
  EXPERT_EXAMINATION: 2,
  EXAMINED: 3,
  REGISTERED: 4,
  REFUSED: 3,
  DEREGISTERED: 4,
  REVOKED: 4,
}

function Progress({ registration }: { registration: Registration }) {
  const { t } = useTranslation()
  const { label } = useLabels()
  const { state, createdAt, acceptedAt, dueOn, isDueOnEstimated, registeredOn, latestReason, refusalReason } =
    registration
  const isDeciding = ['ACCEPTED', 'EXAMINED', 'EXPERT_EXAMINATION'].includes(state)
  const notes: Partial<Record<(typeof stages)[number], ReactNode>> = {
    submit: <Instant at={createdAt} />,
    accept: acceptedAt && <Instant at={acceptedAt} />,
    register: registeredOn,
  }
  return (
    <Card size="small" title={t('registration.progress')}>
      <Flex vertical gap="middle">
        <StageSteps
          doneCount={doneIn[state]}
          isBroken={state === 'REFUSED'}
          stages={stages.map(stage => ({ key: stage, title: t(`registration.stage.${stage}`), note: notes[stage] }))}
        />
        <Alert
          type={state === 'REFUSED' || state === 'CORRECTION_REQUESTED' ? 'warning' : 'info'}
          showIcon
          title={t(`registration.next.${state}`)}
          description={
            isDeciding &&
            dueOn && (
              <span>
                {t('registration.dueOn')}：<strong>{dueOn}</strong>
                {isDueOnEstimated && `（${t('registration.dueEstimated')}）`}
                <br />
                <Typography.Text type="secondary">{t('registration.dueHint')}</Typography.Text>
              </span>
            )
          }
        />
        {refusalReason && (
          <Alert type="error" title={`${t('registration.refusalReason')}：${label('RefusalReason', refusalReason)}`} />
        )}
        {latestReason && (
          <Alert type="info" title={t('registration.latestReason')} description={<UserText text={latestReason} />} />
        )}
      </Flex>
    </Card>
  )
}

function Facts({ registration }: { registration: Registration }) {
  const { t } = useTranslation()
  const { label } = useLabels()
  const { contract, recognisedType, recognisedAmountFen, number, verificationCode } = registration
  return (
    <Card size="small">
      <Descriptions
        size="small"
        column={{ xs: 1, sm: 1, md: 2 }}
        items={[
          {
            key: 'contract',
            label: t('registration.contract'),
            children: (
              <Link to={`/workbench/contracts/${encodeURIComponent(contract.id)}`}>
                <bdi>{contract.title}</bdi>
              </Link>
            ),
          },
          { key: 'registry', label: t('registration.registry'), children: <OwnerName owner={registration.registry} /> },
          { key: 'buyer', label: t('contract.buyer'), children: <OwnerName owner={contract.buyer} /> },
          { key: 'seller', label: t('contract.seller'), children: <OwnerName owner={contract.seller} /> },
          { key: 'type', label: t('contract.type'), children: label('ContractType', contract.type) },
          { key: 'field', label: t('contract.field'), children: label('TechnologyField', contract.field) },
          { key: 'amount', label: t('contract.amount'), children: <Amount fen={contract.contractAmountFen} /> },
          {
            key: 'tech',
            label: t('contract.technologyAmount'),
            children: <Amount fen={contract.technologyAmountFen} />,
          },
          ...(recognisedType
            ? [
                {
                  key: 'rtype',
                  label: t('registration.recognisedType'),
                  children: <strong>{label('ContractType', recognisedType)}</strong>,
                },
              ]
            : []),
          ...(recognisedAmountFen === null
            ? []
            : [
                {
                  key: 'ramount',
                  label: t('registration.recognisedAmount'),
                  children: (
                    <strong>
                      <Amount fen={recognisedAmountFen} />
                    </strong>
                  ),
                },
              ]),
          ...(number ? [{ key: 'number', label: t('registration.number'), children: <strong>{number}</strong> }] : []),
          ...(verificationCode
            ? [
                {
                  key: 'code',
                  label: t('registration.verificationCode'),
                  children: <Typography.Text code>{verificationCode}</Typography.Text>,
                },
              ]
            : []),
        ]}
      />
    </Card>
  )
}

export function RegistrationView({ registration }: { registration: Registration }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [failure, setFailure] = useState<Failure | null>(null)
  return (
    <Page
      title={
        <Flex wrap gap="small" align="center">
          <bdi>{registration.contract.title}</bdi>
          <StateTag name="RegistrationState" value={registration.state} />
        </Flex>
      }
      plainTitle={registration.contract.title}
      lead={t('registration.list')}
      extra={
        <>
          {registration.verificationCode && (
            <Button type="primary" onClick={() => navigate(`${registrationPath(registration.id)}/certificate`)}>
              {t('registration.openCertificate')}
            </Button>
          )}
          <RegistrationActions registration={registration} onFailure={setFailure} />
        </>
      }
    >
      {failure && <FailureAlert failure={failure} />}
      <Progress registration={registration} />
      <Facts registration={registration} />
    </Page>
  )
}
