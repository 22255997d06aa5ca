import { DownloadOutlined } from '@ant-design/icons'
import { Button, Space } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ResultTable } from '#domain/subsidy/what-if/result-tables.ts'
import { wordLanguage } from '#web/i18n/start.ts'

/** One table of a result, or all of them, as files. */
export function ExportLinks({ id, table }: { id: string; table: ResultTable | 'all' }) {
  const { t } = useTranslation()
  const file = (format: string) => `/what-ifs/${encodeURIComponent(id)}/${table}.${format}?language=${wordLanguage()}`
  return (
    <Space.Compact>
      <Button
        size="small"
        icon={<DownloadOutlined />}
        href={file('csv')}
        aria-label={t('whatIf.exportAs', { format: 'CSV' })}
      >
        CSV
      </Button>
      <Button size="small" href={file('xlsx')} aria-label={t('whatIf.exportAs', { format: 'Excel' })}>
        Excel
      </Button>
    </Space.Compact>
  )
}
