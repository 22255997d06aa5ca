/** A working copy: form and text side by side, kept in step; what it comes to; the steps to a version. */
import { PlusOutlined } from '@ant-design/icons'
import { Alert, Button, Collapse, Flex, Form, Segmented, Typography } from 'antd'
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import type { Document } from 'yaml'
import { diffPacks } from '#domain/subsidy/editor/diff-packs.ts'
import { tryPackText } from '#domain/subsidy/editor/policy-edit.ts'
import { type Failure, failureOfError } from '#web/api/outcome.ts'
import { beijingDay } from '#web/ui/beijing.ts'
import { FailureAlert, FailurePanel } from '#web/ui/failure.tsx'
import { clockTime, Instant } from '#web/ui/moment.tsx'
import { Page } from '#web/ui/page.tsx'
import { Waiting } from '#web/ui/waiting.tsx'
import { useIsWide } from '#web/ui/wide.ts'
import { ClauseCard } from './clause-card.tsx'
import { EditActions } from './edit-actions.tsx'
import { EditStateTag } from './edit-state-tag.tsx'
import { isEntry, listAt, type PackEditor, PackEditorProvider, textOf } from './editor-context.tsx'
import { OutcomePanes, type Pane, YamlSlot } from './editor-panes.tsx'
import { HeadForm } from './head-form.tsx'
import { addItem, editPackText, freeId, lineOfPath, readPackText } from './pack-document.ts'
import { PasteClauses } from './paste-clauses.tsx'
import { type PolicyEdit, policyEditQuery } from './policy-edit-documents.ts'
import { useSaving } from './use-saving.ts'

export function PolicyEditor({ id, absent }: { id: string; absent: ReactNode }) {
  const [{ data, error }, ask] = useQuery({ query: policyEditQuery, variables: { id } })
  if (error && !data) return <FailurePanel failure={failureOfError(error)} onRetry={ask} />
  if (!data) return <Waiting />
  return data.policyEdit ? <Editor key={id} edit={data.policyEdit} /> : absent
}

function usePack(edit: PolicyEdit) {
  const [text, setText] = useState(edit.source)
  const [revealed, setRevealed] = useState<{ line: number; at: number } | null>(null)
  const settled = useDeferredValue(text)
  const read = useMemo(() => readPackText(text), [text])
  const tried = useMemo(() => tryPackText(settled), [settled])
  const { problems } = tried
  const compared = edit.comparedVersion
  const changes = useMemo(() => (compared ? diffPacks(compared.source, settled) : null), [compared, settled])
  const isReadOnly = !edit.viewerCan.save.allowed
  const reveal = (line: number) => setRevealed({ line, at: Date.now() })
  const editor: PackEditor = {
    data: read.data,
    pack: tried.pack,
    problems,
    isReadOnly: isReadOnly || !read.isYaml,
    change: (change: (document: Document) => void) => setText(current => editPackText(current, change)),
    reveal: path => reveal(lineOfPath(text, path) ?? 1),
  }
  return { text, setText, settled, read, problems, changes, compared, isReadOnly, reveal, revealed, editor }
}

function Editor({ edit }: { edit: PolicyEdit }) {
  const { t } = useTranslation()
  const isWide = useIsWide()
  const pack = usePack(edit)
  const saving = useSaving(edit, pack.text)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [selectedRule, setSelectedRule] = useState<string | null>(null)
  const [pane, setPane] = useState<Pane>(pack.isReadOnly ? 'changes' : 'examples')
  const [view, setView] = useState<'form' | 'text' | 'outcome'>('form')
  const chosen = selectedRule ?? firstRule(pack.read.data)
  const form = <PackForm pack={pack} selectedRule={selectedRule} onSelectRule={setSelectedRule} />
  const yaml = (
    <YamlSlot
      label={t('policyEditor.textLabel')}
      text={pack.text}
      problems={pack.problems}
      isReadOnly={pack.isReadOnly}
      height={isWide ? '46vh' : '70vh'}
      revealed={pack.revealed}
      onChange={pack.setText}
    />
  )
  const outcome = (
    <OutcomePanes
      text={pack.settled}
      selectedRule={chosen}
      year={Number(beijingDay(Date.now()).slice(0, 4))}
      problems={pack.problems}
      changes={pack.changes}
      against={pack.compared?.version ?? null}
      active={pane}
      onActive={setPane}
      onReveal={line => {
        setView('text')
        pack.reveal(line)
      }}
    />
  )
  return (
    <Page
      title={
        <Flex wrap gap="small" align="center">
          <bdi>{edit.title ?? t('policyEditor.untitled')}</bdi>
          <EditStateTag state={edit.state} />
        </Flex>
      }
      plainTitle={edit.title ?? t('policyEditor.untitled')}
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
      {failure && <FailureAlert failure={failure} />}
      {isWide ? (
        <div
          style={{
            display: 'grid',
            gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
            gap: 16,
            alignItems: 'start',
          }}
        >
          {form}
          <div style={{ position: 'sticky', top: 8, maxHeight: 'calc(100vh - 16px)', overflowY: 'auto' }}>
            {yaml}
            {outcome}
          </div>
        </div>
      ) : (
        <>
          <Segmented
            block
            value={view}
            onChange={setView}
            options={(['form', 'text', 'outcome'] as const).map(value => ({
              value,
              label: t(`policyEditor.views.${value}`),
            }))}
          />
          {view === 'form' && form}
          {view === 'text' && yaml}
          {view === 'outcome' && outcome}
        </>
      )}
    </Page>
  )
}

function firstRule(data: Record<string, unknown>): string | null {
  const [rule] = listAt(data, ['rules'])
  return isEntry(rule) ? textOf(rule.id) : null
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

interface PackFormProps {
  pack: ReturnType<typeof usePack>
  selectedRule: string | null
  onSelectRule(id: string | null): void
}

function PackForm({ pack, selectedRule, onSelectRule }: PackFormProps) {
  const { t } = useTranslation()
  const { read, editor } = pack
  const clauses = listAt(read.data, ['clauses'])
  const add = () =>
    editor.change(document => {
      const id = freeId(clauses.filter(isEntry), `c${clauses.length + 1}`)
      addItem(document, ['clauses'], { id, number: '', title: '', quote: '' })
    })
  if (!read.isYaml) return <Alert type="warning" showIcon title={t('policyEditor.noYaml')} />
  return (
    <PackEditorProvider editor={editor}>
      <Form component={false} layout="vertical">
        <Flex vertical gap="middle">
          <Collapse
            defaultActiveKey={textOf(read.data.title) === '' ? ['head'] : []}
            items={[{ key: 'head', label: t('policyEditor.head'), children: <HeadForm /> }]}
          />
          {clauses.length === 0 && <Typography.Text type="secondary">{t('policyEditor.clausesLead')}</Typography.Text>}
          {clauses.map((clause, at) => (
            <ClauseCard
              // biome-ignore lint/suspicious/noArrayIndexKey: a clause is known by its place, in the text too
              key={at}
              clause={isEntry(clause) ? clause : {}}
              at={at}
              selectedRule={selectedRule}
              onSelectRule={onSelectRule}
            />
          ))}
          {!editor.isReadOnly && (
            <Flex wrap gap="small">
              <Button icon={<PlusOutlined />} onClick={add}>
                {t('policyEditor.addClause')}
              </Button>
              <PasteClauses />
            </Flex>
          )}
        </Flex>
      </Form>
    </PackEditorProvider>
  )
}
