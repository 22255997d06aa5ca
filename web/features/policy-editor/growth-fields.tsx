/** By what the amount has grown: its rate, and the year that it is compared with. */
import { Alert, Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { isEntry, usePackEditor, valueAt } from './editor-context.tsx'
import { type Growth, growthIn, isAlike, placeOfMeasure, writeBefore, yearOf } from './growth.ts'
import { type Path, setValue } from './pack-document.ts'
import { PackField } from './pack-field.tsx'
import { RateField } from './rate-field.tsx'

const furthest = -5

export function GrowthFields({ path }: { path: Path }) {
  const { data } = usePackEditor()
  const growth = growthIn(valueAt(data, path))
  if (!growth) return null
  return (
    <>
      <RateField path={[...path, 'figure', 'rate']} />
      <ComparedYear path={path} growth={growth} />
      <AlikeNotice path={path} growth={growth} />
    </>
  )
}

interface PartProps {
  path: Path
  growth: Growth
}

function ComparedYear({ path, growth }: PartProps) {
  const { t } = useTranslation()
  const { data, change, isReadOnly } = usePackEditor()
  const rule = valueAt(data, path)
  if (!isEntry(rule)) return null
  const place = [...path, ...placeOfMeasure(growth.before), 'window']
  const chosen = yearOf(rule, growth.before)
  const latest = yearOf(rule, growth.of) - 1
  const earlier = Array.from({ length: Math.max(latest - furthest + 1, 0) }, (_, years) => latest - years)
  const years = [...new Set([chosen, ...earlier])].sort((a, b) => b - a)
  const nameOf = (year: number) => {
    if (year === -1) return t('policyGrowth.years.last')
    if (year === -2) return t('policyGrowth.years.beforeLast')
    if (year < 0) return t('policyGrowth.years.earlier', { years: -year })
    return year === 0 ? t('policyGrowth.years.same') : `+${year}`
  }
  return (
    <PackField label={t('policyGrowth.year')} path={place} isRequired isDeep help={t('policyGrowth.yearHelp')}>
      {id => (
        <Select
          id={id}
          value={chosen}
          disabled={isReadOnly}
          options={years.map(value => ({ value, label: nameOf(value) }))}
          onChange={year => change(document => setValue(document, [...place, 'yearOffset'], year))}
          style={{ width: '100%' }}
        />
      )}
    </PackField>
  )
}

/** A text may read the two years otherwise; the form says so, and makes them alike when it is told to. */
function AlikeNotice({ path, growth }: PartProps) {
  const { t } = useTranslation()
  const { data, change, isReadOnly } = usePackEditor()
  const rule = valueAt(data, path)
  if (!isEntry(rule) || isAlike(rule, growth)) return null
  const write = () => change(document => writeBefore(document, path, growth, yearOf(rule, growth.before)))
  return (
    <Alert
      type="warning"
      showIcon
      title={t('policyGrowth.otherwise')}
      {...(isReadOnly
        ? {}
        : {
            description: (
              <Button size="small" onClick={write} className="wrapping-button">
                {t('policyGrowth.alike')}
              </Button>
            ),
          })}
      style={{ marginBottom: 12 }}
    />
  )
}
