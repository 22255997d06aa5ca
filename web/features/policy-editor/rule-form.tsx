/** One rule as a form. What it has and the form does not know stays in the text, and is named here. */
import { Alert, Col, Divider, Row } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FactBase } from '#domain/subsidy/facts/fact-tables.ts'
import { givings, roundings } from '#domain/subsidy/pack/policy-pack.ts'
import { ConditionList } from './condition-list.tsx'
import { isEntry, usePackEditor, valueAt } from './editor-context.tsx'
import { useFields, useLeadBase } from './fact-words.ts'
import { FigureForm } from './figure-form.tsx'
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

export function RuleForm({ at }: { at: number }) {
  const { t } = useTranslation()
  const path: Path = ['rules', at]
  const base = useLeadBase(path)
  return (
    <>
      <RuleHead path={path} base={base} />
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
    </>
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
function RuleHead({ path, base }: PartProps) {
  const { t } = useTranslation()
  const { choices } = useFields(base)
  return (
    <Row gutter={12}>
      <Col span={24}>
        <PackText label={t('policyEditor.ruleTitle')} path={[...path, 'title']} isRequired />
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
          options={choices(['id'], 'record')}
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

/** What the form does not show is named, so that nobody takes the form for the whole rule. */
function PartsInText({ path }: { path: Path }) {
  const { t } = useTranslation()
  const { data } = usePackEditor()
  const rule = valueAt(data, path)
  const beside = textOnly.filter(key => isEntry(rule) && rule[key] !== undefined)
  if (beside.length === 0) return null
  const parts = beside.map(key => t(`policyEditor.parts.${key}`)).join(t('listing.listSeparator'))
  return <Alert type="info" showIcon title={t('policyEditor.alsoInText', { parts })} />
}
