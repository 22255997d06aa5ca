/** How matches are received: what was shown, opened, compared and judged, and how far learning from it is away. */
import { Card, Col, Flex, Progress, Row, Statistic, Table, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
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

export function FeedbackTotals() {
  const { t } = useTranslation()
  const { label } = useLabels()
  const [{ fromDay, toDay }, setPeriod] = useState(lastMonth)
  const [{ data, error }, ask] = useQuery({ query: feedbackQuery, variables: { fromDay, toDay } })
  const outcome = readOutcome(data?.matchFeedback, error)
  const value = outcome?.ok ? outcome.value : null
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
        {value && (
          <>
            <Row gutter={[16, 16]}>
              {counted.map(key => (
                <Col key={key} xs={12} md={8} xl={4}>
                  <Statistic title={t(`matchDesk.${key}`)} value={value[key]} />
                </Col>
              ))}
            </Row>
            <div>
              <Typography.Text>
                {t('matchDesk.judged', { done: value.judgedDemands, needed: value.judgedDemandsNeeded })}
              </Typography.Text>
              <Progress
                percent={Math.min(100, (value.judgedDemands / value.judgedDemandsNeeded) * 100)}
                showInfo={false}
                status="normal"
                aria-label={t('matchDesk.judged', { done: value.judgedDemands, needed: value.judgedDemandsNeeded })}
              />
            </div>
            {value.reasons.length > 0 && (
              <Table
                size="small"
                rowKey="reason"
                pagination={false}
                dataSource={[...value.reasons]}
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
        )}
      </Flex>
    </Card>
  )
}
