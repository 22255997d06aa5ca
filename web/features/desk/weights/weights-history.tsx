/** Every proposal, the latest first: who, when and what for, what a comparison said, and the switch. */
import { App, Button, Card, Checkbox, Empty, Flex, Form, Tag, Typography, theme } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { Instant } from '#web/ui/moment.tsx'
import { VerdictButton } from '#web/ui/verdict-button.tsx'
import { ComparisonFigures, signed } from './comparison-figures.tsx'
import { differencesOf } from './weight-values.ts'
import { useWeightWords } from './weight-words.ts'
import {
  activateMutation,
  compareMutation,
  type NamedWeights,
  type WeightField,
  type WeightsOverview,
} from './weights-documents.ts'

const touches = ['MatchWeightsOverview']
const tones = { PROPOSED: 'gold', ACTIVE: 'success', RETIRED: 'default' } as const
const shownDifferences = 8

interface HistoryProps {
  overview: WeightsOverview
  onReuse(weights: unknown): void
  onFailure(failure: Failure | null): void
}

function Dates({ weights }: { weights: NamedWeights }) {
  const { t } = useTranslation()
  const { createdByName, createdAt, comparedAt, activatedByName, activatedAt, retiredAt } = weights
  const steps = [
    { words: t('matchWeights.proposedBy', { name: createdByName }), at: createdAt },
    { words: t('matchWeights.comparedAt'), at: comparedAt },
    { words: t('matchWeights.activatedBy', { name: activatedByName ?? '' }), at: activatedAt },
    { words: t('matchWeights.retiredAt'), at: retiredAt },
  ]
  return (
    <Flex wrap gap="2px 16px">
      {steps.map(
        ({ words, at }) =>
          at && (
            <Typography.Text key={words} type="secondary">
              <bdi>{words}</bdi> <Instant at={at} />
            </Typography.Text>
          ),
      )}
    </Flex>
  )
}

function Differences({ weights, fields }: { weights: unknown; fields: readonly WeightField[] }) {
  const { t } = useTranslation()
  const { nameOf } = useWeightWords()
  const differences = differencesOf(weights, fields)
  return (
    <Flex wrap gap={6} align="center">
      <Typography.Text type="secondary">{t('matchWeights.differences')}：</Typography.Text>
      {differences.length === 0 && <span>{t('matchWeights.same')}</span>}
      {differences.slice(0, shownDifferences).map(({ field, value }) => (
        <Tag key={field.path} style={{ marginInlineEnd: 0, whiteSpace: 'normal' }}>
          {nameOf(field.path).name} {field.defaultValue} → {value}
        </Tag>
      ))}
      {differences.length > shownDifferences && (
        <span>{t('matchWeights.moreDifferences', { count: differences.length })}</span>
      )}
    </Flex>
  )
}

function useSwitch({ id, onFailure }: { id: string; onFailure: HistoryProps['onFailure'] }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { send, isRunning } = useCommand(activateMutation, 'activateMatchWeights', touches)
  const activate = async (acceptLoss: boolean): Promise<Failure | null> => {
    onFailure(null)
    const outcome = await send({ id, acceptLoss })
    if (!outcome.ok) return outcome.failure
    message.success(t('matchWeights.activated'))
    return null
  }
  return { activate, isRunning }
}

function ActivateButton({ weights, onFailure }: { weights: NamedWeights; onFailure: HistoryProps['onFailure'] }) {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  const { activate, isRunning } = useSwitch({ id: weights.id, onFailure })
  const { activation, comparison } = weights
  // A measured loss is no ban: it has to be accepted knowingly.
  const isLoss = activation.code === 'MEASURED_LOSS'
  const verdict = isLoss ? { allowed: true, code: null, reason: null } : activation
  const gain = comparison?.gain
  const lead =
    gain &&
    t('matchWeights.acceptLead', {
      demands: comparison.demands,
      change: signed(gain.mean),
      low: signed(gain.low),
      high: signed(gain.high),
    })
  const press = async () => {
    if (isLoss) return setAsking(true)
    const failure = await activate(false)
    if (failure) onFailure(failure)
  }
  return (
    <>
      <VerdictButton verdict={verdict} type="primary" loading={isRunning} onClick={press}>
        {t('matchWeights.activate')}
      </VerdictButton>
      <FormDialog<{ isAccepted: boolean }>
        title={t('matchWeights.acceptTitle')}
        submitText={t('matchWeights.acceptSend')}
        isDanger
        isOpen={isAsking}
        lead={lead}
        onClose={() => setAsking(false)}
        onSubmit={() => activate(true)}
      >
        <Form.Item
          name="isAccepted"
          valuePropName="checked"
          rules={[{ required: true, type: 'enum', enum: [true], message: t('matchWeights.acceptMissing') }]}
        >
          <Checkbox>{t('matchWeights.accept')}</Checkbox>
        </Form.Item>
      </FormDialog>
    </>
  )
}

function Proposal({ weights, overview, onReuse, onFailure }: HistoryProps & { weights: NamedWeights }) {
  const { t } = useTranslation()
  const { token } = theme.useToken()
  const { message } = App.useApp()
  const { send, isRunning } = useCommand(compareMutation, 'compareMatchWeights', touches)
  const { comparison, state } = weights
  const isProposed = state === 'PROPOSED'
  const compare = async () => {
    onFailure(null)
    const outcome = await send({ id: weights.id })
    if (!outcome.ok) return onFailure(outcome.failure)
    message.success(t('matchWeights.compared'))
  }
  const isStale = isProposed && comparison !== null && comparison.againstId !== (overview.active?.id ?? null)
  return (
    <article
      aria-label={weights.note}
      style={{ padding: '12px 0', borderBottom: `1px solid ${token.colorBorderSecondary}` }}
    >
      <Flex vertical gap="small">
        <Flex wrap gap="small" align="center">
          <Tag color={tones[state]} style={{ marginInlineEnd: 0 }}>
            {t(`matchWeights.states.${state}`)}
          </Tag>
          <strong style={{ overflowWrap: 'anywhere' }}>
            <bdi>{weights.note}</bdi>
          </strong>
        </Flex>
        <Dates weights={weights} />
        <Differences weights={weights.weights} fields={overview.fields} />
        {comparison && <ComparisonFigures comparison={comparison} isStale={isStale} />}
        {isRunning && (
          <Typography.Text type="secondary" role="status">
            {t('matchWeights.comparing')}
          </Typography.Text>
        )}
        <Flex wrap gap="small">
          {isProposed && (
            <Button loading={isRunning} onClick={compare}>
              {t(comparison ? 'matchWeights.compareAgain' : 'matchWeights.compare')}
            </Button>
          )}
          {isProposed && <ActivateButton weights={weights} onFailure={onFailure} />}
          <Button onClick={() => onReuse(weights.weights)}>{t('matchWeights.reuse')}</Button>
        </Flex>
      </Flex>
    </article>
  )
}

export function WeightsHistory(props: HistoryProps) {
  const { t } = useTranslation()
  const { history } = props.overview
  return (
    <Card size="small" title={t('matchWeights.history')}>
      {history.length === 0 && (
        <Empty
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description={`${t('matchWeights.empty')}。${t('matchWeights.emptyHint')}`}
        />
      )}
      {history.map(weights => (
        <Proposal key={weights.id} weights={weights} {...props} />
      ))}
    </Card>
  )
}
