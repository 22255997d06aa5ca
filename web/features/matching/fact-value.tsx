/** The value behind a factor, as one side states it. */
import { useTranslation } from 'react-i18next'
import type { FactorCode, FactRange, FactValue } from '#domain/matching/ranking/factors.ts'
import { AmountRange } from '#web/ui/amount-text.tsx'
import { IndustryName, RegionName } from '#web/ui/code-name.tsx'
import { useLabels } from '#web/ui/labels.ts'
import { DayOf } from '#web/ui/moment.tsx'

interface FactTextProps {
  code: FactorCode
  value: FactValue
}

function Ways({ value }: { value: readonly string[] | string }) {
  const { t } = useTranslation()
  const { label } = useLabels()
  if (typeof value === 'string') return label('IpWish', value.toUpperCase())
  return value.map(way => label('WayOfTransfer', way.toUpperCase())).join(t('listing.listSeparator'))
}

export function FactText({ code, value }: FactTextProps) {
  const { t } = useTranslation()
  const { label } = useLabels()
  if (value === null || value === undefined) return '—'
  if (code === 'region') return <RegionName code={String(value)} />
  if (code === 'industry') return <IndustryName code={String(value)} />
  if (code === 'trl') return t('listing.trlShort', { level: value })
  if (code === 'completeness') return `${String(value)}%`
  if (code === 'integrity') return t(value === 'true' ? 'matching.goodStanding' : 'matching.noGoodStanding')
  if (code === 'freshness')
    return (
      <span>
        {t('matching.publishedOn')} <DayOf at={new Date(Number(value)).toISOString()} />
      </span>
    )
  if (code === 'price') {
    const { minFen, maxFen } = value as FactRange
    return <AmountRange minFen={minFen} maxFen={maxFen} />
  }
  const words = value as readonly string[] | string
  if (code === 'waysOfTransfer' || code === 'ip') return <Ways value={words} />
  const shown = typeof words === 'string' ? [words] : words
  const texts = code === 'field' ? shown.map(field => label('TechnologyField', field.toUpperCase())) : shown
  return <bdi>{texts.join(t('listing.listSeparator'))}</bdi>
}
