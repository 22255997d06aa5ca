/** How the figure comes about: a rate, a table of tiers, what has grown, or whatever else the text says. */
import { Alert, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { AmountInput } from './amount-input.tsx'
import { isEntry, textOf, usePackEditor, valueAt } from './editor-context.tsx'
import { beginGrowth, endGrowth, growthIn } from './growth.ts'
import { GrowthFields } from './growth-fields.tsx'
import { type Path, setValue } from './pack-document.ts'
import { PackField } from './pack-field.tsx'
import { RateField } from './rate-field.tsx'
import { TierTable } from './tier-table.tsx'

type Way = 'rate' | 'amount' | 'tiers' | 'growth' | 'other'

function wayOf(rule: unknown): Way {
  if (!isEntry(rule) || rule.figure === undefined) return 'rate'
  if (typeof rule.figure === 'string' && /元$|^$|^\d/.test(rule.figure)) return 'amount'
  if (isEntry(rule.figure) && isEntry(rule.figure.tiers)) return 'tiers'
  return growthIn(rule) ? 'growth' : 'other'
}

const firstRate = { value: 1, unit: 'percent' }
const beginnings: Readonly<Record<Exclude<Way, 'growth' | 'other'>, { rate?: unknown; figure?: unknown }>> = {
  rate: { rate: firstRate },
  amount: { figure: '10万元' },
  tiers: { figure: { tiers: { kind: 'whole', brackets: [{ from: '100万元', rate: firstRate }] } } },
}

export function FigureForm({ path }: { path: Path }) {
  const { t } = useTranslation()
  const { data, change, isReadOnly } = usePackEditor()
  const rule = valueAt(data, path)
  const way = wayOf(rule)
  const choose = (next: Way) => {
    if (next === 'other' || next === way) return
    change(document => {
      endGrowth(document, path)
      if (next === 'growth') return beginGrowth(document, path, valueAt(rule, ['rate']) ?? firstRate)
      setValue(document, [...path, 'rate'], beginnings[next].rate)
      setValue(document, [...path, 'figure'], beginnings[next].figure)
    })
  }
  const mayGrow = isEntry(valueAt(rule, ['base']))
  const ways = (['rate', 'amount', 'tiers', 'growth', 'other'] as const).filter(
    value => value === way || (value === 'growth' ? mayGrow : value !== 'other'),
  )
  return (
    <>
      <Segmented
        value={way}
        disabled={isReadOnly}
        options={ways.map(value => ({ value, label: t(`policyEditor.ways.${value}`) }))}
        onChange={choose}
        style={{ marginBottom: 12 }}
      />
      {way === 'rate' && <RateField path={[...path, 'rate']} />}
      {way === 'amount' && <FixedAmountField path={[...path, 'figure']} />}
      {way === 'tiers' && <TierTable path={[...path, 'figure', 'tiers']} />}
      {way === 'growth' && <GrowthFields path={path} />}
      {way === 'other' && (
        <Alert type="info" showIcon title={t('policyEditor.figureInText')} style={{ marginBottom: 12 }} />
      )}
    </>
  )
}

function FixedAmountField({ path }: { path: Path }) {
  const { t } = useTranslation()
  const { data, change, isReadOnly } = usePackEditor()
  return (
    <PackField label={t('policyEditor.fixedAmount')} path={path} isRequired>
      {id => (
        <AmountInput
          id={id}
          label={t('policyEditor.fixedAmount')}
          value={textOf(valueAt(data, path))}
          isReadOnly={isReadOnly}
          onChange={written => change(document => setValue(document, path, written))}
        />
      )}
    </PackField>
  )
}
