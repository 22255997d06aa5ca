/** 资金使用 on the page of a paid figure: its conditions, what was reported, and for the beneficiary the way to report. */
import { App, Button, Card, Flex, Form, Select, Table, Tag, Typography, type UploadFile } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatYuan } from '#domain/money.ts'
import { useCommand } from '#web/api/use-command.ts'
import { readWanYuan, wanYuan } from '#web/ui/amount.ts'
import { AmountField } from '#web/ui/amount-field.tsx'
import { beijingDay } from '#web/ui/beijing.ts'
import { DayInput } from '#web/ui/day-input.tsx'
import { DocumentField } from '#web/ui/document-field.tsx'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { serverNow } from '#web/ui/server-clock.ts'
import { TextField } from '#web/ui/text-field.tsx'
import { isWorthShowing, VerdictButton } from '#web/ui/verdict-button.tsx'
import { UseConditions, UseState } from './use-conditions.tsx'
import { recordUseMutation, touchesUse, type UseReport, type WithUse, withdrawUseMutation } from './use-documents.ts'

interface UseValues {
  purpose: string
  amountFen: string
  spentOn: string
  evidence: UploadFile[]
}

function RecordDialog({ id, report, onClose }: { id: string; report: UseReport; onClose(): void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { send } = useCommand(recordUseMutation, 'recordGrantUse', touchesUse)
  const required = { required: true, message: t('common.required') }
  const purposes = [...new Map(report.conditions.map(({ purpose, text }) => [purpose, text]))]
  const submit = async ({ purpose, amountFen, spentOn, evidence }: UseValues) => {
    const document = evidence[0]?.originFileObj
    if (!document) return null
    const outcome = await send({
      determinationId: id,
      purpose,
      amountFen: readWanYuan(amountFen) ?? 0,
      spentOn,
      evidence: document,
    })
    if (!outcome.ok) return outcome.failure
    message.success(t('grantUse.recorded'))
    return null
  }
  return (
    <FormDialog<UseValues>
      title={t('grantUse.recordTitle')}
      submitText={t('grantUse.record')}
      isOpen
      onClose={onClose}
      onSubmit={submit}
      initialValues={{
        spentOn: beijingDay(serverNow()),
        ...(purposes.length === 1 && purposes[0] && { purpose: purposes[0][0] }),
      }}
      lead={t('grantUse.recordLead', { left: wanYuan(report.unreportedFen) })}
    >
      <Form.Item name="purpose" label={t('grantUse.purpose')} rules={[required]}>
        <Select options={purposes.map(([value, text]) => ({ value, label: text }))} />
      </Form.Item>
      <AmountField name="amountFen" label={t('grantUse.amount')} isRequired />
      <Form.Item name="spentOn" label={t('grantUse.spentOn')} rules={[required]}>
        <DayInput />
      </Form.Item>
      <DocumentField name="evidence" label={t('grantUse.evidence')} isRequired />
    </FormDialog>
  )
}

function WithdrawDialog({ id, onClose }: { id: string; onClose(): void }) {
  const { t } = useTranslation()
  const { send } = useCommand(withdrawUseMutation, 'withdrawGrantUse', touchesUse)
  const submit = async ({ reason }: { reason: string }) => {
    const outcome = await send({ id, reason })
    return outcome.ok ? null : outcome.failure
  }
  return (
    <FormDialog<{ reason: string }>
      title={t('grantUse.withdrawTitle')}
      submitText={t('grantUse.withdraw')}
      isOpen
      isDanger
      onClose={onClose}
      onSubmit={submit}
    >
      <TextField name="reason" label={t('fact.reason')} maxLength={1000} isRequired />
    </FormDialog>
  )
}

type Use = UseReport['uses'][number]

function UseTable({ uses, onWithdraw }: { uses: readonly Use[]; onWithdraw: ((id: string) => void) | null }) {
  const { t } = useTranslation()
  return (
    <Table<Use>
      size="small"
      rowKey="id"
      pagination={false}
      scroll={{ x: true }}
      dataSource={[...uses]}
      locale={{ emptyText: t('grantUse.none') }}
      columns={[
        { title: t('grantUse.spentOn'), dataIndex: 'spentOn' },
        { title: t('grantUse.purpose'), dataIndex: 'purpose' },
        {
          title: t('common.bracketed', { text: t('grantUse.amount'), note: t('common.yuan') }),
          key: 'amount',
          align: 'end',
          render: (_, { amountFen }) => formatYuan(BigInt(amountFen)),
        },
        {
          title: t('grantUse.evidence'),
          key: 'evidence',
          render: (_, { evidence }) => (
            <a href={evidence.url} download title={evidence.sha256}>
              <bdi>{evidence.name}</bdi>
            </a>
          ),
        },
        {
          title: '',
          key: 'state',
          render: (_, { id, withdrawnAt, withdrawnByName, withdrawalReason }) =>
            withdrawnAt === null ? (
              onWithdraw && (
                <Button size="small" danger onClick={() => onWithdraw(id)}>
                  {t('grantUse.withdraw')}
                </Button>
              )
            ) : (
              <Flex vertical align="start">
                <Tag color="error">{t('fact.isWithdrawn')}</Tag>
                <Typography.Text type="secondary">
                  {withdrawnByName !== null && `${withdrawnByName}${t('common.colon')}`}
                  {withdrawalReason}
                </Typography.Text>
              </Flex>
            ),
        },
      ]}
    />
  )
}

export function UsePanel({ determination }: { determination: WithUse & { id: string } }) {
  const { t } = useTranslation()
  const [isRecording, setRecording] = useState(false)
  const [withdrawn, setWithdrawn] = useState<string | null>(null)
  const { id, useReport, mayRecordUse, mayWithdrawUse } = determination
  if (!useReport) return null
  return (
    <Card
      size="small"
      title={
        <Flex gap="small" align="center">
          {t('grantUse.title')} <UseState state={useReport.state} />
        </Flex>
      }
      extra={
        isWorthShowing(mayRecordUse) && (
          <VerdictButton verdict={mayRecordUse} size="small" type="primary" onClick={() => setRecording(true)}>
            {t('grantUse.record')}
          </VerdictButton>
        )
      }
    >
      <Flex vertical gap="middle">
        <UseConditions conditions={useReport.conditions} />
        <UseTable uses={useReport.uses} onWithdraw={mayWithdrawUse.allowed ? setWithdrawn : null} />
      </Flex>
      {isRecording && <RecordDialog id={id} report={useReport} onClose={() => setRecording(false)} />}
      {withdrawn && <WithdrawDialog id={withdrawn} onClose={() => setWithdrawn(null)} />}
    </Card>
  )
}
