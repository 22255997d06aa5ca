/** The whole text as a form: the document, then clause by clause. */
import { PlusOutlined } from '@ant-design/icons'
import { Alert, Button, Collapse, Flex, Form, Typography } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ClauseCard } from './clause-card.tsx'
import { isEntry, listAt, PackEditorProvider, textOf } from './editor-context.tsx'
import { HeadForm } from './head-form.tsx'
import { addItem, freeId } from './pack-document.ts'
import { PasteClauses } from './paste-clauses.tsx'
import { useFocusOnSought, useOpenWhenSought } from './sought.ts'
import type { EditedPack } from './use-pack.ts'

interface PackFormProps {
  pack: EditedPack
  selectedRule: string | null
  onSelectRule(id: string | null): void
}

export function PackForm({ pack, selectedRule, onSelectRule }: PackFormProps) {
  const { t } = useTranslation()
  const { read, editor } = pack
  const form = useRef<HTMLDivElement>(null)
  useFocusOnSought(form, editor.sought)
  const clauses = listAt(read.data, ['clauses'])
  const add = () =>
    editor.change(document => {
      const id = freeId(clauses.filter(isEntry), `c${clauses.length + 1}`)
      addItem(document, ['clauses'], { id, number: '', title: '', quote: '' })
    })
  if (!read.isYaml) return <Alert type="warning" showIcon title={t('policyEditor.noYaml')} />
  return (
    <PackEditorProvider editor={editor}>
      <Form component={false} layout="vertical">
        <Flex vertical gap="middle" ref={form}>
          <HeadCard isNew={textOf(read.data.title) === ''} />
          {clauses.length === 0 && <Typography.Text type="secondary">{t('policyEditor.clausesLead')}</Typography.Text>}
          {clauses.map((clause, at) => (
            <ClauseCard
              // biome-ignore lint/suspicious/noArrayIndexKey: a clause is known by its place, in the text too
              key={at}
              clause={isEntry(clause) ? clause : {}}
              at={at}
              selectedRule={selectedRule}
              onSelectRule={onSelectRule}
            />
          ))}
          {!editor.isReadOnly && (
            <Flex wrap gap="small">
              <Button icon={<PlusOutlined />} onClick={add}>
                {t('policyEditor.addClause')}
              </Button>
              <PasteClauses />
            </Flex>
          )}
        </Flex>
      </Form>
    </PackEditorProvider>
  )
}

function HeadCard({ isNew }: { isNew: boolean }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(isNew)
  useOpenWhenSought([], () => setOpen(true))
  return (
    <Collapse
      activeKey={isOpen ? ['head'] : []}
      onChange={keys => setOpen(keys.length > 0)}
      items={[{ key: 'head', label: t('policyEditor.head'), children: <HeadForm /> }]}
    />
  )
}
