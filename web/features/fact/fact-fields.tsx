/** The fields of one table, each with the input of its type; made from the dictionary. */
import { Col, Form, Input, InputNumber, Row, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { usualWords } from '#domain/subsidy/facts/fact-words.ts'
import { type KeptField, type KeptTable, keptFieldsOf } from '#domain/subsidy/facts/kept-fields.ts'
import { AmountField } from '#web/ui/amount-field.tsx'
import { DayInput } from '#web/ui/day-input.tsx'
import { KnownWord } from '#web/ui/known-word.tsx'
import type { FactForm } from './fact-documents.ts'
import { useFactWords } from './fact-words.ts'

type Path = (string | number)[]

/** A fact that one policy asks for, as a field under `more`. */
type Own = Pick<FactForm['declared'][number], 'name' | 'title' | 'type'>

const uncapitalised = (type: string) => type.toLowerCase() as KeptField['type']

interface FieldProps {
  path: Path
  field: Pick<KeptField, 'name' | 'title' | 'type' | 'isRequired'> & Partial<KeptField>
  /** What rules compare it with. */
  asked: readonly string[]
  /** What it is mostly filled with. */
  usual: readonly string[]
}

function FieldInput({ field, asked, usual, ...input }: Omit<FieldProps, 'path'> & Record<string, unknown>) {
  const { t } = useTranslation()
  const { wordOf } = useFactWords()
  const options = (words: readonly string[]) => words.map(value => ({ value, label: wordOf(value) }))
  const offered = [...new Set([...asked, ...usual])]
  switch (field.type) {
    case 'day':
      return <DayInput {...input} />
    case 'number':
      return <InputNumber {...input} precision={0} style={{ width: '100%' }} />
    case 'yes_no':
      return (
        <Select
          {...input}
          allowClear
          options={[
            { value: true, label: t('common.yes') },
            { value: false, label: t('common.no') },
          ]}
        />
      )
    case 'texts':
      return (
        <Select
          {...input}
          mode="tags"
          options={options(offered)}
          showSearch={{ optionFilterProp: 'label' }}
          tokenSeparators={['；', ';', '、']}
        />
      )
    default:
      if (field.words) return <Select {...input} allowClear options={options(field.words)} />
      if (offered.length === 0) return <Input {...input} maxLength={500} autoComplete="off" />
      return <KnownWord {...input} known={offered} />
  }
}

function useHint() {
  const { t } = useTranslation()
  const { wordOf } = useFactWords()
  return ({ to, type, words }: FieldProps['field'], asked: readonly string[]): string | undefined => {
    if (to) return t(`fact.names.${to}`)
    if (type === 'region') return t('fact.regionHint')
    if (type === 'text' && !words && asked.length > 0)
      return t('fact.askedHint', { words: asked.map(wordOf).join(t('listing.listSeparator')) })
    return undefined
  }
}

function FactField({ path, field, asked, usual }: FieldProps) {
  const { t } = useTranslation()
  const { titleOf } = useFactWords()
  const hint = useHint()
  const label = titleOf(field)
  return (
    <Col xs={24} sm={12}>
      {field.type === 'money' ? (
        <AmountField name={path} label={label} isRequired={field.isRequired} />
      ) : (
        <Form.Item
          name={path}
          label={label}
          extra={hint(field, asked)}
          rules={[{ required: field.isRequired, message: t('common.required') }]}
        >
          <FieldInput field={field} asked={asked} usual={usual} />
        </Form.Item>
      )}
    </Col>
  )
}

export function FactFields({ table, form }: { table: KeptTable; form: FactForm }) {
  const capital = table.toUpperCase()
  const askedFor = (name: string) =>
    form.words.find(words => words.table === capital && words.field === name)?.words ?? []
  const own: readonly Own[] = form.declared.filter(declared => declared.table === capital)
  const once = [...new Map(own.map(field => [field.name, field])).values()]
  return (
    <Row gutter={16}>
      {keptFieldsOf(table).map(field => (
        <FactField
          key={field.name}
          path={['fields', field.name]}
          field={field}
          asked={askedFor(field.name)}
          usual={usualWords(table, field.name)}
        />
      ))}
      {once.map(({ name, title, type }) => (
        <FactField
          key={`more.${name}`}
          path={['fields', 'more', name]}
          field={{ name: `more.${name}`, title, type: uncapitalised(type), isRequired: false }}
          asked={[]}
          usual={[]}
        />
      ))}
    </Row>
  )
}
