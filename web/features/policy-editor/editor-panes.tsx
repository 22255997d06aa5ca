/** What stands beside the form: the text, and under it what it comes to. */
import { Skeleton, Tabs } from 'antd'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { PackChange } from '#domain/subsidy/editor/diff-packs.ts'
import type { PackNotice } from '#domain/subsidy/editor/pack-notices.ts'
import type { PackProblem } from '#domain/subsidy/pack/parse-policy-pack.ts'
import { ChangeList } from './change-list.tsx'
import { ExampleTable } from './example-table.tsx'
import { ProblemList } from './problem-list.tsx'
import type { YamlPaneProps } from './yaml-pane.tsx'

// The editor of code is 100 kB that only writers of policies need.
const LazyYamlPane = lazy(async () => ({ default: (await import('./yaml-pane.tsx')).YamlPane }))

export function YamlSlot(props: YamlPaneProps) {
  return (
    <Suspense fallback={<Skeleton active paragraph={{ rows: 12 }} />}>
      <LazyYamlPane {...props} />
    </Suspense>
  )
}

export type Pane = 'examples' | 'problems' | 'changes'

interface OutcomePanesProps {
  text: string
  selectedRule: string | null
  year: number
  problems: readonly PackProblem[]
  changes: readonly PackChange[] | null
  /** The version that the changes are against; null when there is none. */
  against: string | null
  active: Pane
  onActive(pane: Pane): void
  notices: readonly PackNotice[]
  /** A path in the words of the form. */
  placeOf(path: string): string
  onReveal(line: number): void
  onSeek(path: string): void
}

export function OutcomePanes(props: OutcomePanesProps) {
  const { t } = useTranslation()
  const { text, selectedRule, year, problems, changes, against } = props
  const count = problems.length === 0 ? '' : `（${problems.length}）`
  const changed = changes && against !== null && changes.length > 0 ? `（${changes.length}）` : ''
  return (
    <Tabs
      size="small"
      activeKey={props.active}
      onChange={key => props.onActive(key as Pane)}
      items={[
        {
          key: 'examples',
          label: t('policyEditor.examples'),
          children:
            selectedRule === null ? (
              t('policyEditor.chooseRule')
            ) : (
              <ExampleTable text={text} ruleId={selectedRule} year={year} />
            ),
        },
        {
          key: 'problems',
          label: `${t('policyEditor.problems')}${count}`,
          children: (
            <ProblemList
              problems={problems}
              notices={props.notices}
              placeOf={props.placeOf}
              onReveal={props.onReveal}
              onSeek={props.onSeek}
            />
          ),
        },
        {
          key: 'changes',
          label: `${t('policyEditor.changes')}${changed}`,
          children:
            against === null ? (
              t('policyEditor.firstVersion')
            ) : (
              <>
                <p style={{ marginTop: 0 }}>{t('policyEditor.changesAgainst', { version: against })}</p>
                <ChangeList changes={changes} />
              </>
            ),
        },
      ]}
    />
  )
}
