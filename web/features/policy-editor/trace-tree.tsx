/** The steps of one example's figure, as the evaluation wrote them. */
import { Flex, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { formatYuan } from '#domain/money.ts'
import type { Trace, TraceStep } from '#domain/subsidy/evaluate/trace.ts'
import { packWord, policyText } from '#web/i18n/policy-words.ts'

export function TraceTree({ trace }: { trace: Trace }) {
  const { t } = useTranslation()
  const unused = trace.inputs.filter(({ used }) => !used)
  return (
    <Flex vertical gap={4}>
      <Steps steps={trace.steps} />
      {unused.map(({ record, why }) => (
        <Typography.Text key={`${record} ${why}`} type="warning">
          {t('policyEditor.notCounted')}
          {t('common.colon')}
          {policyText(why)}
        </Typography.Text>
      ))}
      {trace.notes.map(note => (
        <Typography.Text key={note} type="secondary">
          {policyText(note)}
        </Typography.Text>
      ))}
    </Flex>
  )
}

function Steps({ steps }: { steps: readonly TraceStep[] }) {
  const { t } = useTranslation()
  let at = 0
  return (
    <ul style={{ margin: 0, paddingInlineStart: 18 }}>
      {steps.map(step => (
        <li key={`${step.label} ${at++}`}>
          {t(`policyEditor.steps.${step.label}`)}
          {step.name && <bdi> {packWord(step.name)}</bdi>}
          {t('common.colon')}
          {policyText(step.expression)}
          {step.valueFen !== null && (
            <strong> = {t('policyEditor.yuanAmount', { amount: formatYuan(step.valueFen) })}</strong>
          )}
          {step.number !== undefined && <strong> = {String(step.number)}</strong>}
          {step.parts && step.parts.length > 0 && <Steps steps={step.parts} />}
        </li>
      ))}
    </ul>
  )
}
