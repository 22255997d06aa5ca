/** One rule: closed, a line that says what it gives; open, its form. */
import { DeleteOutlined } from '@ant-design/icons'
import { Button, Card, Flex, Popconfirm, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Entry, textOf, usePackEditor } from './editor-context.tsx'
import { removeItem } from './pack-document.ts'
import { RuleForm } from './rule-form.tsx'
import { RuleSummary } from './rule-summary.tsx'

interface RuleCardProps {
  rule: Entry
  at: number
  isOpen: boolean
  onToggle(isOpen: boolean): void
  /** An open rule is known by its id. */
  onRenamed(id: string): void
}

/** Of a heading that opens its card: a long title goes on in a second line. */
export const headingStyle = { padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'start' } as const

export function RuleCard({ rule, at, isOpen, onToggle, onRenamed }: RuleCardProps) {
  const { t } = useTranslation()
  const { change, isReadOnly, reveal, problems } = usePackEditor()
  const path = ['rules', at]
  const toggle = () => {
    if (!isOpen) reveal(path)
    onToggle(!isOpen)
  }
  const wrong = problems.filter(problem => problem.path.startsWith(`rules.${at}.`) || problem.path === `rules.${at}`)
  return (
    <Card
      size="small"
      type="inner"
      data-path={path.join('.')}
      title={
        <Button type="link" style={headingStyle} aria-expanded={isOpen} onClick={toggle}>
          {isOpen ? '▾' : '▸'} {t('policyEditor.rule')}
          {t('common.colon')}
          <bdi>{textOf(rule.title) || textOf(rule.id)}</bdi>
        </Button>
      }
      extra={
        <Flex gap={4} align="center">
          {wrong.length > 0 && (
            <Typography.Text type="danger">{t('policyEditor.problemCount', { count: wrong.length })}</Typography.Text>
          )}
          <Button size="small" type="text" onClick={() => reveal(path)}>
            {t('policyEditor.reveal')}
          </Button>
          {!isReadOnly && (
            <Popconfirm
              title={t('policyEditor.removeRule')}
              okText={t('common.remove')}
              cancelText={t('common.cancel')}
              onConfirm={() => change(document => removeItem(document, path))}
            >
              <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={t('policyEditor.removeRule')} />
            </Popconfirm>
          )}
        </Flex>
      }
    >
      {isOpen ? <RuleForm at={at} onRenamed={onRenamed} /> : <RuleSummary rule={rule} />}
    </Card>
  )
}
