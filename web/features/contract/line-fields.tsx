/** Non-technology lines with what remains of the contract amount, computed by the same rule as on the server. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Alert, Button, Card, Checkbox, Col, Flex, Form, Input, Row, Select, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { type ContractLineKind, technologyAmountOf } from '#domain/contract/contract.ts'
import { amountInWords, formatWanYuan } from '#domain/money.ts'
import { readWanYuan } from '#web/ui/amount.ts'
import { AmountField } from '#web/ui/amount-field.tsx'
import { useLabels } from '#web/ui/labels.ts'

export interface LineValues {
  kind: Uppercase<ContractLineKind>
  description: string
  amount: string
  isReasonableDeliverable: boolean
}

const emptyLine: LineValues = { kind: 'EQUIPMENT', description: '', amount: '', isReasonableDeliverable: false }

function LineRow({ index, onRemove }: { index: number; onRemove(): void }) {
  const { t } = useTranslation()
  const { options } = useLabels()
  return (
    <Card
      size="small"
      type="inner"
      title={`${index + 1}`}
      extra={
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined />}
          onClick={onRemove}
          aria-label={t('contract.removeLine', { name: index + 1 })}
        />
      }
    >
      <Row gutter={12}>
        <Col xs={24} sm={8} md={5}>
          <Form.Item name={[index, 'kind']} label={t('contract.lineKind')}>
            <Select options={options('ContractLineKind')} />
          </Form.Item>
        </Col>
        <Col xs={24} sm={16} md={11}>
          <Form.Item
            name={[index, 'description']}
            label={t('contract.lineDescription')}
            rules={[{ required: true, whitespace: true, message: t('common.required') }]}
          >
            <Input maxLength={500} />
          </Form.Item>
        </Col>
        <Col xs={24} md={8}>
          <AmountField
            name={[index, 'amount']}
            path={['lines', index, 'amount']}
            label={t('contract.lineAmount')}
            isRequired
          />
        </Col>
        <Col xs={24}>
          <Form.Item name={[index, 'isReasonableDeliverable']} valuePropName="checked" style={{ marginBottom: 0 }}>
            <Checkbox>{t('contract.lineDeliverable')}</Checkbox>
          </Form.Item>
        </Col>
      </Row>
    </Card>
  )
}

/** What the parties' own 技术交易额 comes to while one types. */
function TechnologyAmount() {
  const { t } = useTranslation()
  const amount = readWanYuan(Form.useWatch<string | undefined>('amount')) ?? 0
  const lines = Form.useWatch<Partial<LineValues>[] | undefined>('lines') ?? []
  const known = lines.map(line => ({
    kind: 'equipment' as const,
    description: '',
    amountFen: BigInt(readWanYuan(line?.amount) ?? 0),
    isReasonableDeliverable: line?.isReasonableDeliverable ?? false,
  }))
  const result = technologyAmountOf(BigInt(amount), known)
  const deducted = BigInt(amount) - result
  return (
    <Alert
      type={result < 0n ? 'error' : 'info'}
      role="status"
      title={
        <Flex vertical>
          <Typography.Text strong>
            {t('contract.technologyAmount')}：
            {t('contract.computed', {
              amount: formatWanYuan(BigInt(amount)),
              deducted: formatWanYuan(deducted),
              result: formatWanYuan(result),
            })}
          </Typography.Text>
          <Typography.Text type="secondary">
            {result < 0n ? t('contract.technologyAmountNegative') : amountInWords(result)}
          </Typography.Text>
        </Flex>
      }
      description={t('contract.technologyAmountHint')}
    />
  )
}

export function LineFields() {
  const { t } = useTranslation()
  return (
    <Form.List name="lines">
      {(fields, { add, remove }) => (
        <Flex vertical gap="small" style={{ marginBottom: 24 }}>
          <Typography.Text strong>{t('contract.lines')}</Typography.Text>
          {fields.length === 0 && <Typography.Text type="secondary">{t('contract.linesNone')}</Typography.Text>}
          {fields.map(({ key, name }) => (
            <LineRow key={key} index={name} onRemove={() => remove(name)} />
          ))}
          <Button type="dashed" icon={<PlusOutlined />} onClick={() => add(emptyLine)} block>
            {t('contract.addLine')}
          </Button>
          <TechnologyAmount />
        </Flex>
      )}
    </Form.List>
  )
}
