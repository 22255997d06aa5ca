/** 政策事实: the list, and for whoever keeps facts the ways to keep them. */
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { readOutcome } from '#web/api/outcome.ts'
import { useViewer } from '#web/api/viewer.tsx'
import { Page } from '#web/ui/page.tsx'
import { FactDialog } from './fact-dialog.tsx'
import { factFormQuery, type SubsidyFact } from './fact-documents.ts'
import { FactList } from './fact-list.tsx'
import { ImportDialog } from './import-dialog.tsx'

type Open = { kind: 'record'; corrected: SubsidyFact | null } | { kind: 'import' } | null

export function FactDesk() {
  const { t } = useTranslation()
  const { viewer } = useViewer()
  const [open, setOpen] = useState<Open>(null)
  const role = viewer?.acting?.role
  const mayRecord = role === 'OFFICER'
  const [{ data, error }] = useQuery({ query: factFormQuery, pause: !mayRecord })
  const outcome = readOutcome(data?.subsidyFactForm, error)
  const form = outcome?.ok ? outcome.value : null
  const isBureau = viewer?.acting?.organisation.kind === 'BUREAU'
  const close = () => setOpen(null)
  return (
    <Page
      title={t('fact.title')}
      lead={t(isBureau ? 'fact.lead' : 'fact.ownLead')}
      extra={
        form && (
          <>
            <Button onClick={() => setOpen({ kind: 'import' })}>{t('fact.import')}</Button>
            <Button type="primary" onClick={() => setOpen({ kind: 'record', corrected: null })}>
              {t('fact.record')}
            </Button>
          </>
        )
      }
    >
      <FactList onCorrect={corrected => setOpen({ kind: 'record', corrected })} />
      {form && open?.kind === 'record' && <FactDialog form={form} corrected={open.corrected} onClose={close} />}
      {open?.kind === 'import' && <ImportDialog onClose={close} />}
    </Page>
  )
}
