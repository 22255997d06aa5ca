/** A field for longer text with its count, named by its label. */
import { Form, Input } from 'antd'
import type { NamePath } from 'antd/es/form/interface.js'
import { useTranslation } from 'react-i18next'

interface TextFieldProps {
  name: NamePath
  label: string
  maxLength: number
  rows?: number
  isRequired?: boolean
  hint?: string
}

export function TextField({ name, label, maxLength, rows = 4, isRequired = false, hint }: TextFieldProps) {
  const { t } = useTranslation()
  // The count stands under the field; a hint has to begin below it.
  const isCounted = maxLength > 300
  return (
    <Form.Item
      name={name}
      label={label}
      extra={hint && <span style={isCounted ? { display: 'block', paddingTop: 22 } : {}}>{hint}</span>}
      rules={[{ required: isRequired, whitespace: isRequired, message: t('common.required') }]}
    >
      <Input.TextArea rows={rows} maxLength={maxLength} showCount={isCounted} />
    </Form.Item>
  )
}
