import { CheckCircleOutlined, DeleteOutlined, PlusOutlined, WarningOutlined } from '@ant-design/icons'
import { Button, Col, Flex, Form, Input, InputNumber, Row, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { usualDimensions } from '#domain/challenge/check-challenge.ts'

interface Dimension {
  name?: string
  weight?: number | null
}

/** What bids are scored on; the sum of the weights is watched while typing, and must be 100 at submission. */
export function DimensionFields() {
  const { t } = useTranslation()
  const form = Form.useFormInstance()
  const dimensions = Form.useWatch<Dimension[] | undefined>('dimensions') ?? []
  const sum = dimensions.reduce((total, dimension) => total + (dimension?.weight ?? 0), 0)
  return (
    <Form.List name="dimensions">
      {(fields, { add, remove }) => (
        <Flex vertical gap="small" style={{ marginBottom: 24 }}>
          <Flex wrap gap="small" justify="space-between">
            <Typography.Text strong>{t('challenge.dimensions')}</Typography.Text>
            <Typography.Text role="status" strong={sum !== 100}>
              {sum === 100 ? <CheckCircleOutlined /> : <WarningOutlined />}{' '}
              {t(sum === 100 ? 'challenge.weightSum' : 'challenge.weightSumWrong', { sum })}
            </Typography.Text>
          </Flex>
          {fields.map(({ key, name }) => (
            <Row key={key} gutter={12} align="bottom">
              <Col xs={13} md={17}>
                <Form.Item
                  name={[name, 'name']}
                  label={t('challenge.dimension')}
                  rules={[{ required: true, whitespace: true, message: t('common.required') }]}
                  style={{ marginBottom: 0 }}
                >
                  <Input maxLength={50} />
                </Form.Item>
              </Col>
              <Col xs={8} md={5}>
                <Form.Item
                  name={[name, 'weight']}
                  label={t('challenge.weight')}
                  rules={[{ required: true, message: t('common.required') }]}
                  style={{ marginBottom: 0 }}
                >
                  <InputNumber min={1} max={100} precision={0} suffix="%" style={{ width: '100%' }} />
                </Form.Item>
              </Col>
              <Col xs={3} md={2}>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('challenge.form.removeDimension', { name: name + 1 })}
                  onClick={() => remove(name)}
                />
              </Col>
            </Row>
          ))}
          <Flex wrap gap="small">
            <Button type="dashed" icon={<PlusOutlined />} onClick={() => add({ name: '', weight: null })}>
              {t('challenge.addDimension')}
            </Button>
            <Button
              onClick={() =>
                form.setFieldValue(
                  'dimensions',
                  usualDimensions.map(each => ({ ...each })),
                )
              }
            >
              {t('challenge.form.useUsual')}
            </Button>
          </Flex>
        </Flex>
      )}
    </Form.List>
  )
}
