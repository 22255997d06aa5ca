/** Where a determination stands on its way to money, what was granted and paid, and who did what. */
import { Alert, Card, Descriptions, Flex, Timeline, Typography } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Amount } from '#web/ui/amount-text.tsx'
import { useLabels } from '#web/ui/labels.ts'
import { Instant } from '#web/ui/moment.tsx'
import { StageSteps } from '#web/ui/stage-steps.tsx'
import { UserText } from '#web/ui/user-text.tsx'
import { CancelClawback } from './cancel-clawback.tsx'
import type { Determination } from './determination-documents.ts'
import { noticePath } from './determination-list.tsx'
import { LowerFigureLink } from './lower-figure-link.tsx'

const stages = ['determine', 'claim', 'review', 'approve', 'pay'] as const
type State = Determination['state']

function doneCount({ state, claimedAt, toldAt, reviewedAt, approvedAt }: Determination): number {
  const done: Partial<Record<State, number>> = {
    SIMULATED: 1,
    DETERMINED: 1,
    CLAIMED: 2,
    TOLD: 2,
    REVIEWED: 3,
    APPROVED: 4,
    PAID: 5,
    CLAWED_BACK: 5,
  }
  return done[state] ?? (approvedAt ? 4 : reviewedAt ? 3 : claimedAt || toldAt ? 2 : 1)
}

function Outcome({ determination }: { determination: Determination }) {
  const { t } = useTranslation()
  const { label } = useLabels()
  const { id, approvedFen, paidOn, payment, collectedFen, payee, clawbacks } = determination
  const items: { key: string; label: string; children: ReactNode }[] = []
  const add = (key: string, text: string, children: ReactNode) => items.push({ key, label: text, children })
  if (approvedFen !== null)
    add(
      'approved',
      t('subsidyMoney.approved'),
      <strong>
        <Amount fen={approvedFen} />
      </strong>,
    )
  if (paidOn) add('paid', t('subsidyMoney.paidOn'), paidOn)
  if (payment) {
    add('batch', t('subsidyMoney.batch'), payment.batch)
    add(
      'reference',
      t('subsidyMoney.bankReference'),
      <Flex wrap gap="0 16px">
        <bdi style={{ overflowWrap: 'anywhere' }}>{payment.bankReference}</bdi>
        <Link to={noticePath(id)}>{t('subsidyMoney.notice')}</Link>
      </Flex>,
    )
  }
  if (collectedFen > 0) add('collected', t('subsidyMoney.collected'), <Amount fen={collectedFen} />)
  for (const clawback of clawbacks) {
    const { id: clawbackId, reason, lowerFigure, amountFen, collectedOn, cancelledAt } = clawback
    add(
      clawbackId,
      t(cancelledAt ? 'subsidyMoney.clawbackWas' : 'subsidyMoney.clawbackAmount'),
      <Flex wrap gap="0 16px">
        <span>
          <Amount fen={amountFen} /> {label('ClawbackReason', reason)}
          {collectedOn && ` · ${t('subsidyMoney.isCollected')} ${collectedOn}`}
          {cancelledAt && (
            <>
              {` · ${t('subsidyMoney.isCancelled')} `}
              <Instant at={cancelledAt} />
            </>
          )}
        </span>
        {lowerFigure && lowerFigure.id !== id && <LowerFigureLink id={lowerFigure.id} />}
        <CancelClawback clawback={clawback} />
      </Flex>,
    )
  }
  if (payee)
    add(
      'payee',
      t('subsidyMoney.payee'),
      <span style={{ overflowWrap: 'anywhere' }}>
        <bdi>{payee.accountName}</bdi> · <bdi>{payee.bankName}</bdi> · {payee.accountNumber}
      </span>,
    )
  if (items.length === 0) return null
  return <Descriptions size="small" column={{ xs: 1, sm: 1, md: 2 }} items={items} />
}

function History({ steps }: { steps: Determination['steps'] }) {
  const { t } = useTranslation()
  const { label } = useLabels()
  if (steps.length === 0) return null
  return (
    <div>
      <Typography.Text type="secondary">{t('subsidyMoney.history')}</Typography.Text>
      <Timeline
        style={{ marginTop: 12 }}
        items={steps.map(({ id, event, at, actorName, reason, cause }) => ({
          key: id,
          content: (
            <div>
              <strong>{label('DeterminationEvent', event)}</strong> <bdi>{actorName ?? ''}</bdi>{' '}
              <Typography.Text type="secondary">
                <Instant at={at} />
              </Typography.Text>
              {cause && <div>{label('ClawbackReason', cause)}</div>}
              {reason && <UserText text={reason} />}
            </div>
          ),
        }))}
      />
    </div>
  )
}

export function MoneyProgress({ determination }: { determination: Determination }) {
  const { t } = useTranslation()
  const { state, computedAt, claimedAt, toldAt, reviewedAt, approvedAt, paidOn, refusalReason, withdrawnBecause } =
    determination
  const instant = (at: string | null) => at && <Instant at={at} />
  const notes: Record<(typeof stages)[number], ReactNode> = {
    determine: instant(computedAt),
    claim: instant(claimedAt ?? toldAt),
    review: instant(reviewedAt),
    approve: instant(approvedAt),
    pay: paidOn,
  }
  const isBroken = state === 'REFUSED' || state === 'SUPERSEDED' || state === 'CLAWED_BACK'
  return (
    <Card size="small" title={t('subsidyMoney.progress')}>
      <Flex vertical gap="middle">
        <StageSteps
          doneCount={doneCount(determination)}
          isBroken={isBroken}
          stages={stages.map(stage => ({ key: stage, title: t(`subsidyMoney.stage.${stage}`), note: notes[stage] }))}
        />
        <Alert type={isBroken ? 'warning' : 'info'} showIcon title={t(`subsidyMoney.next.${state}`)} />
        {withdrawnBecause && (
          <Alert
            type="error"
            showIcon
            title={t('subsidyMoney.withdrawnTitle')}
            description={t(`subsidyMoney.withdrawnBecause.${withdrawnBecause}`)}
          />
        )}
        {refusalReason && (
          <Alert
            type="error"
            showIcon
            title={t('subsidyMoney.refusalReason')}
            description={<UserText text={refusalReason} />}
          />
        )}
        <Outcome determination={determination} />
        <History steps={determination.steps} />
      </Flex>
    </Card>
  )
}
