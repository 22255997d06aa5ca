/** The first rows of a file whose columns nobody recognised, and the choice of what each of them is. */
import { Card, Flex, Table, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ColumnMapping } from '#domain/import/mapping.ts'
import type { Library } from '#domain/listing.ts'
import type { Unmapped } from './mapping.ts'
import { MappingTable } from './mapping-table.tsx'

interface UnmappedFileProps {
  library: Library
  file: Unmapped
  isRunning: boolean
  onPreview(mapping: ColumnMapping): void
}

interface SampleRow {
  key: number
  cells: readonly string[]
}

export function UnmappedFile({ library, file, isRunning, onPreview }: UnmappedFileProps) {
  const { t } = useTranslation()
  const { header, sampleRows } = file
  const width = Math.max(header?.length ?? 0, ...sampleRows.map(row => row.length))
  const columns = Array.from({ length: width }, (_, i) => ({
    key: i,
    title: header?.[i] ?? t('importing.nthColumn', { column: i + 1 }),
    render: (_: unknown, { cells }: SampleRow) => (
      <Typography.Text ellipsis style={{ maxWidth: 240 }}>
        <bdi>{cells[i] ?? ''}</bdi>
      </Typography.Text>
    ),
  }))
  return (
    <Flex vertical gap="middle">
      <Card
        size="small"
        title={t('importing.firstRows')}
        styles={{ body: { padding: 0, overflowX: 'auto' } }}
        tabIndex={0}
      >
        <Table<SampleRow>
          size="small"
          pagination={false}
          dataSource={sampleRows.map((cells, key) => ({ key, cells }))}
          columns={columns}
        />
      </Card>
      <MappingTable
        library={library}
        header={header}
        mapping={{}}
        width={width}
        isRunning={isRunning}
        onPreview={onPreview}
      />
    </Flex>
  )
}
