/** How matches are received: what was shown, opened, compared and judged, and how far learning from it is away. */
import { Card, Col, Flex, Progress, Row, Statistic, Table, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import type { ResultOf } from '#web/api/graphql.ts'
import { readOutcome } from '#web/api/outcome.ts'
import { beijingDay } from '#web/ui/beijing.ts'
import { DayInput } from '#web/ui/day-input.tsx'
import { FailureAlert } from '#web/ui/failure.tsx'
import { useLabels } from '#web/ui/labels.ts'
import { Waiting } from '#web/ui/waiting.tsx'
import { feedbackQuery } from './matching-documents.ts'

const counted = ['shown', 'opened', 'compared', 'invited', 'useful', 'notUseful'] as const

const dayWidth = { width: 144 } as const
const monthMs = 30 * 86_400_000

const lastMonth = () => ({ fromDay: beijingDay(Date.now() - monthMs), toDay: beijingDay(Date.now()) })

type TotalsFound = Extract<
  NonNullable<ResultOf<typeof feedbackQuery>['matchFeedback']>,
  { __typename: 'MatchFeedback' }
>

function Totals({ totals }: { totals: TotalsFound }) {
  const { t } = useTranslation()
  const { label } = useLabels()
  const judged = t('matchDesk.judged', { done: totals.judgedDemands, needed: totals.judgedDemandsNeeded })
  return (
    <>
      <Row gutter={[16, 16]}>
        {counted.map(key => (
          <Col key={key} xs={12} md={8} xl={4}>
            <Statistic title={t(`matchDesk.${key}`)} value={totals[key]} />
          </Col>
        ))}
      </Row>
      <div>
        <Typography.Text>{judged}</Typography.Text>
        <Progress
          percent={Math.min(100, (totals.judgedDemands / totals.judgedDemandsNeeded) * 100)}
          showInfo={false}
          status="normal"
          aria-label={judged}
        />
      </div>
      {totals.reasons.length > 0 && (
        <Table
          size="small"
          rowKey="reason"
          pagination={false}
          dataSource={[...totals.reasons]}
          columns={[
            {
              title: t('matching.judge.whyNot'),
              dataIndex: 'reason',
              render: (reason: string) => label('NotUsefulReason', reason),
            },
            { title: t('matchDesk.count'), dataIndex: 'count', align: 'end' },
          ]}
        />
      )}
    </>
  )
}

export function FeedbackTotals() {
  const { t } = useTranslation()
  const [{ fromDay, toDay }, setPeriod] = useState(lastMonth)
  const [{ data, error }, ask] = useQuery({ query: feedbackQuery, variables: { fromDay, toDay } })
  const outcome = readOutcome(data?.matchFeedback, error)
  const change = (part: { fromDay?: string | null; toDay?: string | null }) =>
    setPeriod({ fromDay: part.fromDay || fromDay, toDay: part.toDay || toDay })
  return (
    <Card size="small" title={t('matchDesk.feedback')}>
      <Flex vertical gap="middle">
        <Flex wrap gap="small" align="center">
          <div style={dayWidth}>
            <DayInput aria-label={t('matchDesk.fromDay')} value={fromDay} onChange={day => change({ fromDay: day })} />
          </div>
          —
          <div style={dayWidth}>
            <DayInput aria-label={t('matchDesk.toDay')} value={toDay} onChange={day => change({ toDay: day })} />
          </div>
        </Flex>
        {!outcome && <Waiting />}
        {outcome && !outcome.ok && (
          <FailureAlert failure={outcome.failure} onRetry={() => ask({ requestPolicy: 'network-only' })} />
        )}
        {outcome?.ok && <Totals totals={outcome.value} />}
      </Flex>
    </Card>
  )
}
