/** A clause as it is written, with the figures that a rule states and those that none does told apart. */
import { Tag, Typography, theme } from 'antd'
import { useTranslation } from 'react-i18next'
import { type ClausePart, markFigures } from '#domain/subsidy/editor/clause-figures.ts'

interface ClauseTextProps {
  text: string
  /** The rules and awards of the clause, as they are written. */
  covering: readonly unknown[]
}

export function ClauseText({ text, covering }: ClauseTextProps) {
  const { t } = useTranslation()
  const { token } = theme.useToken()
  if (text === '') return null
  const parts = markFigures(text, covering)
  const isCovered = covering.length > 0
  const background = isCovered ? token.colorSuccessBg : token.colorWarningBg
  const edge = isCovered ? token.colorSuccessBorder : token.colorWarningBorder
  const missing = parts.filter(({ kind }) => kind === 'missing').map(({ text: figure }) => figure)
  let at = 0
  return (
    <div
      style={{
        background,
        borderInlineStart: `3px solid ${edge}`,
        padding: '6px 10px',
        marginBottom: 12,
        lineHeight: 2,
      }}
    >
      <bdi style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
        {parts.map(part => {
          at += part.text.length
          return <Figure key={at} part={part} isCovered={isCovered} />
        })}
      </bdi>
      {isCovered && missing.length > 0 && (
        <Typography.Text strong style={{ display: 'block', fontSize: 12 }}>
          {t('policyEditor.figuresMissing', { figures: missing.join(t('listing.listSeparator')) })}
        </Typography.Text>
      )}
    </div>
  )
}

function Figure({ part, isCovered }: { part: ClausePart; isCovered: boolean }) {
  if (part.kind === 'words' || !isCovered) return <>{part.text}</>
  if (part.kind === 'stated') return <strong>{part.text}</strong>
  return <span style={{ textDecoration: 'underline wavy 1px', textUnderlineOffset: 3 }}>{part.text}</span>
}

/** What covers the clause, in words; the colour says no more. */
export function CoverageTag({ rules, awards, reason }: { rules: number; awards: number; reason: string }) {
  const { t } = useTranslation()
  if (rules > 0) return <Tag color="success">{t('policyEditor.coveredByRules', { count: rules })}</Tag>
  if (awards > 0) return <Tag color="processing">{t('policyEditor.coveredByAwards', { count: awards })}</Tag>
  if (reason !== '') return <Tag>{t('policyEditor.notComputed')}</Tag>
  return <Tag color="warning">{t('policyEditor.uncovered')}</Tag>
}
