/** What a test compares with: by the kind of the field. What is more than one value is written in the text. */
import { InputNumber, Select, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import type { KnownField } from '#domain/subsidy/facts/fact-tables.ts'
import { codeOfWord, usualWords } from '#domain/subsidy/facts/fact-words.ts'
import { tableOfEntity } from '#domain/subsidy/facts/words-asked.ts'
import { comparisons, type Operator } from '#domain/subsidy/pack/pack-condition.ts'
import { RegionName } from '#web/ui/code-name.tsx'
import { RegionSelect } from '#web/ui/code-select.tsx'
import { useFactWord } from '#web/ui/fact-word.ts'
import { KnownWord } from '#web/ui/known-word.tsx'
import { AmountInput } from './amount-input.tsx'
import { isEntry, textOf, usePackEditor } from './editor-context.tsx'
import { type Path, setValue } from './pack-document.ts'

interface ConditionValueProps {
  path: Path
  operator: Operator
  field: KnownField
  value: unknown
}

interface ValueProps<V> {
  label: string
  value: V
  isReadOnly: boolean
  onChange(value: unknown): void
}

const wide = { width: '100%' }

function YesNo({ label, value, isReadOnly, onChange }: ValueProps<boolean>) {
  const { t } = useTranslation()
  return (
    <Select
      aria-label={label}
      value={value}
      disabled={isReadOnly}
      options={[true, false].map(one => ({ value: one, label: t(one ? 'common.yes' : 'common.no') }))}
      onChange={onChange}
      style={wide}
    />
  )
}

function Region({ label, value, isReadOnly, onChange }: ValueProps<string>) {
  if (isReadOnly) return <RegionName code={value} />
  return <RegionSelect aria-label={label} value={value || null} onChange={code => onChange(code ?? '')} />
}

interface WordsProps {
  /** The only values that there are. */
  words: { value: string; label: string }[] | undefined
  /** Words of the dictionary for a field that may hold others too. */
  usual: readonly string[]
}

function OneWord({ label, value, isReadOnly, onChange, words, usual }: ValueProps<string> & WordsProps) {
  const shared = { 'aria-label': label, disabled: isReadOnly }
  if (!words)
    return <KnownWord {...shared} value={value} known={usual} onChange={typed => onChange(codeOfWord(typed))} />
  return <Select {...shared} value={value || null} options={words} onChange={onChange} style={wide} />
}

function Words({ label, value, isReadOnly, onChange, words, usual }: ValueProps<string[]> & WordsProps) {
  const wordOf = useFactWord()
  const offered = [...new Set([...usual, ...value])].map(word => ({ value: word, label: wordOf(word) }))
  return (
    <Select
      aria-label={label}
      mode={words ? 'multiple' : 'tags'}
      value={value}
      disabled={isReadOnly}
      options={words ?? offered}
      showSearch={{ optionFilterProp: 'label' }}
      onChange={(chosen: string[]) => onChange(words ? chosen : [...new Set(chosen.map(word => codeOfWord(word)))])}
      style={wide}
    />
  )
}

function YearOffset({ value, isReadOnly, onChange }: Omit<ValueProps<number>, 'label'>) {
  const { t } = useTranslation()
  return (
    <InputNumber
      aria-label={t('policyEditor.yearOffset')}
      prefix={t('policyEditor.yearOffset')}
      min={-5}
      max={5}
      precision={0}
      value={value}
      disabled={isReadOnly}
      onChange={next => onChange(next ?? 0)}
      style={wide}
    />
  )
}

function WholeNumber({ label, value, isReadOnly, onChange }: ValueProps<number | null>) {
  return (
    <InputNumber
      aria-label={label}
      precision={0}
      value={value}
      disabled={isReadOnly}
      onChange={next => onChange(next ?? '')}
      style={wide}
    />
  )
}

export function ConditionValue({ path, operator, field, value }: ConditionValueProps) {
  const { t } = useTranslation()
  const { change, isReadOnly } = usePackEditor()
  const wordOf = useFactWord()
  const write = (at: Path) => (next: unknown) => change(document => setValue(document, at, next))
  const shared = { label: t('policyEditor.value'), isReadOnly, onChange: write(path) }
  const words = field.words?.map(word => ({ value: word, label: wordOf(word) }))
  const usual = usualWords(tableOfEntity(field.entity) ?? '', field.property)
  const isComparison = comparisons.some(word => word === operator)
  if (operator === 'reached' || operator === 'given' || typeof value === 'boolean')
    return <YesNo {...shared} value={value === true} />
  if (operator === 'within' || operator === 'outside') return <Region {...shared} value={textOf(value)} />
  if (operator === 'in' && Array.isArray(value))
    return <Words {...shared} value={value.map(textOf)} words={words} usual={usual} />
  if ((operator === 'is' || operator === 'has') && typeof value === 'string')
    return <OneWord {...shared} value={value} words={words} usual={usual} />
  if (operator === 'during' && isEntry(value) && typeof value.yearOffset === 'number')
    return <YearOffset value={value.yearOffset} isReadOnly={isReadOnly} onChange={write([...path, 'yearOffset'])} />
  if (isComparison && field.type === 'money' && typeof value === 'string')
    return <AmountInput {...shared} value={value} />
  if (isComparison && (typeof value === 'number' || value === ''))
    return <WholeNumber {...shared} value={typeof value === 'number' ? value : null} />
  return <Typography.Text code>{JSON.stringify(value)}</Typography.Text>
}
