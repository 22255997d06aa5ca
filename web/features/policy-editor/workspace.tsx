/** Form and text in step, and what they come to: side by side on a desk, one at a time on a phone. */
import { Segmented } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { beijingDay } from '#web/ui/beijing.ts'
import { useIsWide } from '#web/ui/wide.ts'
import { isEntry, listAt, textOf } from './editor-context.tsx'
import { OutcomePanes, type Pane, YamlSlot } from './editor-panes.tsx'
import { PackForm } from './pack-form.tsx'
import { placeText } from './place-words.ts'
import type { EditedPack } from './use-pack.ts'

const views = ['form', 'text', 'outcome'] as const
type View = (typeof views)[number]
type Parts = Readonly<Record<View, ReactNode>>

function firstRule(data: Record<string, unknown>): string | null {
  const [rule] = listAt(data, ['rules'])
  return isEntry(rule) ? textOf(rule.id) : null
}

/** The rule that a place is in: its form opens for it. */
function ruleAt(data: Record<string, unknown>, path: string): string | null {
  const [part, at] = path.split('.')
  const rule = part === 'rules' ? listAt(data, ['rules'])[Number(at)] : undefined
  return isEntry(rule) ? textOf(rule.id) : null
}

export function Workspace({ pack }: { pack: EditedPack }) {
  const { t } = useTranslation()
  const isWide = useIsWide()
  const [selectedRule, setSelectedRule] = useState<string | null>(null)
  const [pane, setPane] = useState<Pane>(pack.isReadOnly ? 'changes' : 'examples')
  const [view, setView] = useState<View>('form')
  const parts = {
    form: <PackForm pack={pack} selectedRule={selectedRule} onSelectRule={setSelectedRule} />,
    text: (
      <YamlSlot
        label={t('policyEditor.textLabel')}
        text={pack.text}
        problems={pack.problems}
        isReadOnly={pack.isReadOnly}
        height={isWide ? '46vh' : '70vh'}
        revealed={pack.revealed}
        onChange={pack.setText}
      />
    ),
    outcome: (
      <OutcomePanes
        text={pack.settled}
        selectedRule={selectedRule ?? firstRule(pack.read.data)}
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
        notices={pack.editor.notices}
        placeOf={path => placeText(path, pack.read.data, t)}
        onSeek={path => {
          setView('form')
          setSelectedRule(ruleAt(pack.read.data, path) ?? selectedRule)
          pack.seek(path)
        }}
      />
    ),
  }
  return isWide ? <SideBySide parts={parts} /> : <OneAtATime parts={parts} view={view} onView={setView} />
}

/** The text stays in sight while the form is scrolled. */
function SideBySide({ parts: { form, text, outcome } }: { parts: Parts }) {
  return (
    <div
      style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)', gap: 16, alignItems: 'start' }}
    >
      {form}
      <div style={{ position: 'sticky', top: 8, maxHeight: 'calc(100vh - 16px)', overflowY: 'auto' }}>
        {text}
        {outcome}
      </div>
    </div>
  )
}

function OneAtATime({ parts, view, onView }: { parts: Parts; view: View; onView(view: View): void }) {
  const { t } = useTranslation()
  return (
    <>
      <Segmented
        block
        value={view}
        onChange={onView}
        options={views.map(value => ({ value, label: t(`policyEditor.views.${value}`) }))}
      />
      {parts[view]}
    </>
  )
}
