/** The weights that rank now, each with what it does, beside those of the program. */
import { App, Button, Card, Flex, Table, Tag, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Failure } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { Instant } from '#web/ui/moment.tsx'
import { VerdictButton } from '#web/ui/verdict-button.tsx'
import { groupFields, valueAt } from './weight-values.ts'
import { useWeightWords } from './weight-words.ts'
import { restoreMutation, type WeightField, type WeightsOverview } from './weights-documents.ts'

interface InForceProps {
  overview: WeightsOverview
  onPropose(): void
  onFailure(failure: Failure | null): void
}

function Status({ active }: Pick<WeightsOverview, 'active'>) {
  const { t } = useTranslation()
  if (!active) return <span>{t('matchWeights.defaultsInForce')}</span>
  const words = { note: active.note, name: active.activatedByName ?? '' }
  return (
    <span style={{ overflowWrap: 'anywhere' }}>
      <bdi>{t('matchWeights.proposalInForce', words)}</bdi> {active.activatedAt && <Instant at={active.activatedAt} />}
    </span>
  )
}

function GroupTable({ fields, inForce }: { fields: readonly WeightField[]; inForce: unknown }) {
  const { t } = useTranslation()
  const { nameOf, rangeOf } = useWeightWords()
  return (
    <Table<WeightField>
      size="small"
      rowKey="path"
      pagination={false}
      dataSource={[...fields]}
      columns={[
        {
          title: t('matchWeights.name'),
          key: 'name',
          render: (_, field) => {
            const { name, hint } = nameOf(field.path)
            return (
              <>
                <div>{name}</div>
                <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                  {hint}
                  {t('matchWeights.limits', { range: rangeOf(field) })}
                </Typography.Text>
              </>
            )
          },
        },
        {
          title: t('matchWeights.valueNow'),
          key: 'now',
          align: 'end',
          width: 96,
          render: (_, { path, defaultValue }) => {
            const value = valueAt(inForce, path) ?? defaultValue
            if (value === defaultValue) return value
            return (
              <Flex vertical align="end" gap={2}>
                <strong>{value}</strong>
                <Tag color="blue" style={{ marginInlineEnd: 0, whiteSpace: 'normal' }}>
                  {t('matchWeights.changed')}
                </Tag>
              </Flex>
            )
          },
        },
        { title: t('matchWeights.valueDefault'), dataIndex: 'defaultValue', align: 'end', width: 72 },
      ]}
    />
  )
}

export function WeightsInForce({ overview, onPropose, onFailure }: InForceProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { send, isRunning } = useCommand(restoreMutation, 'restoreDefaultWeights', ['MatchWeightsOverview'])
  const restore = async () => {
    onFailure(null)
    const outcome = await send({})
    if (!outcome.ok) return onFailure(outcome.failure)
    message.success(t('matchWeights.restored'))
  }
  const isDefault = overview.active === null
  const mayRestore = { allowed: !isDefault, code: null, reason: t('matchWeights.restoreOff') }
  return (
    <Card size="small" title={t('matchWeights.inForce')}>
      <Flex vertical gap="middle">
        <Flex wrap gap="small" justify="space-between" align="center">
          <Status active={overview.active} />
          <Flex wrap gap="small">
            <VerdictButton verdict={mayRestore} loading={isRunning} onClick={restore}>
              {t('matchWeights.restore')}
            </VerdictButton>
            <Button type="primary" onClick={onPropose}>
              {t('matchWeights.propose')}
            </Button>
          </Flex>
        </Flex>
      </Flex>
    </Card>
  )
}

/** Every number with what it does. */
export function WeightTables({ overview }: Pick<InForceProps, 'overview'>) {
  const { t } = useTranslation()
  return (
    <Card size="small" title={t('matchWeights.all')}>
      <Flex vertical gap="middle">
        {groupFields(overview.fields).map(({ name, fields }) => (
          <section key={name} aria-label={t(`matchWeights.group.${name}`)}>
            <Typography.Title level={2} style={{ fontSize: 16 }}>
              {t(`matchWeights.group.${name}`)}
            </Typography.Title>
            <GroupTable fields={fields} inForce={overview.inForce} />
          </section>
        ))}
      </Flex>
    </Card>
  )
}
