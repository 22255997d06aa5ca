/** What a test compares with: by the kind of the field. What is more than one value is written in the text. */
import { Input, InputNumber, Select, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import type { KnownField } from '#domain/subsidy/facts/fact-tables.ts'
import { comparisons, type Operator } from '#domain/subsidy/pack/pack-condition.ts'
import { RegionSelect } from '#web/ui/code-select.tsx'
import { useFactWord } from '#web/ui/fact-word.ts'
import { AmountInput } from './amount-input.tsx'
import { isEntry, textOf, usePackEditor } from './editor-context.tsx'
import { type Path, setValue } from './pack-document.ts'

interface ConditionValueProps {
  path: Path
  operator: Operator
  field: KnownField
  value: unknown
}

export function ConditionValue({ path, operator, field, value }: ConditionValueProps) {
  const { t } = useTranslation()
  const { change, isReadOnly } = usePackEditor()
  const wordOf = useFactWord()
  const set = (next: unknown) => change(document => setValue(document, path, next))
  const label = t('policyEditor.value')
  const words = field.words?.map(word => ({ value: word, label: wordOf(word) }))
  if (operator === 'reached' || operator === 'given' || typeof value === 'boolean')
    return (
      <Select
        aria-label={label}
        value={value === true}
        disabled={isReadOnly}
        options={[true, false].map(one => ({ value: one, label: t(one ? 'common.yes' : 'common.no') }))}
        onChange={set}
        style={{ width: '100%' }}
      />
    )
  if (operator === 'within' || operator === 'outside')
    return isReadOnly ? (
      <span>{textOf(value)}</span>
    ) : (
      <RegionSelect aria-label={label} value={textOf(value) || null} onChange={code => set(code ?? '')} />
    )
  if (operator === 'in' && Array.isArray(value))
    return (
      <Select
        aria-label={label}
        mode={words ? 'multiple' : 'tags'}
        value={value.map(textOf)}
        disabled={isReadOnly}
        {...(words ? { options: words } : {})}
        onChange={set}
        style={{ width: '100%' }}
      />
    )
  if ((operator === 'is' || operator === 'has') && typeof value === 'string')
    return words ? (
      <Select
        aria-label={label}
        value={value || null}
        disabled={isReadOnly}
        options={words}
        onChange={set}
        style={{ width: '100%' }}
      />
    ) : (
      <Input aria-label={label} value={value} disabled={isReadOnly} onChange={event => set(event.target.value)} />
    )
  if (operator === 'during' && isEntry(value) && typeof value.yearOffset === 'number')
    return (
      <InputNumber
        aria-label={t('policyEditor.yearOffset')}
        prefix={t('policyEditor.yearOffset')}
        min={-5}
        max={5}
        precision={0}
        value={value.yearOffset}
        disabled={isReadOnly}
        onChange={next => change(document => setValue(document, [...path, 'yearOffset'], next ?? 0))}
        style={{ width: '100%' }}
      />
    )
  if (comparisons.some(word => word === operator) && field.type === 'money' && typeof value === 'string')
    return <AmountInput label={label} value={value} isReadOnly={isReadOnly} onChange={set} />
  if (comparisons.some(word => word === operator) && (typeof value === 'number' || value === ''))
    return (
      <InputNumber
        aria-label={label}
        precision={0}
        value={typeof value === 'number' ? value : null}
        disabled={isReadOnly}
        onChange={next => set(next ?? '')}
        style={{ width: '100%' }}
      />
    )
  return <Typography.Text code>{JSON.stringify(value)}</Typography.Text>
}
