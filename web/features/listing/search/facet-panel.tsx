/** What the hits of a search can be narrowed to, each with how many there are; choosing takes effect at once. */
import { Button, Checkbox, Flex, Form, Typography } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Library } from '#domain/listing.ts'
import { IndustryName, RegionName } from '#web/ui/code-name.tsx'
import { RegionSelect } from '#web/ui/code-select.tsx'
import { AmountInput, TrlRange } from '#web/ui/filter-fields.tsx'
import { useLabels } from '#web/ui/labels.ts'
import { emptyFilter, type ListingFilter } from '#web/ui/listing-filter.ts'
import type { FacetCount, Facets } from './search-documents.ts'

const firstShown = 6

interface FacetProps {
  title: string
  counts: readonly FacetCount[]
  chosen: readonly string[]
  labelOf(value: string): ReactNode
  onChange(chosen: string[]): void
}

/** Values with hits, the most first; what is chosen stays in sight whatever its count. */
function Facet({ title, counts, chosen, labelOf, onChange }: FacetProps) {
  const { t } = useTranslation()
  const id = useId()
  const [isAll, setAll] = useState(false)
  const lost = chosen.filter(value => !counts.some(entry => entry.value === value))
  const entries = [...counts, ...lost.map(value => ({ value, count: 0 }))]
  if (entries.length === 0) return null
  const shown = entries.filter(({ value }, i) => isAll || i < firstShown || chosen.includes(value))
  return (
    // biome-ignore lint/a11y/useSemanticElements: the legend of a fieldset has a look of its own
    <div role="group" aria-labelledby={id} style={{ marginBottom: 12 }}>
      <Typography.Text strong id={id}>
        {title}
      </Typography.Text>
      <Flex vertical gap={2} style={{ marginTop: 4 }}>
        {shown.map(({ value, count }) => (
          <Checkbox
            key={value}
            checked={chosen.includes(value)}
            onChange={({ target }) =>
              onChange(target.checked ? [...chosen, value] : chosen.filter(other => other !== value))
            }
          >
            {labelOf(value)} <Typography.Text type="secondary">({count})</Typography.Text>
          </Checkbox>
        ))}
        {shown.length < entries.length && (
          <Button type="link" size="small" style={{ alignSelf: 'start', padding: 0 }} onClick={() => setAll(true)}>
            {t('search.moreValues', { count: entries.length - shown.length })}
          </Button>
        )}
      </Flex>
    </div>
  )
}

const kindsIn = {
  achievement: { key: 'stages', name: 'Stage', word: 'listing.stage' },
  demand: { key: 'cooperationModes', name: 'CooperationMode', word: 'listing.cooperationModes' },
  expert: { key: 'kinds', name: 'ExpertKind', word: 'listing.kinds' },
} as const

interface FacetPanelProps {
  library: Library
  filter: ListingFilter
  facets: Facets
  onChange(filter: ListingFilter): void
}

function ProjectFacets({ filter, facets, onChange }: FacetPanelProps) {
  const { t } = useTranslation()
  const { label } = useLabels()
  return (
    <>
      <Facet
        title={t('listing.waysOfTransfer')}
        counts={facets.waysOfTransfer}
        chosen={filter.waysOfTransfer}
        labelOf={value => label('WayOfTransfer', value)}
        onChange={ways => onChange({ ...filter, waysOfTransfer: ways as ListingFilter['waysOfTransfer'] })}
      />
      <TrlRange
        filter={filter}
        onChange={onChange}
        countOf={level => facets.trl.find(({ value }) => value === String(level))?.count ?? 0}
      />
      <AmountInput
        id="facet-min"
        label={t('listing.amountMin')}
        amountFen={filter.amountMinFen}
        onChange={amountMinFen => onChange({ ...filter, amountMinFen })}
      />
      <AmountInput
        id="facet-max"
        label={t('listing.amountMax')}
        amountFen={filter.amountMaxFen}
        onChange={amountMaxFen => onChange({ ...filter, amountMaxFen })}
      />
      <Facet
        title={t('listing.industry')}
        counts={facets.industrySections}
        chosen={filter.industryCode ? [filter.industryCode] : []}
        labelOf={code => <IndustryName code={code} />}
        onChange={codes => onChange({ ...filter, industryCode: codes.at(-1) ?? null })}
      />
    </>
  )
}

export function FacetPanel(props: FacetPanelProps) {
  const { library, filter, facets, onChange } = props
  const { t } = useTranslation()
  const { label } = useLabels()
  const kinds = kindsIn[library]
  return (
    <Form layout="vertical" component="div" className="compact-form">
      <Facet
        title={t('listing.field')}
        counts={facets.fields}
        chosen={filter.fields}
        labelOf={value => label('TechnologyField', value)}
        onChange={fields => onChange({ ...filter, fields: fields as ListingFilter['fields'] })}
      />
      <Facet
        title={t(kinds.word)}
        counts={facets.kinds}
        chosen={filter[kinds.key]}
        labelOf={value => label(kinds.name, value)}
        onChange={values => onChange({ ...filter, [kinds.key]: values })}
      />
      <Facet
        title={t('listing.region')}
        counts={facets.provinces}
        chosen={filter.regionCode ? [filter.regionCode] : []}
        labelOf={code => <RegionName code={code} />}
        onChange={codes => onChange({ ...filter, regionCode: codes.at(-1) ?? null })}
      />
      <Form.Item>
        <RegionSelect
          aria-label={t('listing.region')}
          value={filter.regionCode}
          placeholder={t('listing.anyRegion')}
          onChange={regionCode => onChange({ ...filter, regionCode })}
        />
      </Form.Item>
      {library !== 'expert' && <ProjectFacets {...props} />}
      <Button block onClick={() => onChange({ ...emptyFilter, search: filter.search, sort: filter.sort })}>
        {t('common.reset')}
      </Button>
    </Form>
  )
}
