import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'

/** In the place of what is still coming. */
export function Waiting() {
  const { t } = useTranslation()
  return (
    <div role="status" aria-label={t('common.loading')}>
      <Skeleton active paragraph={{ rows: 6 }} />
    </div>
  )
}
