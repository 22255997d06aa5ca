/** A working copy: form and text side by side, kept in step; what it comes to; the steps to a version. */
import { Alert, Flex } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { type Failure, failureOfError } from '#web/api/outcome.ts'
import { packProblemText } from '#web/i18n/pack-problems.ts'
import { FailureAlert, FailurePanel } from '#web/ui/failure.tsx'
import { clockTime, Instant } from '#web/ui/moment.tsx'
import { Page } from '#web/ui/page.tsx'
import { Waiting } from '#web/ui/waiting.tsx'
import { EditActions } from './edit-actions.tsx'
import { EditStateTag } from './edit-state-tag.tsx'
import { placeText } from './place-words.ts'
import { type PolicyEdit, policyEditQuery } from './policy-edit-documents.ts'
import { usePack } from './use-pack.ts'
import { useSaving } from './use-saving.ts'
import { Workspace } from './workspace.tsx'

export function PolicyEditor({ id, absent }: { id: string; absent: ReactNode }) {
  const [{ data, error }, ask] = useQuery({ query: policyEditQuery, variables: { id } })
  if (error && !data) return <FailurePanel failure={failureOfError(error)} onRetry={ask} />
  if (!data) return <Waiting />
  return data.policyEdit ? <Editor key={id} edit={data.policyEdit} /> : absent
}

function Editor({ edit }: { edit: PolicyEdit }) {
  const { t } = useTranslation()
  const pack = usePack(edit)
  const saving = useSaving(edit, pack.text)
  const [failure, setFailure] = useState<Failure | null>(null)
  const title = edit.title ?? t('policyEditor.untitled')
  return (
    <Page
      title={
        <Flex wrap gap="small" align="center">
          <bdi>{title}</bdi>
          <EditStateTag state={edit.state} />
        </Flex>
      }
      plainTitle={title}
      lead={<SavedState edit={edit} saving={saving} problemCount={pack.problems.length} />}
      extra={
        <EditActions
          edit={edit}
          problemCount={pack.problems.length}
          flush={saving.flush}
          revision={saving.revision}
          onFailure={setFailure}
        />
      }
    >
      {edit.state === 'RETURNED' && edit.returnReason && (
        <Alert
          type="warning"
          showIcon
          title={t('policyEditor.returnedBy', { name: edit.reviewerName ?? '' })}
          description={<bdi>{edit.returnReason}</bdi>}
        />
      )}
      {saving.failure && <FailureAlert failure={saving.failure} onRetry={saving.retry} />}
      {failure && <StepFailure failure={failure} data={pack.read.data} />}
      <Workspace pack={pack} />
    </Page>
  )
}

/** Why a step was refused; what is wrong with the text is said in the words of the form. */
function StepFailure({ failure, data }: { failure: Failure; data: unknown }) {
  const { t } = useTranslation()
  if (failure.kind !== 'invalid') return <FailureAlert failure={failure} />
  return (
    <Alert
      role="alert"
      type="warning"
      showIcon
      title={t('common.invalidTitle', { count: failure.problems.length })}
      description={failure.problems.map(problem => (
        <div key={`${problem.path} ${problem.message}`}>
          {placeText(problem.path, data, t)}
          {t('common.colon')}
          {packProblemText(problem)}
        </div>
      ))}
    />
  )
}

interface SavedStateProps {
  edit: PolicyEdit
  saving: ReturnType<typeof useSaving>
  problemCount: number
}

function SavedState({ edit, saving, problemCount }: SavedStateProps) {
  const { t } = useTranslation()
  const { save } = edit.viewerCan
  const saved = !save.allowed
    ? t('policyEditor.by', { name: edit.authorName })
    : saving.isSaving
      ? t('policyEditor.saving')
      : !saving.isSaved
        ? t('policyEditor.unsaved')
        : saving.savedAt
          ? t('common.savedAt', { time: clockTime(saving.savedAt) })
          : t('policyEditor.by', { name: edit.authorName })
  return (
    <>
      <span aria-live="polite">{saved}</span>
      {edit.proposedAt && edit.state === 'PROPOSED' && (
        <>
          {' · '}
          {t('policyEditor.proposedAt')} <Instant at={edit.proposedAt} />
        </>
      )}
      {problemCount > 0 && ` · ${t('policyEditor.problemCount', { count: problemCount })}`}
    </>
  )
}
