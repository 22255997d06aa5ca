/** Batches: their files, the treasury's answer, line by line. */
import { DownloadOutlined, UploadOutlined } from '@ant-design/icons'
import {
  Alert,
  App,
  Button,
  Flex,
  Form,
  Table,
  type TableColumnsType,
  Tag,
  Typography,
  Upload,
  type UploadFile,
} from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useQuery } from 'urql'
import { failedWords, paidWords } from '#domain/subsidy/money/payout.ts'
import { type Failure, type Problem, readOutcome } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { useViewer } from '#web/api/viewer.tsx'
import { problemText } from '#web/i18n/problems.ts'
import { Amount } from '#web/ui/amount-text.tsx'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { useLabels } from '#web/ui/labels.ts'
import { Instant } from '#web/ui/moment.tsx'
import { type PageAnswer, PageList } from '#web/ui/page-list.tsx'
import { useIsWide } from '#web/ui/wide.ts'
import { touchesDetermination } from './determination-documents.ts'
import { determinationPath } from './determination-list.tsx'
import { confirmPayoutMutation, type Payout, payoutsQuery } from './payout-documents.ts'

const context = { additionalTypenames: ['Payout', 'Determination'] }
type Line = Payout['lines'][number]

function Answer({ line: { outcome, paidOn, bankReference, failure } }: { line: Line }) {
  const { t } = useTranslation()
  const { label } = useLabels()
  if (outcome === null) return <Tag>{t('subsidyMoney.waiting')}</Tag>
  return (
    <Flex vertical align="start" gap={2}>
      <Tag color={outcome === 'PAID' ? 'success' : 'error'}>{label('PayoutOutcome', outcome)}</Tag>
      <Typography.Text type="secondary" style={{ overflowWrap: 'anywhere' }}>
        {outcome === 'PAID' ? `${paidOn ?? ''} · ${t('subsidyMoney.bankReference')} ${bankReference ?? ''}` : failure}
      </Typography.Text>
    </Flex>
  )
}

function LineTable({ lines }: { lines: readonly Line[] }) {
  const { t } = useTranslation()
  const isWide = useIsWide()
  const payee = ({ accountName, bankName, accountNumber, determinationId }: Line) => (
    <Flex vertical>
      <Link to={determinationPath(determinationId)}>
        <bdi>{accountName}</bdi>
      </Link>
      <Typography.Text type="secondary" style={{ overflowWrap: 'anywhere' }}>
        {bankName} {accountNumber}
      </Typography.Text>
    </Flex>
  )
  const columns: TableColumnsType<Line> = [
    ...(isWide ? [{ title: t('subsidyMoney.line'), dataIndex: 'line', width: 72 }] : []),
    {
      title: t('subsidyMoney.payee'),
      key: 'payee',
      render: (_, line) => (
        <Flex vertical align="start">
          {payee(line)}
          {!isWide && <Answer line={line} />}
        </Flex>
      ),
    },
    {
      title: t('subsidyMoney.approved'),
      key: 'amount',
      align: 'end',
      render: (_, line) => <Amount fen={line.amountFen} />,
    },
    ...(isWide
      ? [
          {
            title: t('subsidyMoney.outcome'),
            key: 'outcome',
            render: (_: unknown, line: Line) => <Answer line={line} />,
          },
        ]
      : []),
  ]
  return (
    <Table
      size="small"
      rowKey="line"
      columns={columns}
      dataSource={[...lines]}
      pagination={lines.length > 20 && { pageSize: 20, showSizeChanger: false }}
    />
  )
}

/** `rows.3.支付日期` is the third row of the file. */
function RowProblems({ problems }: { problems: readonly Problem[] }) {
  const { t } = useTranslation()
  return (
    <Alert
      role="alert"
      type="warning"
      showIcon
      title={t('common.invalidTitle', { count: problems.length })}
      description={
        <ul style={{ margin: 0, paddingInlineStart: 18, maxHeight: 240, overflowY: 'auto' }}>
          {problems.map(problem => {
            const [, row, column = ''] = /^rows\.(\d+)\.?(.*)$/.exec(problem.path) ?? []
            const text = problemText(problem)
            return (
              <li key={`${problem.path} ${problem.message}`}>
                {row ? t('subsidyMoney.confirmRow', { row, column, text }) : text}
              </li>
            )
          })}
        </ul>
      }
    />
  )
}

function ConfirmDialog({ payout, onClose }: { payout: Payout; onClose(): void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [problems, setProblems] = useState<readonly Problem[]>([])
  const { send } = useCommand(confirmPayoutMutation, 'confirmPayout', touchesDetermination)
  const submit = async ({ file }: { file: UploadFile[] }): Promise<Failure | null> => {
    setProblems([])
    const chosen = file[0]?.originFileObj
    if (!chosen) return null
    const outcome = await send({ id: payout.id, file: chosen })
    if (!outcome.ok) {
      if (outcome.failure.kind !== 'invalid') return outcome.failure
      setProblems(outcome.failure.problems)
      return { kind: 'invalid', problems: [] }
    }
    const { newlyPaid, newlyFailed } = outcome.value
    const isNew = newlyPaid + newlyFailed > 0
    message.success(
      isNew
        ? t('subsidyMoney.confirmDone', { paid: newlyPaid, failed: newlyFailed })
        : t('subsidyMoney.confirmNothing'),
    )
    return null
  }
  return (
    <FormDialog<{ file: UploadFile[] }>
      title={t('subsidyMoney.confirmTitle', { number: payout.number })}
      submitText={t('subsidyMoney.confirm')}
      isOpen
      onClose={onClose}
      onSubmit={submit}
      lead={
        <>
          <Alert
            type="info"
            showIcon
            title={t('subsidyMoney.confirmLead')}
            description={t('subsidyMoney.confirmWords', {
              paid: paidWords.join(t('common.or')),
              failed: failedWords.join(t('common.or')),
            })}
          />
          {problems.length > 0 && <RowProblems problems={problems} />}
        </>
      }
    >
      <Form.Item
        name="file"
        label={t('subsidyMoney.confirmFile')}
        valuePropName="fileList"
        getValueFromEvent={(event: { fileList: UploadFile[] }) => event.fileList}
        rules={[{ required: true, type: 'array', min: 1, message: t('common.required') }]}
      >
        <Upload beforeUpload={() => false} maxCount={1} accept=".csv,.xlsx">
          <Button icon={<UploadOutlined />}>{t('subsidyMoney.pickDocument')}</Button>
        </Upload>
      </Form.Item>
    </FormDialog>
  )
}

function Batch({ payout, onConfirm }: { payout: Payout; onConfirm(): void }) {
  const { t } = useTranslation()
  const { viewer } = useViewer()
  const { number, createdAt, lineCount, totalFen, csvUrl, xlsxUrl, lines } = payout
  return (
    <article style={{ padding: 16 }}>
      <Flex vertical gap="small">
        <Flex wrap gap="small" justify="space-between" align="center">
          <Flex wrap gap="4px 20px" align="center">
            <Typography.Title level={2} style={{ fontSize: 16, margin: 0 }}>
              {number}
            </Typography.Title>
            <span>
              {t('subsidyMoney.lineCount')} {lineCount} · {t('subsidyMoney.total')} <Amount fen={totalFen} />
            </span>
            <Typography.Text type="secondary">
              {t('subsidyMoney.madeAt')} <Instant at={createdAt} />
            </Typography.Text>
          </Flex>
          <Flex wrap gap="small">
            <Button icon={<DownloadOutlined />} href={csvUrl} download>
              {t('subsidyMoney.downloadCsv')}
            </Button>
            <Button icon={<DownloadOutlined />} href={xlsxUrl} download>
              {t('subsidyMoney.downloadXlsx')}
            </Button>
            {viewer?.acting?.role === 'CASHIER' && (
              <Button type={lines.some(line => line.outcome === null) ? 'primary' : 'default'} onClick={onConfirm}>
                {t('subsidyMoney.confirm')}
              </Button>
            )}
          </Flex>
        </Flex>
        <LineTable lines={lines} />
      </Flex>
    </article>
  )
}

export function PayoutList() {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<Payout | null>(null)
  const usePage = (after: string | null): PageAnswer<Payout> => {
    const variables = { first: 10, after }
    const requestPolicy = after === null ? 'cache-and-network' : 'cache-first'
    const [{ data, error, fetching }, ask] = useQuery({ query: payoutsQuery, variables, requestPolicy, context })
    return {
      outcome: readOutcome(data?.payouts, error),
      isFetching: fetching,
      retry: () => ask({ requestPolicy: 'network-only' }),
    }
  }
  return (
    <>
      <PageList
        usePage={usePage}
        row={payout => <Batch key={payout.id} payout={payout} onConfirm={() => setAsked(payout)} />}
        empty={t('subsidyMoney.batchesEmpty')}
      />
      {asked && <ConfirmDialog payout={asked} onClose={() => setAsked(null)} />}
    </>
  )
}
