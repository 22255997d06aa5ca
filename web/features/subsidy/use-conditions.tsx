/** The conditions of a rule on the use of its money: how much was reported, what is left, by when. */
import { Flex, Tag, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { Amount } from '#web/ui/amount-text.tsx'
import { useLabels } from '#web/ui/labels.ts'
import type { UseCondition } from './use-documents.ts'

const tones = { OPEN: 'processing', MET: 'success', BREACHED: 'error' } as const

export function UseState({ state }: { state: UseCondition['state'] }) {
  const { label } = useLabels()
  return (
    <Tag color={tones[state]} style={{ marginInlineEnd: 0 }}>
      {label('GrantUseState', state)}
    </Tag>
  )
}

/** 还差 for a least, 还可用 for a most; nothing once it is settled. */
function Left({ condition }: { condition: UseCondition }) {
  const { t } = useTranslation()
  const { bound, boundFen, spentFen } = condition
  const leftFen = boundFen - spentFen
  if (leftFen <= 0 && bound === 'AT_LEAST') return null
  if (leftFen < 0)
    return (
      <span>
        {t('grantUse.over')} <Amount fen={-leftFen} />
      </span>
    )
  return (
    <span>
      {t(bound === 'AT_LEAST' ? 'grantUse.missing' : 'grantUse.free')} <Amount fen={leftFen} />
    </span>
  )
}

export function UseConditions({ conditions }: { conditions: readonly UseCondition[] }) {
  const { t } = useTranslation()
  return (
    <Flex vertical gap="small">
      {conditions.map(condition => (
        <Flex key={condition.id} wrap gap="4px 16px" align="center">
          <UseState state={condition.state} />
          <strong>
            <bdi>{condition.text}</bdi>
          </strong>
          <span>
            {t(condition.bound === 'AT_LEAST' ? 'grantUse.atLeast' : 'grantUse.atMost')}{' '}
            <Amount fen={condition.boundFen} />
          </span>
          <span>
            {t('grantUse.reported')} <Amount fen={condition.spentFen} />
          </span>
          <Left condition={condition} />
          {condition.dueOn && (
            <Typography.Text type="secondary">{t('grantUse.due', { day: condition.dueOn })}</Typography.Text>
          )}
        </Flex>
      ))}
    </Flex>
  )
}
