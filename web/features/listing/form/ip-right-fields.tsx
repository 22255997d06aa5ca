/** Patents and other rights; a patent number is checked while it is typed. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Card, Col, Flex, Form, Input, Row, Select, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { checkPatentNumber } from '#domain/identifiers.ts'
import { problemText } from '#web/i18n/problems.ts'
import { useLabels } from '#web/ui/labels.ts'

const patentKinds = ['INVENTION_PATENT', 'UTILITY_MODEL', 'DESIGN']

function IpRightRow({ index, onRemove }: { index: number; onRemove(): void }) {
  const { t } = useTranslation()
  const { options } = useLabels()
  const kind = Form.useWatch<string | undefined>(['ipRights', index, 'kind']) ?? ''
  const number = Form.useWatch<string | undefined>(['ipRights', index, 'number']) ?? ''
  const verdict = patentKinds.includes(kind) && number.length >= 8 ? checkPatentNumber(number) : null
  const isBad = verdict !== null && !verdict.ok
  return (
    <Card
      size="small"
      type="inner"
      title={`${t('listing.ipRights')} ${index + 1}`}
      extra={
        <Button type="text" size="small" icon={<DeleteOutlined />} onClick={onRemove} aria-label={t('common.remove')} />
      }
    >
      <Row gutter={12}>
        <Col xs={24} md={6}>
          <Form.Item name={[index, 'kind']} label={t('listing.ipRight.kind')}>
            <Select options={options('IpKind')} />
          </Form.Item>
        </Col>
        <Col xs={24} md={8}>
          <Form.Item
            name={[index, 'number']}
            label={t('listing.ipRight.number')}
            {...(isBad && {
              validateStatus: verdict.severity,
              extra: problemText({ message: verdict.reason, remedy: verdict.remedy }),
            })}
          >
            <Input maxLength={60} />
          </Form.Item>
        </Col>
        <Col xs={24} md={10}>
          <Form.Item name={[index, 'title']} label={t('listing.ipRight.title')}>
            <Input maxLength={200} />
          </Form.Item>
        </Col>
      </Row>
    </Card>
  )
}

export function IpRightFields() {
  const { t } = useTranslation()
  return (
    <Form.List name="ipRights">
      {(fields, { add, remove }) => (
        <Flex vertical gap="small" style={{ marginBottom: 24 }}>
          <Typography.Text strong>{t('listing.ipRights')}</Typography.Text>
          {fields.map(field => (
            <IpRightRow key={field.key} index={field.name} onRemove={() => remove(field.name)} />
          ))}
          <Button
            type="dashed"
            icon={<PlusOutlined />}
            onClick={() => add({ kind: 'INVENTION_PATENT', number: '', title: '' })}
            block
          >
            {t('listing.ipRight.add')}
          </Button>
        </Flex>
      )}
    </Form.List>
  )
}
