/** The reviewer's page: every opened bid with a form of its dimensions. Others' scores stay hidden until all are in. */
import {
  Alert,
  App,
  Button,
  Card,
  Col,
  Collapse,
  Empty,
  Flex,
  Form,
  Input,
  InputNumber,
  Row,
  Tag,
  Typography,
} from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { FailureAlert } from '#web/ui/failure.tsx'
import { showFailure } from '#web/ui/form-failure.ts'
import { BidDetails } from './bid-details.tsx'
import { scoreBidMutation, touchesChallenge } from './challenge-commands.ts'
import type { Bid, Challenge } from './challenge-documents.ts'
import { points } from './decision-dialogs.tsx'

interface ScoreValues {
  scores: { points: number | null; comment?: string }[]
}

type Dimensions = Challenge['dimensions']

/** The weighted total so far; null while a dimension has no points. */
function totalOf(values: ScoreValues | undefined, dimensions: Dimensions): number | null {
  const given = dimensions.map(({ weight }, i) => {
    const value = values?.scores?.[i]?.points
    return typeof value === 'number' ? value * weight : null
  })
  return given.includes(null) ? null : given.reduce<number>((sum, value) => sum + (value ?? 0), 0)
}

function DimensionRow({
  index,
  name,
  weight,
  bidder,
}: {
  index: number
  name: string
  weight: number
  bidder: string
}) {
  const { t } = useTranslation()
  return (
    <Row gutter={12} align="top" style={{ marginBottom: 8 }}>
      <Col xs={24} md={8}>
        <Typography.Text strong>
          <bdi>{name}</bdi>
        </Typography.Text>{' '}
        <Tag>{weight}%</Tag>
      </Col>
      <Col xs={8} md={4}>
        <Form.Item
          name={['scores', index, 'points']}
          label={t('bid.points')}
          rules={[{ required: true, message: t('common.required') }]}
          style={{ marginBottom: 0 }}
        >
          <InputNumber
            min={0}
            max={100}
            precision={0}
            style={{ width: '100%' }}
            aria-label={t('bid.scoreOf', { bidder, dimension: name })}
          />
        </Form.Item>
      </Col>
      <Col xs={16} md={12}>
        <Form.Item name={['scores', index, 'comment']} label={t('bid.comment')} style={{ marginBottom: 0 }}>
          <Input.TextArea
            autoSize={{ minRows: 1, maxRows: 6 }}
            maxLength={2000}
            placeholder={t('bid.commentHint')}
            aria-label={t('bid.commentOf', { bidder, dimension: name })}
          />
        </Form.Item>
      </Col>
    </Row>
  )
}

/** `scores.2.points` of the API (dimensions from 1) is the field `scores`, 1 here. */
function fieldOf(path: string): (string | number)[] {
  const match = /^scores\.(\d+)(?:\.(\w+))?$/.exec(path)
  return match ? ['scores', Number(match[1]) - 1, match[2] ?? 'points'] : [path]
}

interface SheetProps {
  bid: Bid
  challenge: Challenge
}

function ownScores({ bid, challenge }: SheetProps): ScoreValues | null {
  const mine = (challenge.review?.scores ?? []).filter(score => score.bidId === bid.id)
  if (mine.length === 0) return null
  const scores = challenge.dimensions.map((_, i) => {
    const given = mine.find(score => score.ordinal === i + 1)
    return { points: given?.points ?? null, comment: given?.comment ?? '' }
  })
  return { scores }
}

function ScoreSheet({ bid, challenge }: SheetProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<ScoreValues>()
  const [failure, setFailure] = useState<Failure | null>(null)
  const { send, isRunning } = useCommand(scoreBidMutation, 'scoreBid', touchesChallenge)
  const values = Form.useWatch([], form) as ScoreValues | undefined
  const total = totalOf(values, challenge.dimensions)
  const submit = async ({ scores }: ScoreValues) => {
    setFailure(null)
    const given = scores.map(({ points: value, comment = '' }, i) => ({ ordinal: i + 1, points: value ?? -1, comment }))
    const outcome = await send({ bidId: bid.id, scores: given })
    if (outcome.ok) message.success(t('bid.scoresSaved'))
    else setFailure(showFailure(form, outcome.failure, fieldOf))
  }
  const empty = { scores: challenge.dimensions.map(() => ({ points: null, comment: '' })) }
  return (
    <Flex vertical gap="middle">
      {failure && <FailureAlert failure={failure} />}
      <Form
        form={form}
        layout="vertical"
        initialValues={ownScores({ bid, challenge }) ?? empty}
        onFinish={submit}
        requiredMark={false}
        scrollToFirstError={{ focus: true, block: 'center' }}
      >
        {challenge.dimensions.map(({ name, weight }, i) => (
          <DimensionRow key={name} index={i} name={name} weight={weight} bidder={bid.organisation.name} />
        ))}
        <Flex wrap gap="middle" align="center">
          <Button type="primary" htmlType="submit" loading={isRunning}>
            {t('bid.saveScores')}
          </Button>
          <Typography.Text role="status">
            {t('bid.weighted')}：<strong>{total === null ? '–' : points(total)}</strong>
          </Typography.Text>
        </Flex>
      </Form>
    </Flex>
  )
}

export function Scoring({ challenge }: { challenge: Challenge }) {
  const { t } = useTranslation()
  const bids = challenge.bids.filter(bid => bid.state === 'OPENED' && bid.content !== null)
  if (!challenge.viewerCan.score.allowed || bids.length === 0)
    return (
      <Card>
        <Empty description={t('bid.nothingToScore')} />
      </Card>
    )
  return (
    <Flex vertical gap="middle">
      <Alert type="info" showIcon title={t('bid.scoringLead')} description={t('bid.confidential')} />
      {bids.map(bid => {
        const isScored = ownScores({ bid, challenge }) !== null
        return (
          <Card
            key={bid.id}
            size="small"
            title={<bdi>{bid.organisation.name}</bdi>}
            extra={
              <Tag color={isScored ? 'success' : 'gold'}>{t(isScored ? 'bid.alreadyScored' : 'bid.notScored')}</Tag>
            }
          >
            <Flex vertical gap="middle">
              <Collapse
                defaultActiveKey={['bid']}
                items={[{ key: 'bid', label: t('bid.details'), children: <BidDetails bid={bid} /> }]}
              />
              <ScoreSheet bid={bid} challenge={challenge} />
            </Flex>
          </Card>
        )
      })}
    </Flex>
  )
}
