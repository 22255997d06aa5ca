/** Which column of the file feeds which field; a change asks for a new preview. */
import { Button, Card, Flex, Select, Table, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ColumnMapping } from '#domain/import/mapping.ts'
import type { Library } from '#domain/listing.ts'
import { choiceOf, choicesOf, type Target, targetsOf, widthOf, withSource } from './mapping.ts'

interface MappingTableProps {
  library: Library
  header: readonly string[] | null
  mapping: ColumnMapping
  /** How many columns the file is known to have, where it has no header. */
  width?: number
  isRunning: boolean
  onPreview(mapping: ColumnMapping): void
}

/** More columns than a mapping names may be there in a file without header. */
const spareColumns = 20

export function MappingTable({ library, header, mapping, width, isRunning, onPreview }: MappingTableProps) {
  const { t, i18n } = useTranslation()
  const [edited, setEdited] = useState(mapping)
  const choices = choicesOf(header, width ?? Math.max(spareColumns, widthOf(mapping)))
  const isChanged = JSON.stringify(edited) !== JSON.stringify(mapping)
  const nameOf = ({ zh, en }: Target) => (i18n.language === 'en' ? en : zh)
  return (
    <Card
      size="small"
      title={t('importing.mapping')}
      extra={
        <Button size="small" type="primary" disabled={!isChanged} loading={isRunning} onClick={() => onPreview(edited)}>
          {t('importing.previewAgain')}
        </Button>
      }
      styles={{ body: { padding: 0 } }}
    >
      <Table<Target>
        size="small"
        rowKey="field"
        pagination={false}
        dataSource={targetsOf(library)}
        scroll={{ y: 320 }}
        columns={[
          {
            title: t('importing.target'),
            key: 'target',
            render: (_, target) => (
              <Flex gap={4}>
                {nameOf(target)}
                {target.isRequired && <Typography.Text type="danger">*</Typography.Text>}
              </Flex>
            ),
          },
          {
            title: t('importing.source'),
            key: 'source',
            render: (_, target) => (
              <Select
                size="small"
                aria-label={`${nameOf(target)} ← ${t('importing.source')}`}
                value={choiceOf(edited[target.field], header)}
                placeholder={t('importing.ignored')}
                allowClear
                showSearch
                onChange={(choice: string | undefined) => setEdited(withSource(edited, target.field, choice ?? null))}
                options={choices.map(({ value, column }) => ({
                  value,
                  label: header ? column : t('importing.nthColumn', { column }),
                }))}
                style={{ width: '100%', maxWidth: 280 }}
              />
            ),
          },
        ]}
      />
    </Card>
  )
}
