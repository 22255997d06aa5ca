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
import { addItem, type Path, removeItem, setValue } from './pack-document.ts'

interface ConditionListProps {
  label: string
  help: ReactNode
  path: Path
  base: FactBase
  side: 'record' | 'beneficiary'
}

export function ConditionList({ label, help, path, base, side }: ConditionListProps) {
  const { t } = useTranslation()
  const { data, change, isReadOnly } = usePackEditor()
  const { choices } = useFields(base)
  const conditions = listAt(data, path)
  const testable = choices(['text', 'texts', 'region', 'day', 'money', 'number', 'yes_no', 'id'], side)
  const add = () => change(document => addItem(document, path, { field: '', why: '' }))
  return (
    <Form.Item label={label} extra={help} style={{ marginBottom: 12 }}>
      <Flex vertical gap="small">
        {conditions.map((condition, at) => (
          <Condition
            // biome-ignore lint/suspicious/noArrayIndexKey: a condition is known by its place, in the text too
            key={at}
            path={[...path, at]}
            condition={isEntry(condition) ? condition : {}}
            base={base}
            fields={testable}
          />
        ))}
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

function Condition({ path, condition, base, fields }: ConditionProps) {
  const { t } = useTranslation()
  const { change, isReadOnly, problems } = usePackEditor()
  const { known } = useFields(base)
  const name = path.join('.')
  const own = problems.filter(problem => problem.path === name || problem.path.startsWith(`${name}.`))
  const field = textOf(condition.field)
  const found = known.get(field)
  const operator = operatorIn(condition)
  const remove = !isReadOnly && (
    <Button
      type="text"
      size="small"
      icon={<DeleteOutlined />}
      aria-label={t('policyEditor.removeCondition')}
      onClick={() => change(document => removeItem(document, path))}
    />
  )
  const retest = (nextField: string, nextOperator: string | undefined, type: KnownField | undefined) =>
    change(document => {
      if (operator) setValue(document, [...path, operator], undefined)
      setValue(document, [...path, 'field'], nextField)
      const fitting = operatorsOf(type)
      const chosen = fitting.find(word => word === nextOperator) ?? fitting[0]
      if (chosen) setValue(document, [...path, chosen], firstValueOf(chosen, type))
    })
  const isNew = field === '' && operator === null
  const isSimple = isNew || (operator !== null && condition.when === undefined && found !== undefined)
  return (
    <div style={{ borderInlineStart: '2px solid var(--ant-color-border, #d9d9d9)', paddingInlineStart: 8 }}>
      {isSimple ? (
        <Flex wrap gap={4} align="center">
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
                <ConditionValue
                  path={[...path, operator]}
                  operator={operator}
                  field={found}
                  value={condition[operator]}
                />
              </div>
            </>
          )}
          {remove}
        </Flex>
      ) : (
        <Flex gap={4} align="center" justify="space-between">
          <Typography.Text type="secondary" style={{ overflowWrap: 'anywhere' }}>
            {t('policyEditor.conditionInText')}
          </Typography.Text>
          {remove}
        </Flex>
      )}
      <Input
        aria-label={t('policyEditor.why')}
        prefix={<Typography.Text type="secondary">{t('policyEditor.why')}</Typography.Text>}
        value={textOf(condition.why)}
        disabled={isReadOnly}
        size="small"
        onChange={event => change(document => setValue(document, [...path, 'why'], event.target.value))}
        style={{ marginTop: 4 }}
      />
      {own.length > 0 && (
        <Typography.Text type="danger">{own.map(packProblemText).join(t('common.semicolon'))}</Typography.Text>
      )}
    </div>
  )
}
