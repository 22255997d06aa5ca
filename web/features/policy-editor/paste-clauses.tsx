/** The text of the document, pasted, becomes its clauses: the officer begins with all of them, not one by one. */
import { Button, Input, Modal, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { splitClauses } from '#domain/subsidy/editor/split-clauses.ts'
import { isEntry, listAt, usePackEditor } from './editor-context.tsx'
import { addItem, freeId } from './pack-document.ts'

export function PasteClauses() {
  const { t } = useTranslation()
  const { data, change } = usePackEditor()
  const [isOpen, setOpen] = useState(false)
  const [text, setText] = useState('')
  const found = splitClauses(text)
  const insert = () => {
    const entries = listAt(data, ['clauses'])
      .filter(isEntry)
      .map(({ id }) => ({ id }))
    change(document => {
      for (const { number, title, quote } of found) {
        const id = freeId(entries, `c${entries.length + 1}`)
        entries.push({ id })
        addItem(document, ['clauses'], { id, number, title, quote })
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
