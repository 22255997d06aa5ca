/** The text of the document, pasted, becomes its clauses: the officer begins with all of them, not one by one. */
import { Alert, Button, Input, Modal, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { splitDocument } from '#domain/subsidy/editor/split-clauses.ts'
import { isEntry, listAt, textOf, usePackEditor } from './editor-context.tsx'
import { addItem, freeId, setValue } from './pack-document.ts'

export function PasteClauses() {
  const { t } = useTranslation()
  const { data, change } = usePackEditor()
  const [isOpen, setOpen] = useState(false)
  const [text, setText] = useState('')
  const { title: name, leftOut, clauses: found } = splitDocument(text)
  const insert = () => {
    const entries = listAt(data, ['clauses'])
      .filter(isEntry)
      .map(({ id }) => ({ id }))
    change(document => {
      if (name !== '' && textOf(data.title) === '') setValue(document, ['title'], name)
      for (const { number, title, quote, isHeading } of found) {
        const id = freeId(entries, `c${entries.length + 1}`)
        entries.push({ id })
        const noRule = isHeading ? { noRule: t('policyEditor.headingOnly') } : {}
        addItem(document, ['clauses'], { id, number, title, quote, ...noRule })
      }
    })
    setText('')
    setOpen(false)
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('policyEditor.paste')}</Button>
      <Modal
        open={isOpen}
        title={t('policyEditor.paste')}
        okText={t('policyEditor.pasteInsert', { count: found.length })}
        cancelText={t('common.cancel')}
        okButtonProps={{ disabled: found.length === 0 }}
        onOk={insert}
        onCancel={() => setOpen(false)}
        mask={{ closable: false }}
        width={720}
      >
        <Typography.Paragraph type="secondary">{t('policyEditor.pasteHelp')}</Typography.Paragraph>
        <Input.TextArea
          aria-label={t('policyEditor.paste')}
          rows={12}
          value={text}
          onChange={event => setText(event.target.value)}
        />
        {found.length > 0 && leftOut.length > 0 && (
          <Alert
            type="info"
            title={t('policyEditor.pasteLeftOut', { count: leftOut.length })}
            description={<bdi style={{ whiteSpace: 'pre-wrap' }}>{leftOut.join('\n')}</bdi>}
            style={{ marginTop: 8 }}
          />
        )}
        {found.length > 0 && (
          <ol style={{ marginBottom: 0, maxHeight: 160, overflowY: 'auto' }}>
            {found.map(({ number, title, quote }) => (
              <li key={`${number} ${quote}`}>
                <bdi>
                  {number} {title}
                </bdi>
              </li>
            ))}
          </ol>
        )}
      </Modal>
    </>
  )
}
