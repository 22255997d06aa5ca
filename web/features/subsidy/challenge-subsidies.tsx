/** The ways to determine: on the page of a project, and above the list of figures. For whoever may. */
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useQuery } from 'urql'
import { mayDetermineQuery } from './determination-documents.ts'

export function ChallengeSubsidies({ challengeId }: { challengeId: string }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [{ data }] = useQuery({ query: mayDetermineQuery })
  if (!data?.mayDetermineSubsidy.allowed) return null
  const search = new URLSearchParams({ rule: 'jbgs-rd', challenge: challengeId })
  return <Button onClick={() => navigate(`/workbench/subsidies/new?${search}`)}>{t('challenge.act.determine')}</Button>
}

/** Above the list of figures. */
export function DetermineButton() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [{ data }] = useQuery({ query: mayDetermineQuery })
  if (!data?.mayDetermineSubsidy.allowed) return null
  return (
    <Button type="primary" onClick={() => navigate('/workbench/subsidies/new')}>
      {t('subsidy.determine')}
    </Button>
  )
}

/** To the runs over the whole register. */
export function RunsButton() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [{ data }] = useQuery({ query: mayDetermineQuery })
  if (!data?.mayDetermineSubsidy.allowed) return null
  return <Button onClick={() => navigate('/workbench/subsidies/runs')}>{t('subsidy.runs')}</Button>
}
