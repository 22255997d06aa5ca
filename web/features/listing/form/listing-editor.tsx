/** Loads the entry to edit, or begins with an empty one, and leads on when it is saved. */
import { App } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate } from 'react-router'
import { useQuery } from 'urql'
import type { Library } from '#domain/listing.ts'
import { type Failure, failureOfError } from '#web/api/outcome.ts'
import { useViewer } from '#web/api/viewer.tsx'
import { draftKey } from '#web/ui/draft-store.ts'
import { FailurePanel } from '#web/ui/failure.tsx'
import { listingPath } from '#web/ui/library.ts'
import { Waiting } from '#web/ui/waiting.tsx'
import { type AchievementWhole, achievementQuery } from '../achievement-documents.ts'
import { type DemandWhole, demandQuery } from '../demand-documents.ts'
import { type ExpertWhole, expertQuery } from '../expert-documents.ts'
import { useListingStep } from '../listing-actions.tsx'
import { useAchievementPlan } from './achievement-plan.tsx'
import { useDemandPlan } from './demand-plan.tsx'
import { useExpertPlan } from './expert-plan.tsx'
import type { FormPlan, SavedListing } from './form-plan.ts'
import { ListingForm } from './listing-form.tsx'

interface FrameProps<V extends object> {
  library: Library
  known: SavedListing | null
  plan: FormPlan<V>
}

function Frame<V extends object>({ library, known, plan }: FrameProps<V>) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { viewer } = useViewer()
  const navigate = useNavigate()
  const { state, pathname } = useLocation()
  const [firstFailure] = useState(() => (state as { failure?: Failure | null } | null)?.failure ?? null)
  useEffect(() => {
    // Shown once: after a reload the marks would be old news.
    if (firstFailure) navigate(pathname, { replace: true, state: null })
  }, [firstFailure, navigate, pathname])
  const takeStep = useListingStep()
  const submit = async (id: string): Promise<Failure | null> => {
    const outcome = await takeStep('submit', id, '')
    return outcome.ok ? null : outcome.failure
  }
  return (
    <ListingForm
      plan={plan}
      known={known}
      draftKey={draftKey(viewer?.id ?? 'nobody', library, known?.id ?? null)}
      firstFailure={firstFailure}
      submit={submit}
      onSaved={({ id }, failure) => {
        if (!known) navigate(`${listingPath(library, id)}/edit`, { replace: true, state: { failure } })
      }}
      onSubmitted={({ id }) => {
        message.success(t('listing.done.submit'))
        navigate(listingPath(library, id))
      }}
    />
  )
}

function DemandForm({ demand }: { demand: DemandWhole | null }) {
  return <Frame library="demand" known={demand} plan={useDemandPlan(demand)} />
}

function AchievementForm({ achievement }: { achievement: AchievementWhole | null }) {
  return <Frame library="achievement" known={achievement} plan={useAchievementPlan(achievement)} />
}

function ExpertForm({ expert }: { expert: ExpertWhole | null }) {
  return <Frame library="expert" known={expert} plan={useExpertPlan(expert)} />
}

/** Always asked anew: editing an old version would only be refused at the end. */
const policy = 'network-only' as const

interface EditProps {
  id: string
  absent: ReactNode
}

function EditDemand({ id, absent }: EditProps) {
  const [{ data, error }, ask] = useQuery({ query: demandQuery, variables: { id }, requestPolicy: policy })
  if (error && !data) return <FailurePanel failure={failureOfError(error)} onRetry={() => ask()} />
  if (!data) return <Waiting />
  return data.node?.__typename === 'Demand' ? <DemandForm demand={data.node} /> : absent
}

function EditAchievement({ id, absent }: EditProps) {
  const [{ data, error }, ask] = useQuery({ query: achievementQuery, variables: { id }, requestPolicy: policy })
  if (error && !data) return <FailurePanel failure={failureOfError(error)} onRetry={() => ask()} />
  if (!data) return <Waiting />
  return data.node?.__typename === 'Achievement' ? <AchievementForm achievement={data.node} /> : absent
}

function EditExpert({ id, absent }: EditProps) {
  const [{ data, error }, ask] = useQuery({ query: expertQuery, variables: { id }, requestPolicy: policy })
  if (error && !data) return <FailurePanel failure={failureOfError(error)} onRetry={() => ask()} />
  if (!data) return <Waiting />
  return data.node?.__typename === 'Expert' ? <ExpertForm expert={data.node} /> : absent
}

export function ListingEditor({ library, id, absent }: { library: Library; id: string | null; absent: ReactNode }) {
  if (library === 'demand') return id ? <EditDemand id={id} absent={absent} /> : <DemandForm demand={null} />
  if (library === 'achievement')
    return id ? <EditAchievement id={id} absent={absent} /> : <AchievementForm achievement={null} />
  return id ? <EditExpert id={id} absent={absent} /> : <ExpertForm expert={null} />
}
