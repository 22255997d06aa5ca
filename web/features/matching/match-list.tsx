/** Matches, best first. What does not pass the bar stands below a line, and where nothing passes it that is said first. */
import { Alert, Button, Card, Divider, Empty, Flex, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { splitByStrength } from './explanation.ts'
import type { Match } from './match-parts.ts'
import { MatchRow, type RowFrame } from './match-row.tsx'

const firstWeak = 5

export function NothingFits({ title, hint }: { title: string; hint?: string }) {
  return (
    <Card>
      <Empty
        description={
          <>
            <Typography.Text strong>{title}</Typography.Text>
            <br />
            <Typography.Text type="secondary">{hint}</Typography.Text>
          </>
        }
        style={{ padding: 32 }}
      />
    </Card>
  )
}

interface MatchListProps {
  matches: readonly Match[]
  frame: Omit<RowFrame, 'best'>
}

export function MatchList({ matches, frame }: MatchListProps) {
  const { t } = useTranslation()
  const [isAll, setAll] = useState(false)
  const { good, weak } = splitByStrength(matches)
  if (good.length + weak.length === 0)
    return <NothingFits title={t('matching.nothing')} hint={t('matching.nothingHint')} />
  const best = Math.max(...[...good, ...weak].map(({ score }) => score))
  const rows = { ...frame, best }
  const shown = isAll ? weak : weak.slice(0, firstWeak)
  return (
    <Flex vertical gap="small">
      {good.length === 0 && (
        <Alert type="warning" showIcon title={t('matching.noGood')} description={t('matching.noGoodHint')} />
      )}
      <Card styles={{ body: { padding: 0 } }}>
        {good.map((match, i) => (
          <MatchRow key={match.listing.id} match={match} rank={i + 1} frame={rows} />
        ))}
        {good.length > 0 && weak.length > 0 && (
          <Divider plain style={{ margin: '8px 0' }}>
            {t('matching.weakBelow')}
          </Divider>
        )}
        {shown.map((match, i) => (
          <MatchRow key={match.listing.id} match={match} rank={good.length + i + 1} frame={rows} />
        ))}
        {shown.length < weak.length && (
          <Flex justify="center" style={{ padding: 12 }}>
            <Button onClick={() => setAll(true)}>
              {t('matching.moreWeak', { count: weak.length - shown.length })}
            </Button>
          </Flex>
        )}
      </Card>
    </Flex>
  )
}
