/** The rate that stands at a path. */
import { useTranslation } from 'react-i18next'
import { isEntry, usePackEditor, valueAt } from './editor-context.tsx'
import { type Path, setValue } from './pack-document.ts'
import { PackField } from './pack-field.tsx'
import { RateInput } from './rate-input.tsx'

export function RateField({ path }: { path: Path }) {
  const { t } = useTranslation()
  const { data, change, isReadOnly } = usePackEditor()
  const rate = valueAt(data, path)
  const write = (next: Record<string, unknown>) =>
    change(document => {
      if (!isEntry(rate)) return setValue(document, path, next)
      for (const [key, value] of Object.entries(next)) setValue(document, [...path, key], value)
    })
  return (
    <PackField label={t('policyEditor.rate')} path={path} isRequired isDeep help={t('policyEditor.rateHelp')}>
      {id => <RateInput id={id} label={t('policyEditor.rate')} value={rate} isReadOnly={isReadOnly} onChange={write} />}
    </PackField>
  )
}
