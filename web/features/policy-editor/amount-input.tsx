/** An amount with its unit beside it, written as packs write it: 500万元. The amount in capitals stands under it. */
import { Input, Select, Space, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { amountInWords, parseYuan } from '#domain/money.ts'

const units = ['元', '万元', '亿元'] as const
type Unit = (typeof units)[number]

function split(written: string): { number: string; unit: Unit } {
  const unit = [...units].reverse().find(candidate => written.endsWith(candidate)) ?? '万元'
  const isLonger = written.endsWith('万元') ? '万元' : written.endsWith('亿元') ? '亿元' : unit
  return { number: written.replace(/(亿元|万元|元)$/, ''), unit: isLonger }
}

interface AmountInputProps {
  id?: string
  label: string
  value: string
  isReadOnly: boolean
  onChange(written: string): void
}

export function AmountInput({ id, label, value, isReadOnly, onChange }: AmountInputProps) {
  const { t } = useTranslation()
  const { number, unit } = split(value)
  const fen = value === '' ? null : parseYuan(value)
  const write = (text: string, of: Unit) => onChange(text.trim() === '' ? '' : `${text.trim()}${of}`)
  return (
    <>
      <Space.Compact style={{ width: '100%' }}>
        <Input
          {...(id ? { id } : {})}
          aria-label={label}
          inputMode="decimal"
          value={number}
          disabled={isReadOnly}
          autoComplete="off"
          onChange={event => write(event.target.value, unit)}
        />
        <Select
          aria-label={`${label} ${t('policyEditor.unit')}`}
          value={unit}
          disabled={isReadOnly}
          options={units.map(one => ({ value: one, label: one }))}
          onChange={chosen => write(number, chosen)}
          style={{ width: 88 }}
        />
      </Space.Compact>
      {fen !== null && (
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {amountInWords(fen)}
        </Typography.Text>
      )}
    </>
  )
}
