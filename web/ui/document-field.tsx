/** One document that proves something, picked from the device and sent with the form. The form holds a list of one. */
import { UploadOutlined } from '@ant-design/icons'
import { Button, Form, Upload, type UploadFile } from 'antd'
import { useTranslation } from 'react-i18next'

interface DocumentFieldProps {
  name: string
  label: string
  isRequired?: boolean
}

export function DocumentField({ name, label, isRequired = false }: DocumentFieldProps) {
  const { t } = useTranslation()
  return (
    <Form.Item
      name={name}
      label={label}
      extra={t('subsidyMoney.documentHint')}
      valuePropName="fileList"
      getValueFromEvent={(event: { fileList: UploadFile[] }) => event.fileList}
      rules={[{ required: isRequired, type: 'array', min: 1, message: t('subsidyMoney.documentMissing') }]}
    >
      <Upload beforeUpload={() => false} maxCount={1} accept=".pdf,.png,.jpg,.jpeg,.ofd,.xml">
        <Button icon={<UploadOutlined />}>{t('subsidyMoney.pickDocument')}</Button>
      </Upload>
    </Form.Item>
  )
}
