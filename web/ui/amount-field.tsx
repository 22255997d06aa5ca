/** A form field for an amount in 万元: the unit beside it, the amount in words under it. The form holds the text. */
import { Form, type FormItemProps, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { readWanYuan, wordsOfWanYuan } from './amount.ts'

interface AmountFieldProps {
  name: NonNullable<FormItemProps['name']>
  label: string
  isRequired?: boolean
  /** The whole path within the form, for a field of a list, where `name` is only the end of it. */
  path?: (string | number)[]
}

export function AmountField({ name, label, isRequired = false, path }: AmountFieldProps) {
  const { t } = useTranslation()
  const text = Form.useWatch<string | undefined>(path ?? name)
  const words = wordsOfWanYuan(text)
  return (
    <Form.Item
      name={name}
      label={label}
      required={isRequired}
      extra={words === null ? null : t('common.amountInWords', { words })}
      rules={[
        { required: isRequired, message: t('common.required') },
        {
          validator: (_, value: string | undefined) =>
            readWanYuan(value) === undefined ? Promise.reject(new Error(t('common.notAnAmount'))) : Promise.resolve(),
        },
      ]}
    >
      <Input inputMode="decimal" suffix={t('common.wanYuan')} maxLength={40} autoComplete="off" />
    </Form.Item>
  )
}
