/** The numbers of a policy, each with a field and a slider around its own value. Only what differs is turned. */
import { Button, Flex, InputNumber, Slider, Table, type TableColumnsType, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { useIsWide } from '#web/ui/wide.ts'
import { useResultWords } from './result-words.ts'
import type { Subject, Variable } from './what-if-documents.ts'

interface VariableFieldsProps {
  rules: Subject['rules']
  variables: readonly Variable[]
  turned: Readonly<Record<string, string>>
  onTurn(turned: Readonly<Record<string, string>>): void
}

const fenPerWan = 1_000_000

interface ColumnsProps extends Pick<VariableFieldsProps, 'rules' | 'turned'> {
  onTurn(variable: Variable, value: string | null): void
}

function useVariableColumns({ rules, turned, onTurn }: ColumnsProps): TableColumnsType<Variable> {
  const { t } = useTranslation()
  const { variableText, valueText } = useResultWords()
  const isWide = useIsWide()
  const titles = new Map(rules.map(({ id, title }) => [id, title]))
  const nameOf = (variable: Variable) => `${titles.get(variable.rule ?? '') ?? ''} ${variableText(variable)}`.trim()
  const own = {
    title: t('whatIf.value'),
    key: 'own',
    render: (_: unknown, one: Variable) => valueText(one.unit.toLowerCase(), one.value),
  }
  return [
    {
      title: t('whatIf.variable'),
      key: 'name',
      render: (_, variable) => (
        <Flex wrap gap={4}>
          {nameOf(variable)}
          {turned[variable.path] !== undefined && <Tag color="warning">{t('whatIf.turnedTag')}</Tag>}
        </Flex>
      ),
    },
    ...(isWide ? [own] : []),
    {
      title: t('whatIf.newValue'),
      key: 'value',
      width: isWide ? 420 : 190,
      render: (_, variable) => (
        <Turner
          variable={variable}
          name={nameOf(variable)}
          value={turned[variable.path] ?? variable.value}
          onChange={value => onTurn(variable, value)}
        />
      ),
    },
  ]
}

export function VariableFields({ rules, variables, turned, onTurn }: VariableFieldsProps) {
  const { t } = useTranslation()
  const turn = (variable: Variable, value: string | null) => {
    const { [variable.path]: _, ...others } = turned
    onTurn(value === null || value === variable.value ? others : { ...others, [variable.path]: value })
  }
  const columns = useVariableColumns({ rules, turned, onTurn: turn })
  return (
    <Flex vertical gap="small">
      {Object.keys(turned).length > 0 && (
        <Button size="small" style={{ alignSelf: 'start' }} onClick={() => onTurn({})}>
          {t('whatIf.turnBack')}
        </Button>
      )}
      <Table<Variable>
        size="small"
        rowKey="path"
        columns={columns}
        dataSource={[...variables]}
        pagination={{ pageSize: 12, size: 'small', showSizeChanger: false }}
      />
    </Flex>
  )
}

interface TurnerProps {
  variable: Variable
  name: string
  value: string
  onChange(value: string | null): void
}

function Turner({ variable, name, value, onChange }: TurnerProps) {
  const { t } = useTranslation()
  const isWide = useIsWide()
  const isMoney = variable.unit === 'FEN'
  const shown = (text: string) => (isMoney ? Number(text) / fenPerWan : Number(text))
  const written = (number: number) => (isMoney ? String(Math.round(number * fenPerWan)) : plainNumber(number))
  const own = shown(variable.value)
  const signs: Readonly<Record<string, string>> = { PERCENT: '%', PERMILLE: '‰', PER10K: '‱', FEN: t('common.wanYuan') }
  const sign = signs[variable.unit] ?? ''
  const set = (number: number | null) => onChange(number === null ? null : written(number))
  return (
    <Flex gap="middle" align="center">
      {isWide && own > 0 && (
        <Slider
          style={{ flex: 1 }}
          min={0}
          max={own * 2}
          step={own / 20}
          value={shown(value)}
          onChange={set}
          ariaLabelForHandle={name}
          tooltip={{ formatter: null }}
        />
      )}
      <InputNumber aria-label={name} min={0} value={shown(value)} onChange={set} suffix={sign} style={{ width: 170 }} />
    </Flex>
  )
}

/** A decimal without the noise of binary fractions and without an exponent. */
function plainNumber(number: number): string {
  return number.toFixed(6).replace(/\.?0+$/, '')
}
