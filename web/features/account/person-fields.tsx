import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { checkEmail, normaliseEmail } from '#domain/access/account.ts'

export function EmailField() {
  const { t } = useTranslation()
  return (
    <Form.Item
      name="email"
      label={t('account.email')}
      validateTrigger="onBlur"
      rules={[
        { required: true, message: t('account.emailInvalid') },
        {
          validator: (_, email: string | undefined) =>
            !email || checkEmail(normaliseEmail(email)).length === 0
              ? Promise.resolve()
              : Promise.reject(new Error(t('account.emailInvalid'))),
        },
      ]}
    >
      <Input type="email" autoComplete="username" maxLength={254} />
    </Form.Item>
  )
}

export function DisplayNameField() {
  const { t } = useTranslation()
  return (
    <Form.Item
      name="displayName"
      label={t('account.displayName')}
      extra={t('account.displayNameHint')}
      rules={[{ required: true, whitespace: true, message: t('common.required') }]}
    >
      <Input autoComplete="name" maxLength={100} />
    </Form.Item>
  )
}

/** For a new password: length is all that is asked, and the server says what else is wrong. */
export function NewPasswordField({ name = 'password', label }: { name?: string; label: string }) {
  const { t } = useTranslation()
  return (
    <Form.Item
      name={name}
      label={label}
      extra={t('account.passwordHint')}
      rules={[{ required: true, min: 10, message: t('account.passwordTooShort') }]}
      validateTrigger="onBlur"
    >
      <Input.Password autoComplete="new-password" maxLength={128} />
    </Form.Item>
  )
}
