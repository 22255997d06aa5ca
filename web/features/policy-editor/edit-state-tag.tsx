import { Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import type { PolicyEditHead } from './policy-edit-documents.ts'

const tones = {
  EDITING: 'default',
  PROPOSED: 'gold',
  RETURNED: 'orange',
  PUBLISHED: 'success',
  DISCARDED: 'default',
} as const

export function EditStateTag({ state }: { state: PolicyEditHead['state'] }) {
  const { t } = useTranslation()
  return <Tag color={tones[state]}>{t(`policyEditor.editStates.${state}`)}</Tag>
}
