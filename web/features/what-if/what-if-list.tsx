import { Card, Empty } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useQuery } from 'urql'
import { readOutcome } from '#web/api/outcome.ts'
import { FailurePanel } from '#web/ui/failure.tsx'
import { Instant } from '#web/ui/moment.tsx'
import { ResultRow } from '#web/ui/result-row.tsx'
import { StateTag } from '#web/ui/state-tag.tsx'
import { isWorthShowing, VerdictButton } from '#web/ui/verdict-button.tsx'
import { Waiting } from '#web/ui/waiting.tsx'
import { turnedTexts } from './result-words.ts'
import { whatIfsQuery } from './what-if-documents.ts'
import { whatIfPath } from './what-if-view.tsx'

const context = { additionalTypenames: ['WhatIf'] }

export function AskButton() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [{ data }] = useQuery({ query: whatIfsQuery, context })
  if (!data || !isWorthShowing(data.mayAskWhatIf)) return null
  return (
    <VerdictButton type="primary" verdict={data.mayAskWhatIf} onClick={() => navigate('/workbench/what-if/new')}>
      {t('whatIf.ask')}
    </VerdictButton>
  )
}

export function WhatIfList() {
  const { t } = useTranslation()
  const turnedFact = (whatIf: Parameters<typeof turnedTexts>[0]) => {
    const texts = turnedTexts(whatIf)
    return texts.length === 0 ? [] : [{ label: t('whatIf.turned'), value: texts.join(t('listing.listSeparator')) }]
  }
  const [{ data, error }, ask] = useQuery({ query: whatIfsQuery, requestPolicy: 'cache-and-network', context })
  const outcome = readOutcome(data?.whatIfs, error)
  if (!outcome) return <Waiting />
  if (!outcome.ok) return <FailurePanel failure={outcome.failure} onRetry={ask} />
  const found = outcome.value.data
  return (
    <Card styles={{ body: { padding: 0 } }}>
      {found.length === 0 && <Empty style={{ padding: 48 }} description={t('whatIf.listEmpty')} />}
      {found.map(whatIf => (
        <ResultRow
          key={whatIf.id}
          to={whatIfPath(whatIf.id)}
          title={whatIf.title}
          tags={<StateTag name="WhatIfState" value={whatIf.state} />}
          facts={[
            { label: t('whatIf.subject'), value: whatIf.policyTitle ?? t('whatIf.editedCopy') },
            { label: t('whatIf.compared'), value: whatIf.comparedTitle ?? t('whatIf.nothing') },
            ...turnedFact(whatIf),
            {
              label: t('whatIf.period'),
              value: whatIf.fromYear === whatIf.toYear ? whatIf.fromYear : `${whatIf.fromYear}–${whatIf.toYear}`,
            },
            {
              label: t('whatIf.askedBy'),
              value: (
                <>
                  {whatIf.askedByName} <Instant at={whatIf.askedAt} />
                </>
              ),
            },
            ...(whatIf.replayOf ? [{ label: t('whatIf.replayOf'), value: t('whatIf.original') }] : []),
          ]}
        />
      ))}
    </Card>
  )
}
