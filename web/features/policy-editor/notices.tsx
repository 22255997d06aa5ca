import { Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { usePackEditor } from './editor-context.tsx'
import type { Path } from './pack-document.ts'

/** What is worth a look at just this place. */
export function Notices({ path }: { path: Path }) {
  const { t } = useTranslation()
  const { notices } = usePackEditor()
  const name = path.join('.')
  return notices
    .filter(notice => notice.path === name)
    .map(({ kind }) => (
      <Typography.Text key={kind} type="warning">
        {t(`policyNotice.${kind}`)}
      </Typography.Text>
    ))
}
