/** Many facts from a file: looked at first, then kept; rows that are wrong come back as a file to correct. */
import { DownloadOutlined, UploadOutlined } from '@ant-design/icons'
import { Alert, App, Button, Flex, Form, Modal, Table, Upload, type UploadFile } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { factColumnsOf } from '#domain/subsidy/facts/fact-columns.ts'
import { keptFieldsOf } from '#domain/subsidy/facts/kept-fields.ts'
import type { Failure } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { problemText } from '#web/i18n/problems.ts'
import { FailureAlert } from '#web/ui/failure.tsx'
import { showFailure } from '#web/ui/form-failure.ts'
import { saveCsv } from '#web/ui/save-csv.ts'
import { ProofFields, type ProofValues, proofToSend, TableSelect } from './fact-dialog.tsx'
import { type FactTable, type ImportedFacts, importFactsMutation, touchesFact } from './fact-documents.ts'
import { tableOf, useFactWords } from './fact-words.ts'

interface ImportValues extends ProofValues {
  table: FactTable
  file?: UploadFile[]
}

/** The head of an empty file; of a sum of money the column in 万元. */
const templateOf = (table: FactTable) =>
  `${factColumnsOf(tableOf(table))
    .filter(({ title }) => !title.endsWith('（元）'))
    .map(({ title }) => title)
    .join(',')}\r\n`

function FailedRows({ table, found }: { table: FactTable; found: ImportedFacts }) {
  const { t } = useTranslation()
  const { titleOf } = useFactWords()
  const fields = new Map(keptFieldsOf(tableOf(table)).map(field => [field.name, field]))
  if (found.failedCount === 0) return null
  return (
    <Flex vertical gap="small">
      <Table
        size="small"
        rowKey="rowNo"
        pagination={{ pageSize: 8, showSizeChanger: false, hideOnSinglePage: true }}
        dataSource={[...found.failed]}
        columns={[
          { title: t('fact.rowNo'), dataIndex: 'rowNo', width: 72 },
          {
            title: t('fact.problems'),
            key: 'problems',
            render: (_, { problems }) =>
              problems.map(problem => {
                const field = fields.get(problem.path)
                const text = problemText(problem)
                return <div key={problem.path}>{field ? `${titleOf(field)}${t('common.colon')}${text}` : text}</div>
              }),
          },
        ]}
      />
      <Button icon={<DownloadOutlined />} onClick={() => saveCsv('failed-rows.csv', found.failedCsv)}>
        {t('fact.downloadFailed', { count: found.failedCount })}
      </Button>
    </Flex>
  )
}

function useImport() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<ImportValues>()
  const [failure, setFailure] = useState<Failure | null>(null)
  const [found, setFound] = useState<ImportedFacts | null>(null)
  const [isKept, setKept] = useState(false)
  // What is only looked at changes no list: one fetched again for it could come after the one that is fetched for the other.
  const look = useCommand(importFactsMutation, 'importSubsidyFacts')
  const keep = useCommand(importFactsMutation, 'importSubsidyFacts', touchesFact)
  const isRunning = look.isRunning || keep.isRunning
  const run = async (isPreview: boolean) => {
    const { table, file = [], ...proof } = await form.validateFields()
    const chosen = file[0]?.originFileObj
    if (!chosen) return
    setFailure(null)
    const { send } = isPreview ? look : keep
    const outcome = await send({ table, file: chosen, proof: proofToSend(proof), isPreview })
    if (!outcome.ok) return setFailure(showFailure(form, outcome.failure))
    setFound(outcome.value)
    setKept(!isPreview)
    if (!isPreview) message.success(t('fact.imported', { count: outcome.value.kept }))
  }
  const reset = () => {
    setFound(null)
    setKept(false)
  }
  return { form, failure, found, isKept, isRunning, run, reset }
}

export function ImportDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation()
  const { form, failure, found, isKept, isRunning, run, reset } = useImport()
  const table = Form.useWatch('table', form) ?? 'EVIDENCE'
  const mayKeep = found !== null && found.kept > 0 && !isKept
  return (
    <Modal
      open
      title={t('fact.importTitle')}
      onCancel={onClose}
      mask={{ closable: false }}
      width={640}
      footer={[
        <Button key="close" onClick={onClose}>
          {t('common.close')}
        </Button>,
        <Button key="preview" loading={isRunning && !mayKeep} onClick={() => run(true)}>
          {t('fact.preview')}
        </Button>,
        <Button key="keep" type="primary" disabled={!mayKeep} loading={isRunning} onClick={() => run(false)}>
          {t('fact.keep', { count: found && !isKept ? found.kept : 0 })}
        </Button>,
      ]}
    >
      <Flex vertical gap="middle">
        {failure && <FailureAlert failure={failure} />}
        <Form form={form} layout="vertical" initialValues={{ table: 'EVIDENCE' }} onValuesChange={reset}>
          <FileFields table={table} />
          <ProofFields />
        </Form>
        {found && <Outcome table={table} found={found} isKept={isKept} />}
      </Flex>
    </Modal>
  )
}

/** Which kind of fact, with an empty sheet of it; and the file. */
function FileFields({ table }: { table: FactTable }) {
  const { t } = useTranslation()
  return (
    <>
      <Form.Item
        name="table"
        label={t('fact.table')}
        extra={
          <Button
            type="link"
            icon={<DownloadOutlined />}
            style={{ paddingInline: 0 }}
            onClick={() => saveCsv(`${tableOf(table)}.csv`, templateOf(table))}
          >
            {t('fact.template')}
          </Button>
        }
      >
        <TableSelect />
      </Form.Item>
      <Form.Item
        name="file"
        label={t('fact.file')}
        extra={t('fact.fileHint')}
        valuePropName="fileList"
        getValueFromEvent={(event: { fileList: UploadFile[] }) => event.fileList}
        rules={[{ required: true, type: 'array', min: 1, message: t('common.required') }]}
      >
        <Upload beforeUpload={() => false} maxCount={1} accept=".csv,.xlsx">
          <Button icon={<UploadOutlined />}>{t('subsidyMoney.pickDocument')}</Button>
        </Upload>
      </Form.Item>
    </>
  )
}

function Outcome({ table, found, isKept }: { table: FactTable; found: ImportedFacts; isKept: boolean }) {
  const { t } = useTranslation()
  return (
    <>
      <Alert
        role="status"
        showIcon
        type={found.failedCount > 0 ? 'warning' : 'success'}
        title={t(isKept ? 'fact.keptOf' : 'fact.wouldKeep', { count: found.rowCount, kept: found.kept })}
      />
      <FailedRows table={table} found={found} />
    </>
  )
}
