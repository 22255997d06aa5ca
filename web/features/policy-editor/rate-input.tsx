/**
 * A rate: its number, its unit spelled out, and what it makes of 100万元. A ‰ read as a % is a factor of ten in
 * somebody's subsidy, so the unit is a choice of its own and its effect stands under it in words.
 */
import { Flex, Input, Select, Space, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { applyRate, formatYuan, isRateValue, type Rate, rateUnits } from '#domain/money.ts'
import { isEntry, textOf } from './editor-context.tsx'

export function readRate(value: unknown): { value: string; unit: Rate['unit'] | undefined } {
  if (!isEntry(value)) return { value: '', unit: undefined }
  const unit = rateUnits.find(candidate => candidate === value.unit)
  return { value: textOf(value.value), unit }
}

/** As a number where YAML keeps it exactly, else as text. */
export function writeRate(value: string, unit: Rate['unit'] | undefined): Record<string, unknown> {
  const number = Number(value)
  const isExact = value !== '' && String(number) === value
  return { value: isExact ? number : value, ...(unit ? { unit } : {}) }
}

export function useRateSentence() {
  const { t } = useTranslation()
  return ({ value, unit }: { value: string; unit: Rate['unit'] | undefined }): string | null => {
    if (!unit || !isRateValue(value)) return null
    const fen = applyRate(100_000_000n, { value, unit })
    return t('policyEditor.rateSentence', {
      rate: t(`policyEditor.rateWords.${unit}`, { value }),
      amount: formatYuan(fen),
    })
  }
}

interface RateInputProps {
  id?: string
  label: string
  value: unknown
  isReadOnly: boolean
  /** Without the sentence, in a table. */
  isCompact?: boolean
  onChange(rate: Record<string, unknown>): void
}

export function RateInput({ id, label, value, isReadOnly, isCompact = false, onChange }: RateInputProps) {
  const { t } = useTranslation()
  const sentenceOf = useRateSentence()
  const rate = readRate(value)
  const sentence = sentenceOf(rate)
  return (
    <Flex vertical gap={4}>
      <Space.Compact style={{ width: '100%' }}>
        <Select
          aria-label={`${label} ${t('policyEditor.unit')}`}
          value={rate.unit}
          disabled={isReadOnly}
          placeholder={t('policyEditor.unit')}
          options={rateUnits.map(unit => ({ value: unit, label: t(`policyEditor.rateUnit.${unit}`) }))}
          onChange={unit => onChange(writeRate(rate.value, unit))}
          style={{ width: isCompact ? 112 : 140 }}
        />
        <Input
          {...(id ? { id } : {})}
          aria-label={label}
          inputMode="decimal"
          value={rate.value}
          disabled={isReadOnly}
          autoComplete="off"
          onChange={event => onChange(writeRate(event.target.value.trim(), rate.unit))}
        />
      </Space.Compact>
      {sentence !== null && (
        <Typography.Text strong={!isCompact} style={{ fontSize: isCompact ? 12 : 14 }}>
          {sentence}
        </Typography.Text>
      )}
    </Flex>
  )
}
