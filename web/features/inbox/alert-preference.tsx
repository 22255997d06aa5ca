/** How one is told of new strong matches: at once, once a day, or not at all. */
import { App, Flex, Radio, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { failureOfError } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { FailureAlert, useFailureText } from '#web/ui/failure.tsx'
import { Waiting } from '#web/ui/waiting.tsx'
import { alertPreferenceQuery, setAlertPreferenceMutation } from './inbox-documents.ts'

const ways = ['AT_ONCE', 'DAILY', 'OFF'] as const
/** Somebody who has chosen nothing yet has no entry that a change could touch. */
const touches = ['AlertPreference']
const context = { additionalTypenames: touches }

export function AlertPreference() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const failureText = useFailureText()
  const [{ data, error }, ask] = useQuery({ query: alertPreferenceQuery, context })
  const { send, isRunning } = useCommand(setAlertPreferenceMutation, 'setAlertPreference', touches)
  if (error && !data)
    return <FailureAlert failure={failureOfError(error)} onRetry={() => ask({ requestPolicy: 'network-only' })} />
  if (!data) return <Waiting />
  const choose = async (matchAlerts: (typeof ways)[number]) => {
    const outcome = await send({ matchAlerts })
    if (outcome.ok) message.success(t('inbox.preferenceSaved'))
    else message.error(failureText(outcome.failure).hint)
  }
  return (
    <Flex vertical gap="small">
      <Typography.Text type="secondary" id="alert-hint">
        {t('inbox.preferenceHint')}
      </Typography.Text>
      <Radio.Group
        aria-labelledby="alert-hint"
        disabled={isRunning}
        value={data.alertPreference?.matchAlerts ?? null}
        onChange={event => choose(event.target.value)}
        options={ways.map(value => ({ value, label: t(`inbox.alerts.${value}`) }))}
      />
    </Flex>
  )
}
