/** The conditions of a library. A choice takes effect at once; an amount when the field is left or Enter is pressed. */
import { Button, Form } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Library } from '#domain/listing.ts'
import { IndustrySelect, RegionSelect } from './code-select.tsx'
import { AmountInput, Many, TrlRange } from './filter-fields.tsx'
import { useLabels } from './labels.ts'
import { emptyFilter, type ListingFilter } from './listing-filter.ts'

interface FilterPanelProps {
  library: Library
  filter: ListingFilter
  onChange(filter: ListingFilter): void
  /** On one's own pages the state counts, and the owner is known. */
  withStates?: boolean
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
