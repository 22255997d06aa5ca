/** What a text says otherwise than another, clause by clause: old beside new. */
import { Col, Empty, Flex, Row, Tag, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import type { PackChange, PackPart } from '#domain/subsidy/editor/diff-packs.ts'
import { keyText, readableYaml } from './place-words.ts'

const colours = { added: 'success', removed: 'error', changed: 'processing' } as const

export function ChangeList({ changes }: { changes: readonly PackChange[] | null }) {
  const { t } = useTranslation()
  if (changes === null) return <Typography.Text type="warning">{t('policyEditor.changesUnreadable')}</Typography.Text>
  if (changes.length === 0)
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('policyEditor.noChanges')} />
  return (
    <Flex vertical gap="middle">
      {changes.map(change => (
        <section key={`${change.part} ${change.id} ${change.kind}`}>
          <Flex wrap gap="small" align="center">
            <Tag color={colours[change.kind]}>{t(`policyEditor.changeKinds.${change.kind}`)}</Tag>
            <strong>
              {t(`policyEditor.changeParts.${change.part}`)}
              {t('common.colon')}
              <bdi>{change.part === 'head' ? keyText('head', change.id, t) : change.title}</bdi>
            </strong>
            {change.keys.length > 0 && change.part !== 'head' && (
              <Typography.Text type="secondary">
                {change.keys.map(key => keyText(change.part, key, t)).join(t('listing.listSeparator'))}
              </Typography.Text>
            )}
          </Flex>
          <Row gutter={8}>
            <Side part={change.part} text={change.before} label={t('policyEditor.before')} />
            <Side part={change.part} text={change.after} label={t('policyEditor.after')} />
          </Row>
        </section>
      ))}
    </Flex>
  )
}

function Side({ part, text, label }: { part: PackPart; text: string | null; label: string }) {
  const { t } = useTranslation()
  if (text === null) return null
  return (
    <Col xs={24} md={12}>
      <Typography.Text type="secondary">{label}</Typography.Text>
      <pre style={{ margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', fontSize: 12 }}>
        {readableYaml(part, text, t)}
      </pre>
    </Col>
  )
}
