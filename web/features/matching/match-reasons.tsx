/** All reasons of one match. What is missing stands first: it is what a reader has to ask the other side about. */
import { Col, Flex, Row, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ShownSentence } from '#domain/matching/ranking/explanation.ts'
import { MarkedText } from '#web/ui/marked-text.tsx'
import { type Characters, indicatorLines, percent, type Reasons } from './explanation.ts'
import { FactorTable, IndicatorTable, MeaningTable, WordTable } from './reason-tables.tsx'

const listStyle = { margin: '4px 0 0', paddingInlineStart: 20 } as const

function MissingList({ missing }: { missing: Reasons['missing'] }) {
  const { t } = useTranslation()
  const { words, facts } = missing
  if (words.length + facts.length === 0) return null
  return (
    <div>
      <Typography.Text strong>{t('matching.missing')}</Typography.Text>
      <ul style={listStyle}>
        {words.map(word => (
          <li key={`word ${word}`}>
            <bdi>{t('matching.missingWord', { word })}</bdi>
          </li>
        ))}
        {facts.map(({ code, side }) => (
          <li key={`fact ${code}`}>{t(`matching.missingFact.${side}`, { factor: t(`matching.factor.${code}`) })}</li>
        ))}
      </ul>
    </div>
  )
}

function Sentences({ title, sentences }: { title: string; sentences: readonly ShownSentence[] }) {
  return (
    <Col xs={24} md={12}>
      <Typography.Text type="secondary">{title}</Typography.Text>
      <ul style={listStyle}>
        {sentences.map(({ text, spans, isCutBefore, isCutAfter }) => (
          <li key={text} style={{ overflowWrap: 'anywhere' }}>
            {isCutBefore && '…'}
            <MarkedText text={text} spans={spans} />
            {isCutAfter && '…'}
          </li>
        ))}
      </ul>
    </Col>
  )
}

function BothSides({ sentences }: { sentences: Reasons['sentences'] }) {
  const { t } = useTranslation()
  const { query, document } = sentences
  if (query.length + document.length === 0) return null
  return (
    <div>
      <Typography.Text strong>{t('matching.sentences')}</Typography.Text>
      <Row gutter={[16, 8]} style={{ marginTop: 4 }}>
        {query.length > 0 && <Sentences title={t('matching.thisSide')} sentences={query} />}
        {document.length > 0 && <Sentences title={t('matching.otherSide')} sentences={document} />}
      </Row>
    </div>
  )
}

function CharacterLine({ characters, total }: { characters: Characters; total: number }) {
  const { t } = useTranslation()
  if (characters.contribution <= 0) return null
  const share = percent(total > 0 ? characters.contribution / total : 0)
  return (
    <Typography.Text>
      {t('matching.characters', { share })}
      <bdi>{characters.labels.join(' ')}</bdi>
    </Typography.Text>
  )
}

export function MatchReasons({ reasons }: { reasons: Reasons }) {
  const { t } = useTranslation()
  const { words, characters, meaning, factors, missing, total } = reasons
  const indicators = indicatorLines(reasons)
  return (
    <Flex vertical gap="small" style={{ minWidth: 0 }}>
      {indicators.length > 0 && (
        <div>
          <Typography.Text strong>{t('matching.indicatorTable')}</Typography.Text>
          <IndicatorTable lines={indicators} />
        </div>
      )}
      <MissingList missing={missing} />
      <BothSides sentences={reasons.sentences} />
      <Typography.Text type="secondary">{t('matching.scoreHint')}</Typography.Text>
      {factors.length > 0 && <FactorTable factors={factors} total={total} />}
      {words.length > 0 && <WordTable words={words} total={total} />}
      {characters && <CharacterLine characters={characters} total={total} />}
      {meaning && meaning.nearest.length > 0 && <MeaningTable meaning={meaning} total={total} />}
    </Flex>
  )
}
