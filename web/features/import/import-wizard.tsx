/** File → preview → result. The preview writes nothing to the library; an execution that breaks off is taken up again. */
import { Flex, Progress, Result, Steps } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ColumnMapping } from '#domain/import/mapping.ts'
import { type Library, libraries } from '#domain/listing.ts'
import type { VariablesOf } from '#web/api/graphql.ts'
import type { Failure } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { FailureAlert } from '#web/ui/failure.tsx'
import { listingTypes } from '#web/ui/library.ts'
import { useIsWide } from '#web/ui/wide.ts'
import { FileStep } from './file-step.tsx'
import { type Batch, executeMutation, type HeaderChoice, type Preview, previewMutation } from './import-documents.ts'
import { ImportHistory } from './import-history.tsx'
import { readUnmapped } from './mapping.ts'
import { Counts, PreviewStep } from './preview-step.tsx'
import { UnmappedFile } from './unmapped-file.tsx'

interface Chosen {
  file: File
  header: HeaderChoice
}

const touched = ['ImportBatch', ...Object.values(listingTypes)]

function Done({ batch, onAgain }: { batch: Batch; onAgain(): void }) {
  const { t } = useTranslation()
  const noun = libraries.find(candidate => candidate.toUpperCase() === batch.library) ?? 'demand'
  return (
    <Flex vertical gap="middle">
      <Result
        status="success"
        title={t('importing.executed', { count: batch.counts.stored })}
        subTitle={t('importing.executedHint')}
        extra={
          <Flex wrap gap="middle" justify="center">
            <Link to={`/workbench/${noun}s?state=DRAFT`}>{t('importing.toDrafts')}</Link>
            {batch.failedRowsPath && (
              <a href={batch.failedRowsPath} download>
                {t('importing.failedRows')}
              </a>
            )}
            <Link to="/workbench/import" onClick={onAgain}>
              {t('importing.again')}
            </Link>
          </Flex>
        }
      />
      <Counts batch={batch} />
    </Flex>
  )
}

/** Sends until the batch is done: a large file is stored in several rounds, each of which can be the last one sent. */
function useExecution(onFailure: (failure: Failure) => void) {
  const { send } = useCommand(executeMutation, 'executeImport', touched)
  const [progress, setProgress] = useState<number | null>(null)
  const execute = async (batch: Batch): Promise<Batch | null> => {
    setProgress(batch.progressPercent)
    try {
      for (let current = batch; ; ) {
        const outcome = await send({ id: current.id })
        if (!outcome.ok) {
          onFailure(outcome.failure)
          return null
        }
        if (outcome.value.state !== 'RUNNING') return outcome.value
        current = outcome.value
        setProgress(current.progressPercent)
      }
    } finally {
      setProgress(null)
    }
  }
  return { execute, progress }
}

export function ImportWizard({ library, onLibrary }: { library: Library; onLibrary(library: Library): void }) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [preview, setPreview] = useState<Preview | null>(null)
  const [done, setDone] = useState<Batch | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const previewing = useCommand(previewMutation, 'previewImport', touched)
  const { execute, progress } = useExecution(setFailure)
  const look = async ({ file, header }: Chosen, mapping: ColumnMapping | null) => {
    setFailure(null)
    const upper = library.toUpperCase() as VariablesOf<typeof previewMutation>['library']
    const outcome = await previewing.send({ library: upper, file, mapping, options: { header } })
    if (outcome.ok) setPreview(outcome.value)
    else setFailure(outcome.failure)
  }
  const run = async (batch: Batch) => {
    setFailure(null)
    const finished = await execute(batch)
    if (finished) setDone(finished)
  }
  const restart = () => {
    setPreview(null)
    setDone(null)
    setFailure(null)
  }
  const isWide = useIsWide()
  const unmapped = failure && readUnmapped(failure)
  return (
    <Flex vertical gap="middle">
      <Steps
        size="small"
        {...(!isWide && { responsive: false, titlePlacement: 'vertical' as const })}
        current={done ? 2 : preview ? 1 : 0}
        items={(['upload', 'preview', 'result'] as const).map(step => ({ title: t(`importing.steps.${step}`) }))}
      />
      {failure && <FailureAlert failure={failure} />}
      {progress !== null && <Progress percent={progress} status="active" />}
      {done && <Done batch={done} onAgain={restart} />}
      {!done && preview && (
        <PreviewStep
          preview={preview}
          isPreviewing={previewing.isRunning}
          isExecuting={progress !== null}
          onPreview={mapping => chosen && look(chosen, mapping)}
          onExecute={() => run(preview.batch)}
          onBack={restart}
        />
      )}
      {!done && !preview && chosen && unmapped && (
        <UnmappedFile
          library={library}
          file={unmapped}
          isRunning={previewing.isRunning}
          onPreview={mapping => look(chosen, mapping)}
        />
      )}
      {!done && !preview && (
        <FileStep
          library={library}
          isRunning={previewing.isRunning}
          onLibrary={onLibrary}
          onPreview={(file, header) => {
            setChosen({ file, header })
            void look({ file, header }, null)
          }}
        />
      )}
      <ImportHistory isExecuting={progress !== null} onContinue={run} />
    </Flex>
  )
}
