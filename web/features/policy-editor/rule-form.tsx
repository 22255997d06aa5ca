/** One rule as a form. What it has and the form does not know stays in the text, and is named here. */
import { Alert, Col, Divider, Row } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FactBase } from '#domain/subsidy/facts/fact-tables.ts'
import { givings, roundings } from '#domain/subsidy/pack/policy-pack.ts'
import { carryKey } from './carry-fields.ts'
import { ConditionList } from './condition-list.tsx'
import { type Entry, isEntry, PackEditorProvider, usePackEditor, valueAt } from './editor-context.tsx'
import { useFields, useLeadBase } from './fact-words.ts'
import { FigureForm } from './figure-form.tsx'
import { changeAlike, growthIn, isAlike } from './growth.ts'
import { LimitForm } from './limit-form.tsx'
import { MeasureForm } from './measure-form.tsx'
import type { Path } from './pack-document.ts'
import { PackChoice, PackText } from './pack-field.tsx'
import { WindowForm } from './window-form.tsx'

const half = { xs: 24, md: 12 }
/** Parts of the language that are written in the text only. */
const textOnly = ['measures', 'requires', 'stages', 'uses', 'payers', 'parameters', 'roundTo'] as const

interface PartProps {
  path: Path
  base: FactBase
}

interface RuleFormProps {
  at: number
  onRenamed(id: string): void
}

export function RuleForm({ at, onRenamed }: RuleFormProps) {
  const { t } = useTranslation()
  const path: Path = ['rules', at]
  const base = useLeadBase(path)
  const editor = usePackEditor()
  const change: typeof editor.change = edit => editor.change(document => changeAlike(document, path, edit))
  return (
    <PackEditorProvider editor={{ ...editor, change }}>
      <RuleHead path={path} base={base} onRenamed={onRenamed} />
      <ConditionList
        label={t('policyEditor.who')}
        help={t('policyEditor.whoHelp')}
        path={[...path, 'who']}
        base={base}
        side="beneficiary"
      />
      <Section title={t('policyEditor.baseSection')}>
        <MeasureForm path={[...path, 'base']} />
        <KeyField path={path} base={base} />
        <WindowForm path={[...path, 'window']} base={base} />
      </Section>
      <Section title={t('policyEditor.figureSection')}>
        <FigureForm path={path} />
      </Section>
      <Section title={t('policyEditor.limitSection')}>
        <LimitForm path={path} base={base} />
        <PackChoice
          label={t('policyEditor.rounding')}
          path={[...path, 'rounding']}
          initial="down"
          options={roundings.map(value => ({ value, label: t(`policyEditor.roundings.${value}`) }))}
        />
      </Section>
      <PartsInText path={path} />
    </PackEditorProvider>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <Divider titlePlacement="start" plain>
        {title}
      </Divider>
      {children}
    </>
  )
}

/** What it is called, how much it promises, to whom. */
function RuleHead({ path, base, onRenamed }: PartProps & Pick<RuleFormProps, 'onRenamed'>) {
  const { t } = useTranslation()
  const { data } = usePackEditor()
  const { parties } = useFields(base)
  const before = valueAt(data, [...path, 'beneficiary'])
  return (
    <Row gutter={12}>
      <Col {...half}>
        <PackText label={t('policyEditor.ruleTitle')} path={[...path, 'title']} isRequired />
      </Col>
      <Col {...half}>
        <PackText
          label={t('policyEditor.ruleId')}
          path={[...path, 'id']}
          isRequired
          help={t('policyEditor.ruleIdHelp')}
          onWritten={onRenamed}
        />
      </Col>
      <Col {...half}>
        <PackChoice
          label={t('policyEditor.gives')}
          path={[...path, 'gives']}
          isRequired
          help={t('policyEditor.givesHelp')}
          options={givings.map(value => ({ value, label: t(`policyEditor.giving.${value}`) }))}
        />
      </Col>
      <Col {...half}>
        <PackChoice
          label={t('policyEditor.beneficiary')}
          path={[...path, 'beneficiary']}
          isRequired
          help={t('policyEditor.beneficiaryHelp')}
          options={parties}
          also={(document, chosen) => chosen && carryKey(document, path, before, chosen)}
        />
      </Col>
    </Row>
  )
}

function KeyField({ path, base }: PartProps) {
  const { t } = useTranslation()
  const { choices } = useFields(base)
  return (
    <PackChoice
      label={t('policyEditor.per')}
      path={[...path, 'per']}
      isRequired
      help={t('policyEditor.perHelp')}
      options={choices(['id', 'text', 'region'], 'record')}
    />
  )
}

/** The year that growth is counted from is shown by the fields of the growth. */
function isShown(rule: Entry, key: (typeof textOnly)[number]): boolean {
  const growth = growthIn(rule)
  if (key !== 'measures' || !growth || !isEntry(rule.measures)) return false
  return Object.keys(rule.measures).length === 1 && isAlike(rule, growth)
}

/** What the form does not show is named, so that nobody takes the form for the whole rule. */
function PartsInText({ path }: { path: Path }) {
  const { t } = useTranslation()
  const { data } = usePackEditor()
  const rule = valueAt(data, path)
  const beside = isEntry(rule) ? textOnly.filter(key => rule[key] !== undefined && !isShown(rule, key)) : []
  if (beside.length === 0) return null
  const parts = beside.map(key => t(`policyEditor.parts.${key}`)).join(t('listing.listSeparator'))
  return <Alert type="info" showIcon title={t('policyEditor.alsoInText', { parts })} />
}
