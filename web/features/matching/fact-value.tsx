/** The value behind a factor, as one side states it. */
import type { FactorCode, FactRange, FactValue } from '#domain/matching/ranking/factors.ts'
import { AmountRange } from '#web/ui/amount-text.tsx'
import { RegionName } from '#web/ui/code-name.tsx'
import { useLabels } from '#web/ui/labels.ts'

const enumOfFactor = { field: 'TechnologyField', waysOfTransfer: 'WayOfTransfer' } as const

export function FactText({ code, value }: { code: FactorCode; value: FactValue }) {
  const { label } = useLabels()
  if (value === null) return '—'
  if (code === 'region') return <RegionName code={String(value)} />
  if (code === 'trl') return `TRL ${String(value)}`
  if (code === 'price') {
    const { minFen, maxFen } = value as FactRange
    return <AmountRange minFen={minFen} maxFen={maxFen} />
  }
  return (value as readonly string[]).map(word => label(enumOfFactor[code], word.toUpperCase())).join('、')
}
