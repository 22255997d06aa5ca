/** All reasons of one match: conditions with both values, words with their share, and what does not fit. */
import { Flex, Table, Tag, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { type FactorNode, fitOf, type Missing, percent, type Reasons, type WordNode } from './explanation.ts'
import { FactText } from './fact-value.tsx'

const fitColours = { fits: 'green', partly: 'gold', notFits: 'red' } as const
const placeWords = { title: 'matching.inTitle', keywords: 'matching.inKeywords', text: 'matching.inText' } as const

function FactorTable({ factors, total }: { factors: readonly FactorNode[]; total: number }) {
  const { t } = useTranslation()
  return (
    <Table<FactorNode>
      size="small"
      rowKey="code"
      pagination={false}
      dataSource={[...factors]}
      columns={[
        { title: t('matching.factors'), dataIndex: 'code', render: (_, { code }) => t(`matching.factor.${code}`) },
        {
          title: t('matching.thisSide'),
          key: 'query',
          render: (_, { code, queryValue }) => <FactText code={code} value={queryValue} />,
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
          render: (_, { contribution }) => percent(total > 0 ? contribution / total : 0),
        },
      ]}
    />
  )
}

function WordTable({ words, total }: { words: readonly WordNode[]; total: number }) {
  const { t } = useTranslation()
  return (
    <Table<WordNode>
      size="small"
      rowKey="label"
      dataSource={[...words]}
      pagination={words.length > 10 ? { pageSize: 10, size: 'small', showSizeChanger: false } : false}
      columns={[
        { title: t('matching.words'), dataIndex: 'label', render: (label: string) => <bdi>{label}</bdi> },
        {
          title: t('matching.place'),
          key: 'place',
          render: (_, { inDocument }) => inDocument.map(place => t(placeWords[place])).join(t('listing.listSeparator')),
        },
        {
          title: t('matching.weight'),
          key: 'weight',
          align: 'end',
          render: (_, { share }) => percent(share),
        },
        {
          title: t('matching.contribution'),
          key: 'share',
          align: 'end',
          render: (_, { contribution }) => percent(total > 0 ? contribution / total : 0),
        },
      ]}
    />
  )
}

function MissingLine({ missing }: { missing: Missing }) {
  const { t } = useTranslation()
  const text =
    missing.kind === 'word'
      ? t('matching.missingWord', { word: missing.label })
      : t(`matching.missingFact.${missing.side}`, { factor: t(`matching.factor.${missing.code}`) })
  return (
    <li>
      <bdi>{text}</bdi>
    </li>
  )
}

export function MatchReasons({ reasons }: { reasons: Reasons }) {
  const { t } = useTranslation()
  const { words, factors, missing, total } = reasons
  return (
    <Flex vertical gap="small">
      <Typography.Text type="secondary">{t('matching.scoreHint')}</Typography.Text>
      {factors.length > 0 && <FactorTable factors={factors} total={total} />}
      {words.length > 0 && <WordTable words={words} total={total} />}
      {missing.length > 0 && (
        <div>
          <Typography.Text strong>{t('matching.missing')}</Typography.Text>
          <ul style={{ margin: '4px 0 0', paddingInlineStart: 20 }}>
            {missing.map(entry => (
              <MissingLine key={entry.kind === 'word' ? `word ${entry.label}` : `fact ${entry.code}`} missing={entry} />
            ))}
          </ul>
        </div>
      )}
    </Flex>
  )
}
