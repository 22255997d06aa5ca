import { Button, Card, Flex, Form, Input, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { FailureAlert } from '#web/ui/failure.tsx'
import { showFailure } from '#web/ui/form-failure.ts'
import { readSite } from '#web/ui/site.ts'
import { signInMutation } from './account-documents.ts'
import { EmailField } from './person-fields.tsx'

interface SignInValues {
  email: string
  password: string
}

function DemoAccounts({ onChoose }: { onChoose(email: string): void }) {
  const { t, i18n } = useTranslation()
  const { demoAccounts } = readSite()
  const inLanguage = (label: string) => label.split('  ').at(i18n.language === 'en' ? -1 : 0)
  if (demoAccounts.length === 0) return null
  return (
    <Card size="small" title={t('account.demoAccounts')} type="inner">
      <Flex vertical gap={4} align="start">
        <Typography.Text type="secondary">{t('account.demoAccountsHint')}</Typography.Text>
        {demoAccounts.map(({ email, label }) => (
          <Button
            key={email}
            type="link"
            style={{ padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'start' }}
            onClick={() => onChoose(email)}
          >
            {inLanguage(label)}
          </Button>
        ))}
      </Flex>
    </Card>
  )
}

export function SignInForm({ onDone }: { onDone(): Promise<void> }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<SignInValues>()
  const [failure, setFailure] = useState<Failure | null>(null)
  const { send, isRunning } = useCommand(signInMutation, 'signIn')
  const submit = async (values: SignInValues) => {
    setFailure(null)
    const outcome = await send(values)
    if (outcome.ok) await onDone()
    else setFailure(showFailure(form, outcome.failure))
  }
  const fill = (email: string) => form.setFieldsValue({ email, password: readSite().demoPassword ?? '' })
  return (
    <Flex vertical gap="middle">
      {failure && <FailureAlert failure={failure} />}
      <Form form={form} layout="vertical" onFinish={submit} requiredMark={false}>
        <EmailField />
        <Form.Item
          name="password"
          label={t('account.password')}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <Input.Password autoComplete="current-password" maxLength={128} />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={isRunning}>
          {t('account.submitSignIn')}
        </Button>
      </Form>
      <DemoAccounts onChoose={fill} />
    </Flex>
  )
}
