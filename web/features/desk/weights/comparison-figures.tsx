/** What a comparison over the log says: both figures, how far the difference can be trusted, and over how many demands. */
import { Alert, Flex, Table, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { verdictOfGain } from './weight-values.ts'
import type { Comparison } from './weights-documents.ts'

const plain = (value: number | null) => (value === null ? '–' : value.toFixed(3))
const share = (value: number | null) => (value === null ? '–' : `${(value * 100).toFixed(1)}%`)

/** With its sign, so that nobody has to guess the direction. */
export const signed = (value: number, digits = 3) => `${value > 0 ? '+' : ''}${value.toFixed(digits)}`

function difference(active: number | null, proposed: number | null, show: (value: number) => string): string {
  return active === null || proposed === null ? '–' : show(proposed - active)
}

const tones = { better: 'success', worse: 'warning', unsure: 'info', few: 'info', nothing: 'info' } as const

interface FiguresProps {
  comparison: Comparison
  /** They were compared with weights that are in force no more, and might still be switched on. */
  isStale: boolean
}

export function ComparisonFigures({ comparison, isStale }: FiguresProps) {
  const { t } = useTranslation()
  const { demands, active, proposed, gain } = comparison
  const verdict = verdictOfGain(gain, demands)
  const rows = [
    {
      key: 'ndcgAt10' as const,
      active: plain(active.ndcgAt10),
      mine: plain(proposed.ndcgAt10),
      gain: difference(active.ndcgAt10, proposed.ndcgAt10, value => signed(value)),
    },
    {
      key: 'successAt3' as const,
      active: share(active.successAt3),
      mine: share(proposed.successAt3),
      gain: difference(active.successAt3, proposed.successAt3, value => `${signed(value * 100, 1)}%`),
    },
  ]
  return (
    <Flex vertical gap="small">
      <Flex wrap gap="2px 16px">
        <Typography.Text>{t('matchWeights.demands', { count: demands })}</Typography.Text>
        {gain && (
          <Typography.Text>
            {t('matchWeights.interval', { low: signed(gain.low), high: signed(gain.high) })}
          </Typography.Text>
        )}
      </Flex>
      <Table
        size="small"
        pagination={false}
        dataSource={rows}
        columns={[
          {
            title: t('matchWeights.figure'),
            dataIndex: 'key',
            render: (key: (typeof rows)[number]['key']) => t(`matchWeights.${key}`),
          },
          { title: t('matchWeights.active'), dataIndex: 'active', align: 'end' },
          { title: t('matchWeights.mine'), dataIndex: 'mine', align: 'end' },
          { title: t('matchWeights.difference'), dataIndex: 'gain', align: 'end' },
        ]}
      />
      <Alert type={tones[verdict]} showIcon title={t(`matchWeights.verdict.${verdict}`)} />
      {isStale && <Alert type="warning" showIcon title={t('matchWeights.stale')} />}
    </Flex>
  )
}
