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

export function WindowForm({ path, base }: { path: Path; base: FactBase }) {
  const { t } = useTranslation()
  const { data, isReadOnly, change } = usePackEditor()
  const { choices } = useFields(base)
  const kind = valueAt(data, [...path, 'kind'])
  const set = (at: Path, value: unknown) => change(document => setValue(document, [...path, ...at], value))
  const offset = (at: Path, label: string) => (
    <PackField label={label} path={[...path, ...at]} help={t('policyEditor.yearOffsetHelp')}>
      {id => (
        <InputNumber
          id={id}
          min={-5}
          max={5}
          precision={0}
          disabled={isReadOnly}
          value={(valueAt(data, [...path, ...at]) as number | undefined) ?? 0}
          onChange={value => set(at, value === 0 || value === null ? undefined : value)}
          style={{ width: '100%' }}
        />
      )}
    </PackField>
  )
  const monthDay = (edge: 'from' | 'to') => (
    <PackField
      label={t(`policyEditor.window.${edge}`)}
      path={[...path, edge, 'day']}
      help={t('policyEditor.monthDayHelp')}
      isRequired
    >
      {id => (
        <Input
          id={id}
          disabled={isReadOnly}
          placeholder="10-31"
          value={textOf(valueAt(data, [...path, edge, 'day']))}
          onChange={event => set([edge, 'day'], event.target.value)}
        />
      )}
    </PackField>
  )
  const fixedDay = (edge: 'from' | 'to') => (
    <PackField label={t(`policyEditor.window.${edge}`)} path={[...path, edge]}>
      {id => (
        <DayInput
          id={id}
          value={textOf(valueAt(data, [...path, edge])) || null}
          onChange={day => set([edge], day ?? undefined)}
        />
      )}
    </PackField>
  )
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
      {kind === 'calendar_year' && <Col span={24}>{offset(['yearOffset'], t('policyEditor.yearOffset'))}</Col>}
      {kind === 'yearly' &&
        (['from', 'to'] as const).map(edge => (
          <Col key={edge} {...half}>
            {monthDay(edge)}
            {offset([edge, 'yearOffset'], t('policyEditor.yearOffset'))}
          </Col>
        ))}
      {kind === 'range' &&
        (['from', 'to'] as const).map(edge => (
          <Col key={edge} {...half}>
            {fixedDay(edge)}
          </Col>
        ))}
    </Row>
  )
}
