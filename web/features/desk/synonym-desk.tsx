/** 同义词: pairs that searches and matches take for one another; each shows where it made a match. */
import { App, Button, Card, Flex, Form, Input, Popconfirm, Table, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { maxSynonymNoteLength, maxSynonymTermLength } from '#domain/matching/text/check-synonym.ts'
import type { VariablesOf } from '#web/api/graphql.ts'
import { type Failure, readOutcome } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { FailureAlert } from '#web/ui/failure.tsx'
import { showFailure } from '#web/ui/form-failure.ts'
import { DayOf } from '#web/ui/moment.tsx'
import { pairsQuery, removePairMutation, type SynonymPair, savePairMutation } from './matching-documents.ts'

const touches = ['SynonymPair']
/** An empty table, too, is asked for again. */
const context = { additionalTypenames: touches }

function PairForm() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<VariablesOf<typeof savePairMutation>>()
  const [failure, setFailure] = useState<Failure | null>(null)
  const { send, isRunning } = useCommand(savePairMutation, 'saveSynonymPair', touches)
  const save = async (values: VariablesOf<typeof savePairMutation>) => {
    setFailure(null)
    const outcome = await send({ ...values, note: values.note ?? '' })
    if (!outcome.ok) return setFailure(showFailure(form, outcome.failure))
    message.success(t('matchDesk.saved'))
    form.resetFields()
  }
  const required = [{ required: true, whitespace: true, message: t('common.required') }]
  return (
    <Flex vertical gap="small">
      {failure && <FailureAlert failure={failure} />}
      <Form form={form} layout="vertical" onFinish={save} className="compact-form">
        <Flex wrap gap="0 12px" align="end">
          <Form.Item name="term" label={t('matchDesk.term')} rules={required} style={{ flex: '1 1 160px' }}>
            <Input maxLength={maxSynonymTermLength} />
          </Form.Item>
          <Form.Item name="synonym" label={t('matchDesk.synonym')} rules={required} style={{ flex: '1 1 160px' }}>
            <Input maxLength={maxSynonymTermLength} />
          </Form.Item>
          <Form.Item name="note" label={t('matchDesk.note')} style={{ flex: '2 1 240px' }}>
            <Input maxLength={maxSynonymNoteLength} />
          </Form.Item>
          <Form.Item>
            <Button type="primary" htmlType="submit" loading={isRunning}>
              {t('common.add')}
            </Button>
          </Form.Item>
        </Flex>
      </Form>
    </Flex>
  )
}

function RemoveButton({ pair, onFailure }: { pair: SynonymPair; onFailure(failure: Failure | null): void }) {
  const { t } = useTranslation()
  const { send } = useCommand(removePairMutation, 'removeSynonymPair', touches)
  const remove = async () => {
    const outcome = await send({ id: pair.id })
    onFailure(outcome.ok ? null : outcome.failure)
  }
  const name = `${pair.term} = ${pair.synonym}`
  return (
    <Popconfirm
      title={t('matchDesk.removeConfirm', { name })}
      okText={t('common.remove')}
      cancelText={t('common.cancel')}
      onConfirm={remove}
    >
      <Button size="small" aria-label={`${t('common.remove')} ${name}`}>
        {t('common.remove')}
      </Button>
    </Popconfirm>
  )
}

export function SynonymDesk() {
  const { t } = useTranslation()
  const [failure, setFailure] = useState<Failure | null>(null)
  const [{ data, error }, ask] = useQuery({ query: pairsQuery, context })
  const outcome = readOutcome(data?.synonymPairs, error)
  if (outcome && !outcome.ok)
    return <FailureAlert failure={outcome.failure} onRetry={() => ask({ requestPolicy: 'network-only' })} />
  const plain = (text: string) => <bdi>{text}</bdi>
  return (
    <Card size="small" title={t('matchDesk.synonyms')}>
      <Flex vertical gap="small">
        <span>{t('matchDesk.synonymsHint')}</span>
        <PairForm />
        {failure && <FailureAlert failure={failure} />}
        <Table<SynonymPair>
          size="small"
          rowKey="id"
          loading={!outcome}
          dataSource={outcome ? [...outcome.value.data] : []}
          pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
          scroll={{ x: 'max-content' }}
          locale={{ emptyText: <Typography.Text type="secondary">{t('matchDesk.noSynonyms')}</Typography.Text> }}
          columns={[
            { title: t('matchDesk.term'), dataIndex: 'term', render: plain },
            { title: t('matchDesk.synonym'), dataIndex: 'synonym', render: plain },
            { title: t('matchDesk.note'), dataIndex: 'note', render: plain },
            { title: t('listing.updatedAt'), dataIndex: 'updatedAt', render: (at: string) => <DayOf at={at} /> },
            {
              title: t('common.actions'),
              key: 'actions',
              render: (_, pair) => <RemoveButton pair={pair} onFailure={setFailure} />,
            },
          ]}
        />
      </Flex>
    </Card>
  )
}
