/** Editor of the quantified indicators (考核指标) of a demand or a challenge. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Card, Col, Flex, Form, Input, Row, Select, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLabels } from './labels.ts'

/** A row in which nothing has been entered yet. */
export const emptyIndicator = {
  name: '',
  comparator: 'GTE',
  value: '',
  valueMax: null,
  unit: '',
  testMethod: '',
} as const

interface RowProps {
  list: string
  index: number
  onRemove(): void
}

function IndicatorFieldRow({ list, index, onRemove }: RowProps) {
  const { t } = useTranslation()
  const { options } = useLabels()
  const comparator = Form.useWatch<string | undefined>([list, index, 'comparator'])
  const isRange = comparator === 'BETWEEN'
  const word = 'listing.indicator' as const
  return (
    <Card
      size="small"
      type="inner"
      title={`${t(`${word}.name`)} ${index + 1}`}
      extra={
        <Button type="text" size="small" icon={<DeleteOutlined />} onClick={onRemove} aria-label={t('common.remove')} />
      }
    >
      <Row gutter={12}>
        <Col xs={24} md={10}>
          <Form.Item name={[index, 'name']} label={t(`${word}.name`)}>
            <Input maxLength={100} />
          </Form.Item>
        </Col>
        <Col xs={12} md={4}>
          <Form.Item name={[index, 'comparator']} label={t(`${word}.comparator`)}>
            <Select options={options('Comparator')} />
          </Form.Item>
        </Col>
        <Col xs={12} md={isRange ? 3 : 6}>
          <Form.Item name={[index, 'value']} label={t(`${word}.value`)}>
            <Input inputMode="decimal" maxLength={26} />
          </Form.Item>
        </Col>
        {isRange && (
          <Col xs={12} md={3}>
            <Form.Item name={[index, 'valueMax']} label={t(`${word}.valueMax`)}>
              <Input inputMode="decimal" maxLength={26} />
            </Form.Item>
          </Col>
        )}
        <Col xs={12} md={4}>
          <Form.Item name={[index, 'unit']} label={t(`${word}.unit`)}>
            <Input maxLength={40} />
          </Form.Item>
        </Col>
        <Col xs={24}>
          <Form.Item name={[index, 'testMethod']} label={t(`${word}.testMethod`)} style={{ marginBottom: 0 }}>
            <Input maxLength={300} />
          </Form.Item>
        </Col>
      </Row>
    </Card>
  )
}

export function IndicatorFields({ name = 'indicators' }: { name?: string }) {
  const { t } = useTranslation()
  return (
    <Form.List name={name}>
      {(fields, { add, remove }) => (
        <Flex vertical gap="small" style={{ marginBottom: 24 }}>
          <Typography.Text strong>{t('listing.indicators')}</Typography.Text>
          {fields.length === 0 && <Typography.Text type="secondary">{t('listing.indicator.none')}</Typography.Text>}
          {fields.map(field => (
            <IndicatorFieldRow key={field.key} list={name} index={field.name} onRemove={() => remove(field.name)} />
          ))}
          <Button type="dashed" icon={<PlusOutlined />} onClick={() => add(emptyIndicator)} block>
            {t('listing.indicator.add')}
          </Button>
        </Flex>
      )}
    </Form.List>
  )
}
