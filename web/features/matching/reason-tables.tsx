/** The reasons of one match as tables: indicators, conditions, words, and the words that are close in meaning. */
import { Table, Tag, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import type { FactorNode, MeaningNode, WordNode } from '#domain/matching/ranking/explanation.ts'
import { isOwn } from '#domain/matching/ranking/factors.ts'
import { fitOf, type IndicatorLine, percent } from './explanation.ts'
import { FactText } from './fact-value.tsx'

const fitColours = { fits: 'green', partly: 'gold', notFits: 'red' } as const
const placeWords = { title: 'matching.inTitle', keywords: 'matching.inKeywords', text: 'matching.inText' } as const
const scroll = { x: 'max-content' } as const

const shareOf = (contribution: number, total: number) => percent(total > 0 ? contribution / total : 0)

export function VerdictTag({ satisfied }: { satisfied: boolean | null }) {
  const { t } = useTranslation()
  if (satisfied === null) return <Tag>{t('matching.undecided')}</Tag>
  return <Tag color={satisfied ? 'green' : 'red'}>{t(satisfied ? 'matching.satisfied' : 'matching.notSatisfied')}</Tag>
}

export function IndicatorTable({ lines }: { lines: readonly IndicatorLine[] }) {
  const { t } = useTranslation()
  return (
    <Table<IndicatorLine>
      size="small"
      rowKey={({ name, wanted }) => `${name} ${wanted}`}
      pagination={false}
      scroll={scroll}
      dataSource={[...lines]}
      columns={[
        { title: t('matching.wanted'), dataIndex: 'wanted', render: (wanted: string) => <bdi>{wanted}</bdi> },
        {
          title: t('matching.offered'),
          dataIndex: 'offered',
          render: (offered: string | null) => <bdi>{offered ?? '—'}</bdi>,
        },
        {
          title: t('matching.fit'),
          key: 'verdict',
          render: (_, { satisfied, isUnsaid }) =>
            isUnsaid ? <Tag color="gold">{t('matching.unsaid')}</Tag> : <VerdictTag satisfied={satisfied} />,
        },
      ]}
    />
  )
}

export function FactorTable({ factors, total }: { factors: readonly FactorNode[]; total: number }) {
  const { t } = useTranslation()
  return (
    <Table<FactorNode>
      size="small"
      rowKey="code"
      pagination={false}
      scroll={scroll}
      dataSource={[...factors]}
      columns={[
        { title: t('matching.factors'), dataIndex: 'code', render: (_, { code }) => t(`matching.factor.${code}`) },
        {
          title: t('matching.thisSide'),
          key: 'query',
          render: (_, { code, queryValue }) => <FactText code={code} value={isOwn(code) ? null : queryValue} />,
        },
        {
          title: t('matching.otherSide'),
          key: 'document',
          render: (_, { code, documentValue }) => <FactText code={code} value={documentValue} />,
        },
        {
          title: t('matching.fit'),
          key: 'fit',
          render: (_, { value }) => <Tag color={fitColours[fitOf(value)]}>{t(`matching.${fitOf(value)}`)}</Tag>,
        },
        {
          title: t('matching.contribution'),
          key: 'share',
          align: 'end',
          render: (_, { contribution }) => shareOf(contribution, total),
        },
      ]}
    />
  )
}

export function WordTable({ words, total }: { words: readonly WordNode[]; total: number }) {
  const { t } = useTranslation()
  return (
    <Table<WordNode>
      size="small"
      rowKey="label"
      scroll={scroll}
      dataSource={[...words]}
      pagination={words.length > 10 ? { pageSize: 10, size: 'small', showSizeChanger: false } : false}
      columns={[
        {
          title: t('matching.words'),
          dataIndex: 'label',
          render: (label: string, { standsFor }) => (
            <>
              <bdi>{label}</bdi>
              {standsFor && (
                <Typography.Text type="secondary"> {t('matching.standsFor', { word: standsFor })}</Typography.Text>
              )}
            </>
          ),
        },
        {
          title: t('matching.place'),
          key: 'place',
          render: (_, { inDocument }) => inDocument.map(place => t(placeWords[place])).join(t('listing.listSeparator')),
        },
        { title: t('matching.weight'), key: 'weight', align: 'end', render: (_, { share }) => percent(share) },
        {
          title: t('matching.contribution'),
          key: 'share',
          align: 'end',
          render: (_, { contribution }) => shareOf(contribution, total),
        },
      ]}
    />
  )
}

export function MeaningTable({ meaning, total }: { meaning: MeaningNode; total: number }) {
  const { t } = useTranslation()
  return (
    <Table
      size="small"
      rowKey={({ query, document }) => `${query} ${document}`}
      pagination={false}
      scroll={scroll}
      dataSource={[...meaning.nearest]}
      title={() => `${t('matching.nearest')} · ${t('matching.contribution')} ${shareOf(meaning.contribution, total)}`}
      columns={[
        { title: t('matching.thisSide'), dataIndex: 'query', render: (word: string) => <bdi>{word}</bdi> },
        { title: t('matching.otherSide'), dataIndex: 'document', render: (word: string) => <bdi>{word}</bdi> },
        { title: t('matching.similarity'), dataIndex: 'similarity', align: 'end', render: percent },
      ]}
    />
  )
}
