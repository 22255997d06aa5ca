import { App, Button, Flex, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { FailureAlert } from '#web/ui/failure.tsx'
import { showFailure } from '#web/ui/form-failure.ts'
import { changePasswordMutation } from './account-documents.ts'
import { NewPasswordField } from './person-fields.tsx'

interface PasswordValues {
  currentPassword: string
  newPassword: string
  again: string
}

export function PasswordForm() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<PasswordValues>()
  const [failure, setFailure] = useState<Failure | null>(null)
  const { send, isRunning } = useCommand(changePasswordMutation, 'changePassword')
  const submit = async ({ currentPassword, newPassword }: PasswordValues) => {
    setFailure(null)
    const outcome = await send({ currentPassword, newPassword })
    if (!outcome.ok) return setFailure(showFailure(form, outcome.failure))
    form.resetFields()
    message.success(t('account.passwordChanged'))
  }
  return (
    <Flex vertical gap="middle" style={{ maxWidth: 440 }}>
      {failure && <FailureAlert failure={failure} />}
      <Form form={form} layout="vertical" onFinish={submit} requiredMark={false}>
        <Form.Item
          name="currentPassword"
          label={t('account.currentPassword')}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <Input.Password autoComplete="current-password" maxLength={128} />
        </Form.Item>
        <NewPasswordField name="newPassword" label={t('account.newPassword')} />
        <Form.Item
          name="again"
          label={t('account.passwordAgain')}
          dependencies={['newPassword']}
          rules={[
            { required: true, message: t('common.required') },
            ({ getFieldValue }) => ({
              validator: (_, again) =>
                !again || again === getFieldValue('newPassword')
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('account.passwordsDiffer'))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" maxLength={128} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={isRunning}>
          {t('account.changePassword')}
        </Button>
      </Form>
    </Flex>
  )
}
