/** The conditions of a library. A choice takes effect at once; an amount when the field is left or Enter is pressed. */
import { Button, Form, Input, Select, Space } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readWanYuan, writeWanYuan } from '#web/ui/amount.ts'
import { IndustrySelect, RegionSelect } from '#web/ui/code-select.tsx'
import { useLabels } from '#web/ui/labels.ts'
import { emptyFilter, type ListingFilter } from './filter-address.ts'
import type { Library } from './library.ts'

interface FilterPanelProps {
  library: Library
  filter: ListingFilter
  onChange(filter: ListingFilter): void
  /** On one's own pages the state counts, and the owner is known. */
  withStates?: boolean
}

interface ManyProps<V extends string> {
  id: string
  label: string
  value: V[]
  options: { value: V; label: string }[]
  onChange(value: V[]): void
}

function Many<V extends string>({ id, label, value, options, onChange }: ManyProps<V>) {
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

function AmountInput({ id, label, amountFen, onChange }: AmountInputProps) {
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

const levels = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(value => ({ value, label: String(value) }))

function TrlRange({ filter, onChange }: Pick<FilterPanelProps, 'filter' | 'onChange'>) {
  const { t } = useTranslation()
  const label = t('listing.trlRange')
  return (
    <Form.Item label={label} htmlFor="filter-trl-min">
      <Space.Compact block>
        <Select
          id="filter-trl-min"
          aria-label={`${label} ≥`}
          prefix="≥"
          allowClear
          value={filter.trlMin}
          options={levels}
          onChange={(trlMin: number | undefined) => onChange({ ...filter, trlMin: trlMin ?? null })}
          style={{ width: '50%' }}
        />
        <Select
          aria-label={`${label} ≤`}
          prefix="≤"
          allowClear
          value={filter.trlMax}
          options={levels}
          onChange={(trlMax: number | undefined) => onChange({ ...filter, trlMax: trlMax ?? null })}
          style={{ width: '50%' }}
        />
      </Space.Compact>
    </Form.Item>
  )
}

function ProjectFilters({ library, filter, onChange }: FilterPanelProps) {
  const { t } = useTranslation()
  const { options } = useLabels()
  return (
    <>
      {library === 'achievement' && (
        <Many
          id="filter-stage"
          label={t('listing.stage')}
          value={filter.stages}
          options={options('Stage')}
          onChange={stages => onChange({ ...filter, stages })}
        />
      )}
      <TrlRange filter={filter} onChange={onChange} />
      {library === 'demand' && (
        <Many
          id="filter-mode"
          label={t('listing.cooperationModes')}
          value={filter.cooperationModes}
          options={options('CooperationMode')}
          onChange={cooperationModes => onChange({ ...filter, cooperationModes })}
        />
      )}
      <Many
        id="filter-way"
        label={t('listing.waysOfTransfer')}
        value={filter.waysOfTransfer}
        options={options('WayOfTransfer')}
        onChange={waysOfTransfer => onChange({ ...filter, waysOfTransfer })}
      />
      <AmountInput
        id="filter-min"
        label={t('listing.amountMin')}
        amountFen={filter.amountMinFen}
        onChange={amountMinFen => onChange({ ...filter, amountMinFen })}
      />
      <AmountInput
        id="filter-max"
        label={t('listing.amountMax')}
        amountFen={filter.amountMaxFen}
        onChange={amountMaxFen => onChange({ ...filter, amountMaxFen })}
      />
      <Form.Item label={t('listing.industry')} htmlFor="filter-industry">
        <IndustrySelect
          id="filter-industry"
          value={filter.industryCode}
          placeholder={t('common.all')}
          onChange={industryCode => onChange({ ...filter, industryCode })}
        />
      </Form.Item>
    </>
  )
}

export function FilterPanel(props: FilterPanelProps) {
  const { library, filter, onChange, withStates = false } = props
  const { t } = useTranslation()
  const { options } = useLabels()
  const clear = () => onChange({ ...emptyFilter, search: filter.search, sort: filter.sort })
  return (
    <Form layout="vertical" component="div" className="compact-form">
      {withStates && (
        <Many
          id="filter-state"
          label={t('listing.state')}
          value={filter.states}
          options={options('ListingState')}
          onChange={states => onChange({ ...filter, states })}
        />
      )}
      <Many
        id="filter-field"
        label={t('listing.field')}
        value={filter.fields}
        options={options('TechnologyField')}
        onChange={fields => onChange({ ...filter, fields })}
      />
      <Form.Item label={t('listing.region')} htmlFor="filter-region">
        <RegionSelect
          id="filter-region"
          value={filter.regionCode}
          placeholder={t('listing.anyRegion')}
          onChange={regionCode => onChange({ ...filter, regionCode })}
        />
      </Form.Item>
      {library === 'expert' ? (
        <Many
          id="filter-kind"
          label={t('listing.kinds')}
          value={filter.kinds}
          options={options('ExpertKind')}
          onChange={kinds => onChange({ ...filter, kinds })}
        />
      ) : (
        <ProjectFilters {...props} />
      )}
      <Button onClick={clear} block>
        {t('common.reset')}
      </Button>
    </Form>
  )
}
