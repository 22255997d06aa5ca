import { Button, Flex, Form } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { FailureAlert } from '#web/ui/failure.tsx'
import { showFailure } from '#web/ui/form-failure.ts'
import { createFirstAdminMutation, signUpMutation } from './account-documents.ts'
import { DisplayNameField, EmailField, NewPasswordField } from './person-fields.tsx'

interface SignUpValues {
  email: string
  displayName: string
  password: string
}

/** Opens an account; with the token of the one-time link, that of the first administrator. */
export function SignUpForm({ firstAdminToken, onDone }: { firstAdminToken?: string; onDone(): Promise<void> }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<SignUpValues>()
  const [failure, setFailure] = useState<Failure | null>(null)
  const signUp = useCommand(signUpMutation, 'signUp')
  const createFirstAdmin = useCommand(createFirstAdminMutation, 'createFirstAdmin')
  const submit = async (values: SignUpValues) => {
    setFailure(null)
    const outcome =
      firstAdminToken === undefined
        ? await signUp.send(values)
        : await createFirstAdmin.send({ ...values, token: firstAdminToken })
    if (outcome.ok) await onDone()
    else setFailure(showFailure(form, outcome.failure))
  }
  return (
    <Flex vertical gap="middle">
      {failure && <FailureAlert failure={failure} />}
      <Form form={form} layout="vertical" onFinish={submit} requiredMark={false}>
        <EmailField />
        <DisplayNameField />
        <NewPasswordField label={t('account.password')} />
        <Button type="primary" htmlType="submit" block loading={signUp.isRunning || createFirstAdmin.isRunning}>
          {t('account.submitSignUp')}
        </Button>
      </Form>
    </Flex>
  )
}
