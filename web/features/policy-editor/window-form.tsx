/** Which days count, by which date of the record. */
import { Col, Input, InputNumber, Row } from 'antd'
import { useTranslation } from 'react-i18next'
import type { FactBase } from '#domain/subsidy/facts/fact-tables.ts'
import { DayInput } from '#web/ui/day-input.tsx'
import { textOf, usePackEditor, valueAt } from './editor-context.tsx'
import { useFields } from './fact-words.ts'
import { type Path, setValue } from './pack-document.ts'
import { PackChoice, PackField } from './pack-field.tsx'

const kinds = ['calendar_year', 'yearly', 'range', 'whole_life'] as const
const half = { xs: 24, md: 12 }

/** How many years before the year of application, at a path; 0 is not written. */
function YearOffset({ path }: { path: Path }) {
  const { t } = useTranslation()
  const { data, isReadOnly, change } = usePackEditor()
  return (
    <PackField label={t('policyEditor.yearOffset')} path={path} help={t('policyEditor.yearOffsetHelp')}>
      {id => (
        <InputNumber
          id={id}
          min={-5}
          max={5}
          precision={0}
          disabled={isReadOnly}
          value={(valueAt(data, path) as number | undefined) ?? 0}
          onChange={value => change(document => setValue(document, path, value || undefined))}
          style={{ width: '100%' }}
        />
      )}
    </PackField>
  )
}

interface EdgeProps {
  /** Of the window. */
  path: Path
  edge: 'from' | 'to'
}

/** The day of the year on which a window of its own begins or ends, and in which year. */
function YearlyEdge({ path, edge }: EdgeProps) {
  const { t } = useTranslation()
  const { data, isReadOnly, change } = usePackEditor()
  const dayPath = [...path, edge, 'day']
  return (
    <>
      <PackField
        label={t(`policyEditor.window.${edge}`)}
        path={dayPath}
        help={t('policyEditor.monthDayHelp')}
        isRequired
      >
        {id => (
          <Input
            id={id}
            disabled={isReadOnly}
            placeholder="10-31"
            value={textOf(valueAt(data, dayPath))}
            onChange={event => change(document => setValue(document, dayPath, event.target.value))}
          />
        )}
      </PackField>
      <YearOffset path={[...path, edge, 'yearOffset']} />
    </>
  )
}

function FixedEdge({ path, edge }: EdgeProps) {
  const { t } = useTranslation()
  const { data, change } = usePackEditor()
  const dayPath = [...path, edge]
  return (
    <PackField label={t(`policyEditor.window.${edge}`)} path={dayPath}>
      {id => (
        <DayInput
          id={id}
          value={textOf(valueAt(data, dayPath)) || null}
          onChange={day => change(document => setValue(document, dayPath, day ?? undefined))}
        />
      )}
    </PackField>
  )
}

export function WindowForm({ path, base }: { path: Path; base: FactBase }) {
  const { t } = useTranslation()
  const { data } = usePackEditor()
  const { choices } = useFields(base)
  const kind = valueAt(data, [...path, 'kind'])
  const Edge = kind === 'yearly' ? YearlyEdge : kind === 'range' ? FixedEdge : null
  return (
    <Row gutter={12}>
      <Col {...half}>
        <PackChoice
          label={t('policyEditor.window.kind')}
          path={[...path, 'kind']}
          isRequired
          options={kinds.map(value => ({ value, label: t(`policyEditor.window.${value}`) }))}
        />
      </Col>
      <Col {...half}>
        <PackChoice
          label={t('policyEditor.window.date')}
          path={[...path, 'date']}
          isRequired
          help={t('policyEditor.window.dateHelp')}
          options={choices(['day'], 'record')}
        />
      </Col>
      {kind === 'calendar_year' && (
        <Col span={24}>
          <YearOffset path={[...path, 'yearOffset']} />
        </Col>
      )}
      {Edge &&
        (['from', 'to'] as const).map(edge => (
          <Col key={edge} {...half}>
            <Edge path={path} edge={edge} />
          </Col>
        ))}
    </Row>
  )
}
