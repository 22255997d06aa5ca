/** What a match is, whichever its library: its name, where it leads, and the facts that decide. */
import { Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { AmountRange } from '#web/ui/amount-text.tsx'
import { RegionName } from '#web/ui/code-name.tsx'
import { useLabels } from '#web/ui/labels.ts'
import { type Fact, OwnerName } from '#web/ui/result-row.tsx'
import type { Match } from './match-parts.ts'

export type Hit = Match['listing']

export function hitLead(listing: Hit): string {
  if (listing.__typename === 'Expert') return listing.researchDirections
  return listing.__typename === 'Demand' ? listing.problem : listing.summary
}

/** Owner and place stand at the end of every line of facts. */
export function useHitFacts(listing: Hit): Fact[] {
  const { t } = useTranslation()
  const { label } = useLabels()
  const region: Fact[] = listing.regionCode
    ? [{ label: t('listing.region'), value: <RegionName code={listing.regionCode} /> }]
    : []
  if (listing.__typename === 'Expert') {
    const job: Fact[] = listing.jobTitle
      ? [{ label: t('listing.expertTitle'), value: <bdi>{listing.jobTitle}</bdi> }]
      : []
    return [...job, { label: t('listing.unit'), value: <bdi>{listing.unit}</bdi> }, ...region]
  }
  const owner: Fact = { label: t('listing.owner'), value: <OwnerName owner={listing.organisation} /> }
  const ways = listing.waysOfTransfer.map(way => label('WayOfTransfer', way)).join(t('listing.listSeparator'))
  const transfer: Fact[] = ways === '' ? [] : [{ label: t('listing.waysOfTransfer'), value: ways }]
  if (listing.__typename === 'Demand') {
    const amount = <AmountRange minFen={listing.budgetMinFen} maxFen={listing.budgetMaxFen} />
    const trl: Fact[] = listing.trlWanted ? [{ label: t('listing.trlWanted'), value: listing.trlWanted }] : []
    return [{ label: t('listing.budget'), value: amount }, ...trl, ...transfer, owner, ...region]
  }
  const amount = <AmountRange minFen={listing.priceMinFen} maxFen={listing.priceMaxFen} />
  const maturity = [listing.stage && label('Stage', listing.stage), listing.trl && `TRL ${listing.trl}`]
    .filter(Boolean)
    .join(' · ')
  const stage: Fact[] = maturity === '' ? [] : [{ label: t('listing.stage'), value: maturity }]
  return [{ label: t('listing.price'), value: amount }, ...stage, ...transfer, owner, ...region]
}

export function HitTags({ listing }: { listing: Hit }) {
  const { label } = useLabels()
  const fields = listing.__typename === 'Expert' ? listing.fields : listing.field ? [listing.field] : []
  return fields.map(field => <Tag key={field}>{label('TechnologyField', field)}</Tag>)
}

const colours: Readonly<Record<string, string>> = { STRONG: 'green', GOOD: 'geekblue', FAIR: 'blue' }

/** The word says it; the colour only helps. */
export function StrengthTag({ strength }: { strength: Match['strength'] }) {
  const { t } = useTranslation()
  const word = t(`matching.strength.${strength}`)
  return (
    <Tag color={colours[strength] ?? 'default'} style={{ marginInlineEnd: 0 }}>
      {t('matching.strengthLabel', { strength: word })}
    </Tag>
  )
}
