/** One match: what it is, what it leaves open, why it stands here, and what the reader makes of it. */
import { QuestionCircleOutlined } from '@ant-design/icons'
import { Checkbox, Collapse, Flex, Progress, Tag, Typography, theme } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { highlightSpans } from '#domain/matching/text/highlight.ts'
import { nameOf, pathOf } from '#web/ui/library.ts'
import { MarkedText } from '#web/ui/marked-text.tsx'
import { ResultRow } from '#web/ui/result-row.tsx'
import { countMet, fitOf, percent, type Reasons, readReasons, wordsToMark } from './explanation.ts'
import type { Inviting } from './invitations.ts'
import { InviteOwner } from './invite-owner.tsx'
import { JudgeButtons } from './judge-buttons.tsx'
import type { Judging } from './judgements.ts'
import { HitTags, hitLead, StrengthTag, useHitFacts } from './match-hit.tsx'
import type { Match } from './match-parts.ts'
import { MatchReasons } from './match-reasons.tsx'
import { type Shortfall, shortfallsOf } from './shortfalls.ts'

const shownWords = 6
const shownFactors = 4
const shownIndicators = 3

/** What every row of one list shares. */
export interface RowFrame {
  /** The score of the first. */
  best: number
  /** Which side offers: it is the one that may leave indicators unsaid and fall short. Null: neither. */
  offering: 'query' | 'document' | null
  judging: Judging
  /** Null where nobody is invited. */
  inviting: Inviting | null
  onOpen(listing: string): void
  /** Null where matches are not compared. */
  choice: { chosen: ReadonlySet<string>; isFull: boolean; toggle(listing: string): void } | null
}

function Unsaid({ reasons, offering }: { reasons: Reasons; offering: NonNullable<RowFrame['offering']> }) {
  const { t } = useTranslation()
  const { token } = theme.useToken()
  const unsaid = reasons.missing.indicators
  const { met, all } = countMet(reasons.indicators)
  if (unsaid.length + all === 0) return null
  const names = unsaid.slice(0, shownIndicators).map(({ name, text }) => text || name)
  const more = unsaid.length > names.length ? ` …（${unsaid.length}）` : ''
  return (
    <Flex wrap gap="2px 16px" style={{ marginBottom: 4 }}>
      {unsaid.length > 0 && (
        <span>
          <QuestionCircleOutlined aria-hidden style={{ color: token.colorWarning, marginInlineEnd: 4 }} />
          <Typography.Text strong>{t(`matching.unsaidIndicators.${offering}`)}：</Typography.Text>
          <bdi>
            {names.join('；')}
            {more}
          </bdi>
        </span>
      )}
      {all > 0 && <span>{t('matching.indicatorsMet', { met, all })}</span>}
    </Flex>
  )
}

function Why({ reasons }: { reasons: Reasons }) {
  const { t } = useTranslation()
  const fitting = reasons.factors
    .filter(({ value, contribution }) => fitOf(value) === 'fits' && contribution > 0)
    .sort((a, b) => b.contribution - a.contribution)
  const share = (contribution: number) => percent(reasons.total > 0 ? contribution / reasons.total : 0)
  return (
    <Flex wrap gap={6} align="center">
      <Typography.Text type="secondary">{t('matching.why')}：</Typography.Text>
      {reasons.words.slice(0, shownWords).map(({ label, contribution }) => (
        <Tag key={label} color="blue" style={{ marginInlineEnd: 0 }}>
          <bdi>{label}</bdi> {share(contribution)}
        </Tag>
      ))}
      {reasons.meaning && reasons.meaning.contribution > 0 && (
        <Tag color="purple" style={{ marginInlineEnd: 0 }}>
          {t('matching.meaning')} {share(reasons.meaning.contribution)}
        </Tag>
      )}
      {fitting.slice(0, shownFactors).map(({ code }) => (
        <Tag key={code} color="green" style={{ marginInlineEnd: 0 }}>
          {t(`matching.factor.${code}`)} {t('matching.fits')}
        </Tag>
      ))}
    </Flex>
  )
}

function useShortfallText() {
  const { t } = useTranslation()
  return (found: Shortfall): string => {
    if (found.kind === 'indicator') return t('matching.short.indicator', { wanted: found.wanted })
    if (found.kind === 'trl') return t('matching.short.trl', { levels: found.levels })
    if (found.kind === 'price') return t(found.isNear ? 'matching.short.priceNear' : 'matching.short.price')
    if (found.kind === 'factor') return t(`matching.short.${found.code}`)
    return t('matching.short.unstated', { factor: t(`matching.short.fact.${found.code}`) })
  }
}

/** Quiet beside the reasons, and said all the same. */
function WhyNot({ shortfalls }: { shortfalls: readonly Shortfall[] }) {
  const { t } = useTranslation()
  const textOf = useShortfallText()
  if (shortfalls.length === 0) return null
  return (
    <Flex wrap gap={6} align="center" style={{ marginTop: 4 }}>
      <Typography.Text type="secondary">{t('matching.short.title')}：</Typography.Text>
      {shortfalls.map(textOf).map(text => (
        <Tag key={text} style={{ marginInlineEnd: 0, whiteSpace: 'normal' }}>
          <bdi>{text}</bdi>
        </Tag>
      ))}
    </Flex>
  )
}

function Strength({ match, best }: { match: Match; best: number }) {
  const { t } = useTranslation()
  const relative = best > 0 ? match.score / best : 0
  const words = t('matching.relativeScore', { percent: percent(relative) })
  return (
    <Flex vertical style={{ width: 168 }} gap={2} align="start">
      <StrengthTag strength={match.strength} />
      <Progress percent={relative * 100} status="normal" showInfo={false} size="small" aria-label={words} />
      <Typography.Text type="secondary">{words}</Typography.Text>
    </Flex>
  )
}

function Tools({ match, frame }: { match: Match; frame: RowFrame }) {
  const { t } = useTranslation()
  const { choice, judging, inviting } = frame
  const { id } = match.listing
  const title = nameOf(match.listing)
  const isChosen = choice?.chosen.has(id) ?? false
  return (
    <Flex wrap gap="8px 16px" align="center" style={{ marginTop: 8 }}>
      {choice && (
        <Checkbox
          checked={isChosen}
          disabled={choice.isFull && !isChosen}
          aria-label={t('matching.compare.choose', { title })}
          onChange={() => choice.toggle(id)}
        >
          {t('matching.compare.chooseShort')}
        </Checkbox>
      )}
      <JudgeButtons listing={id} title={title} judging={judging} />
      {inviting && match.listing.__typename !== 'Demand' && <InviteOwner match={match} inviting={inviting} />}
    </Flex>
  )
}

interface MatchRowProps {
  match: Match
  rank: number
  frame: RowFrame
  /** Stands above the reasons: how it was solved, say. */
  note?: ReactNode
}

export function MatchRow({ match, rank, frame, note }: MatchRowProps) {
  const { t } = useTranslation()
  const { token } = theme.useToken()
  const { listing } = match
  const facts = useHitFacts(listing)
  const reasons = readReasons(match.explanation)
  const words = wordsToMark(reasons)
  const [title, lead] = [nameOf(listing), hitLead(listing)]
  const coverage = percent(reasons?.coverage ?? 0)
  return (
    <div style={{ borderBottom: `1px solid ${token.colorBorderSecondary}` }}>
      <ResultRow
        isPlain
        to={pathOf(listing)}
        onOpen={() => frame.onOpen(listing.id)}
        title={
          <>
            {rank}. <MarkedText text={title} spans={highlightSpans(title, words)} />
          </>
        }
        lead={<MarkedText text={lead} spans={highlightSpans(lead, words)} />}
        tags={<HitTags listing={listing} />}
        facts={facts}
        extra={<Strength match={match} best={frame.best} />}
      />
      <div style={{ padding: '0 16px 8px' }}>
        {note}
        {reasons && frame.offering && <Unsaid reasons={reasons} offering={frame.offering} />}
        {reasons && <Why reasons={reasons} />}
        {reasons && frame.offering && (
          <WhyNot
            shortfalls={shortfallsOf(reasons, {
              offering: frame.offering,
              isPerson: listing.__typename === 'Expert',
            })}
          />
        )}
        <Tools match={match} frame={frame} />
        {reasons && (
          <Collapse
            ghost
            size="small"
            styles={{ header: { paddingInline: 0 }, body: { paddingInline: 0 } }}
            items={[
              {
                key: 'all',
                label: `${t('matching.details')} · ${t('matching.coverage', { percent: coverage })}`,
                children: <MatchReasons reasons={reasons} />,
              },
            ]}
          />
        )}
      </div>
    </div>
  )
}
