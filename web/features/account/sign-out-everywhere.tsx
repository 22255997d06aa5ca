import { Button, Flex, Popconfirm, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { FailureAlert } from '#web/ui/failure.tsx'
import { signOutEverywhereMutation } from './account-documents.ts'

export function SignOutEverywhere({ onDone }: { onDone(): Promise<void> }) {
  const { t } = useTranslation()
  const [failure, setFailure] = useState<Failure | null>(null)
  const { send, isRunning } = useCommand(signOutEverywhereMutation, 'signOutEverywhere')
  const leave = async () => {
    const outcome = await send({})
    if (outcome.ok) await onDone()
    else setFailure(outcome.failure)
  }
  return (
    <Flex vertical gap="small" align="start">
      {failure && <FailureAlert failure={failure} />}
      <Typography.Text type="secondary">{t('account.signOutEverywhereHint')}</Typography.Text>
      <Popconfirm title={t('account.signOutEverywhereConfirm')} onConfirm={leave}>
        <Button danger loading={isRunning}>
          {t('account.signOutEverywhere')}
        </Button>
      </Popconfirm>
    </Flex>
  )
}
