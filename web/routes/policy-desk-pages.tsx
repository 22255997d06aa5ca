/** Policies in the office: the desk, and the editor of a working copy. */
import '#web/features/policy-editor/zod-without-eval.ts'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { PolicyDesk } from '#web/features/policy-editor/policy-desk.tsx'
import { PolicyEditor } from '#web/features/policy-editor/policy-editor.tsx'
import { Page } from '#web/ui/page.tsx'
import { NotFoundPage } from './error-page.tsx'

export function PolicyDeskPage() {
  const { t } = useTranslation()
  return (
    <Page title={t('policyEditor.deskTitle')} lead={t('policyEditor.deskLead')}>
      <PolicyDesk />
    </Page>
  )
}

export function PolicyEditPage() {
  const { id = '' } = useParams()
  return <PolicyEditor id={id} absent={<NotFoundPage />} />
}
