/** The fields that filters are made of. */
import { Form, Input, Select, Space } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readWanYuan, writeWanYuan } from './amount.ts'
import type { ListingFilter } from './listing-filter.ts'

interface ManyProps<V extends string> {
  id: string
  label: string
  value: V[]
  options: { value: V; label: string }[]
  onChange(value: V[]): void
}

export function Many<V extends string>({ id, label, value, options, onChange }: ManyProps<V>) {
  const { t } = useTranslation()
  return (
    <Form.Item label={label} htmlFor={id}>
      <Select
        id={id}
        mode="multiple"
        allowClear
        value={value}
        options={options}
        onChange={onChange}
        optionFilterProp="label"
        placeholder={t('common.all')}
        maxTagCount="responsive"
        style={{ width: '100%' }}
      />
    </Form.Item>
  )
}

interface AmountInputProps {
  id: string
  label: string
  amountFen: number | null
  onChange(amountFen: number | null): void
}

export function AmountInput({ id, label, amountFen, onChange }: AmountInputProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<string | null>(null)
  const read = readWanYuan(typed)
  const commit = () => {
    if (typed === null || read === undefined) return
    if (read !== amountFen) onChange(read)
    setTyped(null)
  }
  return (
    <Form.Item
      label={label}
      htmlFor={id}
      {...(read === undefined && { validateStatus: 'error' as const, help: t('common.notAnAmount') })}
    >
      <Input
        id={id}
        inputMode="decimal"
        suffix={t('common.wanYuan')}
        value={typed ?? writeWanYuan(amountFen)}
        onChange={event => setTyped(event.target.value)}
        onBlur={commit}
        onPressEnter={commit}
      />
    </Form.Item>
  )
}

const levels = [1, 2, 3, 4, 5, 6, 7, 8, 9]

interface TrlProps {
  filter: ListingFilter
  onChange(filter: ListingFilter): void
  /** How many there are of a level, where that is known. */
  countOf?: ((level: number) => number) | undefined
}

export function TrlRange({ filter, onChange, countOf }: TrlProps) {
  const { t } = useTranslation()
  const label = t('listing.trlRange')
  const options = levels.map(value => ({ value, label: countOf ? `${value}（${countOf(value)}）` : String(value) }))
  return (
    <Form.Item label={label} htmlFor="filter-trl-min">
      <Space.Compact block>
        <Select
          id="filter-trl-min"
          aria-label={`${label} ≥`}
          prefix="≥"
          allowClear
          value={filter.trlMin}
          options={options}
          onChange={(trlMin: number | undefined) => onChange({ ...filter, trlMin: trlMin ?? null })}
          style={{ width: '50%' }}
        />
        <Select
          aria-label={`${label} ≤`}
          prefix="≤"
          allowClear
          value={filter.trlMax}
          options={options}
          onChange={(trlMax: number | undefined) => onChange({ ...filter, trlMax: trlMax ?? null })}
          style={{ width: '50%' }}
        />
      </Space.Compact>
    </Form.Item>
  )
}
