import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Col, Flex, Form, Input, Row, Typography } from 'antd'
import { useTranslation } from 'react-i18next'

export const emptyMember = { name: '', title: '', duty: '' }

/** Who does the work. Labels stand on the first row on a desk, on each row on a phone. */
export function TeamFields() {
  const { t } = useTranslation()
  return (
    <Form.List name="team">
      {(fields, { add, remove }) => (
        <Flex vertical gap="small" style={{ marginBottom: 24 }}>
          <Typography.Text strong>{t('bid.team')}</Typography.Text>
          {fields.length === 0 && <Typography.Text type="secondary">{t('bid.noTeam')}</Typography.Text>}
          {fields.map(({ key, name }) => (
            <Row key={key} gutter={12} align="bottom">
              <Col xs={12} md={6}>
                <Form.Item
                  name={[name, 'name']}
                  label={t('bid.memberName')}
                  rules={[{ required: true, whitespace: true, message: t('common.required') }]}
                  style={{ marginBottom: 0 }}
                >
                  <Input maxLength={100} autoComplete="off" />
                </Form.Item>
              </Col>
              <Col xs={12} md={6}>
                <Form.Item name={[name, 'title']} label={t('bid.memberTitle')} style={{ marginBottom: 0 }}>
                  <Input maxLength={100} autoComplete="off" />
                </Form.Item>
              </Col>
              <Col xs={20} md={10}>
                <Form.Item name={[name, 'duty']} label={t('bid.memberDuty')} style={{ marginBottom: 0 }}>
                  <Input maxLength={300} autoComplete="off" />
                </Form.Item>
              </Col>
              <Col xs={4} md={2}>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('bid.removeMember', { name: name + 1 })}
                  onClick={() => remove(name)}
                />
              </Col>
            </Row>
          ))}
          <Button type="dashed" icon={<PlusOutlined />} onClick={() => add(emptyMember)} block>
            {t('bid.addMember')}
          </Button>
        </Flex>
      )}
    </Form.List>
  )
}
