/** Which library, which file. Nothing is sent before the preview is asked for. */
import { DownloadOutlined, InboxOutlined } from '@ant-design/icons'
import { Button, Card, Flex, Form, Radio, Segmented, Typography, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Library, libraries } from '#domain/listing.ts'
import type { HeaderChoice } from './import-documents.ts'

interface FileStepProps {
  library: Library
  isRunning: boolean
  onLibrary(library: Library): void
  onPreview(file: File, header: HeaderChoice): void
}

const headerChoices = ['AUTO', 'YES', 'NO'] as const

export function FileStep({ library, isRunning, onLibrary, onPreview }: FileStepProps) {
  const { t } = useTranslation()
  const [file, setFile] = useState<File | null>(null)
  const [header, setHeader] = useState<HeaderChoice>('AUTO')
  return (
    <Card>
      <Form layout="vertical" component="div">
        <Form.Item label={t('importing.library')}>
          <Flex wrap gap="middle" align="center">
            <Segmented<Library>
              aria-label={t('importing.library')}
              value={library}
              onChange={onLibrary}
              options={libraries.map(value => ({ value, label: t(`listing.${value}.library`) }))}
            />
            <a href={`/templates/${library}.xlsx`} download>
              <DownloadOutlined /> {t('importing.template')}
            </a>
          </Flex>
        </Form.Item>
        <Form.Item label={t('importing.fileName')}>
          <Upload.Dragger
            accept=".xlsx,.csv,.txt,.tsv,.jsonl"
            maxCount={1}
            beforeUpload={chosen => {
              setFile(chosen)
              return false
            }}
            onRemove={() => setFile(null)}
            fileList={file ? [{ uid: 'file', name: file.name, size: file.size }] : []}
          >
            <p>
              <InboxOutlined style={{ fontSize: 32 }} />
            </p>
            <p>{t('importing.drop')}</p>
            <Typography.Text type="secondary">{t('importing.accept')}</Typography.Text>
          </Upload.Dragger>
        </Form.Item>
        <Form.Item label={t('importing.header.label')}>
          <Radio.Group
            value={header}
            onChange={event => setHeader(event.target.value as HeaderChoice)}
            options={headerChoices.map(value => ({ value, label: t(`importing.header.${value}`) }))}
          />
        </Form.Item>
        <Button type="primary" disabled={!file} loading={isRunning} onClick={() => file && onPreview(file, header)}>
          {t('importing.preview')}
        </Button>
      </Form>
    </Card>
  )
}
