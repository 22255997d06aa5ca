/** One clause: its words, what covers it, and its rules under it. The officer works through the document clause by clause. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Card, Col, Dropdown, Flex, Popconfirm, Row } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ruleTemplates } from '#domain/subsidy/editor/rule-templates.ts'
import { ClauseText, CoverageTag } from './clause-text.tsx'
import { type Entry, isEntry, listAt, textOf, usePackEditor } from './editor-context.tsx'
import { addItem, freeId, type Path, removeItem, setValue } from './pack-document.ts'
import { PackText } from './pack-field.tsx'
import { headingStyle, RuleCard } from './rule-card.tsx'
import { useOpenWhenSought } from './sought.ts'

interface ClauseCardProps {
  clause: Entry
  at: number
  selectedRule: string | null
  onSelectRule(id: string | null): void
}

export function ClauseCard({ clause, at, selectedRule, onSelectRule }: ClauseCardProps) {
  const { t } = useTranslation()
  const { data, isReadOnly } = usePackEditor()
  const id = textOf(clause.id)
  const rules = listAt(data, ['rules']).map((rule, place) => ({ rule, place }))
  const own = rules.filter(
    (entry): entry is { rule: Entry; place: number } => isEntry(entry.rule) && entry.rule.clause === id,
  )
  const awards = listAt(clause, ['awards'])
  const path = ['clauses', at]
  // A new clause is written at once; of a whole document one sees the words, and what covers them.
  const [isOpen, setOpen] = useState(textOf(clause.title) === '')
  useOpenWhenSought(path, () => setOpen(true))
  const text = [clause.quote, clause.text].map(textOf).filter(Boolean).join('\n')
  return (
    <Card
      size="small"
      data-path={path.join('.')}
      title={
        <Flex wrap gap="small" align="center">
          <Button type="link" style={headingStyle} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? '▾' : '▸'}{' '}
            <bdi>
              {textOf(clause.number)} {textOf(clause.title) || t('policyEditor.newClause')}
            </bdi>
          </Button>
          <CoverageTag rules={own.length} awards={awards.length} reason={textOf(clause.noRule)} />
        </Flex>
      }
      extra={<ClauseTools path={path} />}
    >
      {isOpen && <ClauseFields clause={clause} path={path} />}
      <ClauseText text={text} covering={[...own.map(({ rule }) => rule), ...awards]} />
      {(own.length === 0 && awards.length === 0) || clause.noRule !== undefined ? (
        <PackText label={t('policyEditor.noRule')} path={[...path, 'noRule']} help={t('policyEditor.noRuleHelp')} />
      ) : null}
      <Flex vertical gap="small">
        {own.map(({ rule, place }) => (
          <RuleCard
            key={place}
            rule={rule}
            at={place}
            isOpen={selectedRule !== null && selectedRule === textOf(rule.id)}
            onToggle={isOpen => onSelectRule(isOpen ? textOf(rule.id) : null)}
            onRenamed={onSelectRule}
          />
        ))}
        {!isReadOnly && <AddRule clauseId={id} onAdded={onSelectRule} />}
      </Flex>
    </Card>
  )
}

function ClauseTools({ path }: { path: Path }) {
  const { t } = useTranslation()
  const { change, isReadOnly, reveal } = usePackEditor()
  return (
    <Flex gap={4}>
      <Button size="small" type="text" onClick={() => reveal(path)}>
        {t('policyEditor.reveal')}
      </Button>
      {!isReadOnly && (
        <Popconfirm
          title={t('policyEditor.removeClause')}
          description={t('policyEditor.removeClauseHint')}
          okText={t('common.remove')}
          cancelText={t('common.cancel')}
          onConfirm={() => change(document => removeItem(document, path))}
        >
          <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={t('policyEditor.removeClause')} />
        </Popconfirm>
      )}
    </Flex>
  )
}

function ClauseFields({ clause, path }: { clause: Entry; path: Path }) {
  const { t } = useTranslation()
  return (
    <Row gutter={12}>
      <Col xs={24} md={6}>
        <PackText label={t('policyEditor.clauseNumber')} path={[...path, 'number']} isRequired placeholder="（十二）" />
      </Col>
      <Col xs={24} md={18}>
        <PackText label={t('policyEditor.clauseTitle')} path={[...path, 'title']} isRequired />
      </Col>
      <Col span={24}>
        <PackText
          label={t('policyEditor.quote')}
          path={[...path, 'quote']}
          rows={3}
          help={t('policyEditor.quoteHelp')}
        />
      </Col>
      {clause.text !== undefined && (
        <Col span={24}>
          <PackText label={t('policyEditor.paraphrase')} path={[...path, 'text']} rows={2} />
        </Col>
      )}
    </Row>
  )
}

/** A rule begins from the commonest clauses, each with its sentence to recognise it by. */
function AddRule({ clauseId, onAdded }: { clauseId: string; onAdded(id: string): void }) {
  const { t } = useTranslation()
  const { data, change } = usePackEditor()
  const insert = (templateId: string) => {
    const template = ruleTemplates.find(candidate => candidate.id === templateId)
    if (!template) return
    const rules = listAt(data, ['rules'])
    const id = freeId(rules.filter(isEntry), template.id)
    change(document => {
      addItem(document, ['rules'], template.yaml)
      setValue(document, ['rules', rules.length, 'id'], id)
      setValue(document, ['rules', rules.length, 'clause'], clauseId)
    })
    onAdded(id)
  }
  const items = ruleTemplates.map(({ id, title, sentence }) => ({
    key: id,
    label: (
      <div style={{ maxWidth: 420, whiteSpace: 'normal' }}>
        <strong>{title}</strong>
        <div style={{ fontSize: 12 }}>{sentence}</div>
      </div>
    ),
  }))
  return (
    <Dropdown
      trigger={['click']}
      menu={{ items, onClick: ({ key }) => insert(key), style: { maxHeight: 420, overflowY: 'auto' } }}
    >
      <Button type="dashed" icon={<PlusOutlined />} block className="wrapping-button">
        {t('policyEditor.addRule')}
      </Button>
    </Dropdown>
  )
}
