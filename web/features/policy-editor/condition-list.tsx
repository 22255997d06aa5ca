/** Tests of a record or of the beneficiary, one line each: field, test, value, and what to say when it is not met. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Flex, Form, Input, Select, Typography } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FactBase, KnownField } from '#domain/subsidy/facts/fact-tables.ts'
import { packProblemText } from '#web/i18n/pack-problems.ts'
import { ConditionValue } from './condition-value.tsx'
import { firstValueOf, operatorIn, operatorsOf } from './condition-words.ts'
import { type Entry, isEntry, listAt, textOf, usePackEditor } from './editor-context.tsx'
import { useFields } from './fact-words.ts'
import { Notices } from './notices.tsx'
import { addItem, type Path, removeItem, setValue } from './pack-document.ts'

interface ConditionListProps {
  label: string
  help: ReactNode
  path: Path
  base: FactBase
  side: 'record' | 'beneficiary'
  /** What the sentence of a condition is for, where it is not said of what fails it. */
  why?: string
}

export function ConditionList({ label, help, path, base, side, why }: ConditionListProps) {
  const { t } = useTranslation()
  const { data, change, isReadOnly } = usePackEditor()
  const { choices } = useFields(base)
  const conditions = listAt(data, path)
  const testable = choices(['text', 'texts', 'region', 'day', 'money', 'number', 'yes_no', 'id'], side)
  const add = () => change(document => addItem(document, path, { field: '', why: '' }))
  return (
    <Form.Item label={label} extra={help} data-path={path.join('.')} style={{ marginBottom: 12 }}>
      <Flex vertical gap="small">
        {conditions.map((condition, at) => (
          <Condition
            // biome-ignore lint/suspicious/noArrayIndexKey: a condition is known by its place, in the text too
            key={at}
            path={[...path, at]}
            condition={isEntry(condition) ? condition : {}}
            base={base}
            fields={testable}
            why={why ?? t('policyEditor.why')}
          />
        ))}
        <Notices path={path} />
        {!isReadOnly && (
          <Button type="dashed" size="small" icon={<PlusOutlined />} onClick={add} style={{ alignSelf: 'start' }}>
            {t('policyEditor.addCondition', { of: label })}
          </Button>
        )}
      </Flex>
    </Form.Item>
  )
}

interface ConditionProps {
  path: Path
  condition: Entry
  base: FactBase
  fields: readonly { value: string; label: string }[]
}

/** The problems of a part of the text, in one line. */
function OwnProblems({ path }: { path: Path }) {
  const { t } = useTranslation()
  const { problems } = usePackEditor()
  const name = path.join('.')
  const own = problems.filter(problem => problem.path === name || problem.path.startsWith(`${name}.`))
  if (own.length === 0) return null
  return <Typography.Text type="danger">{own.map(packProblemText).join(t('common.semicolon'))}</Typography.Text>
}

function Condition({ path, condition, base, fields, why }: ConditionProps & { why: string }) {
  const { t } = useTranslation()
  const { change, isReadOnly } = usePackEditor()
  const { known } = useFields(base)
  const field = textOf(condition.field)
  const operator = operatorIn(condition)
  const isNew = field === '' && operator === null
  const isSimple = isNew || (operator !== null && condition.when === undefined && known.has(field))
  return (
    <div
      data-path={path.join('.')}
      style={{ borderInlineStart: '2px solid var(--ant-color-border, #d9d9d9)', paddingInlineStart: 8 }}
    >
      <Flex wrap={isSimple} gap={4} align="center" justify={isSimple ? 'start' : 'space-between'}>
        {isSimple ? (
          <SimpleTest path={path} condition={condition} base={base} fields={fields} />
        ) : (
          <Typography.Text type="secondary" style={{ overflowWrap: 'anywhere' }}>
            {t('policyEditor.conditionInText')}
          </Typography.Text>
        )}
        {!isReadOnly && (
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={t('policyEditor.removeCondition')}
            onClick={() => change(document => removeItem(document, path))}
          />
        )}
      </Flex>
      <Input
        aria-label={why}
        prefix={<Typography.Text type="secondary">{why}</Typography.Text>}
        value={textOf(condition.why)}
        disabled={isReadOnly}
        size="small"
        onChange={event => change(document => setValue(document, [...path, 'why'], event.target.value))}
        style={{ marginTop: 4 }}
      />
      {!isNew && <OwnProblems path={path} />}
    </div>
  )
}

/** Field, test and value. Another field takes along the test if it fits, and never the value. */
function SimpleTest({ path, condition, base, fields }: ConditionProps) {
  const { t } = useTranslation()
  const { change, isReadOnly } = usePackEditor()
  const { known } = useFields(base)
  const field = textOf(condition.field)
  const found = known.get(field)
  const operator = operatorIn(condition)
  const retest = (nextField: string, nextOperator: string | undefined, type: KnownField | undefined) =>
    change(document => {
      if (operator) setValue(document, [...path, operator], undefined)
      setValue(document, [...path, 'field'], nextField)
      const fitting = operatorsOf(type)
      const chosen = fitting.find(word => word === nextOperator) ?? fitting[0]
      if (chosen) setValue(document, [...path, chosen], firstValueOf(chosen, type))
    })
  return (
    <>
      <Select
        aria-label={t('policyEditor.field')}
        value={field || null}
        placeholder={t('policyEditor.field')}
        disabled={isReadOnly}
        options={[...fields]}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={next => next !== null && retest(next, operator ?? undefined, known.get(next))}
        style={{ flex: '1 1 180px', minWidth: 0 }}
      />
      {operator && found && (
        <>
          <Select
            aria-label={t('policyEditor.test')}
            value={operator}
            disabled={isReadOnly}
            options={operatorsOf(found, operator).map(value => ({
              value,
              label: t(`policyEditor.operators.${value}`),
            }))}
            onChange={next => retest(field, next, found)}
            style={{ flex: '0 1 112px' }}
          />
          <div style={{ flex: '1 1 160px', minWidth: 0 }}>
            <ConditionValue path={[...path, operator]} operator={operator} field={found} value={condition[operator]} />
          </div>
        </>
      )}
    </>
  )
}
