/** Everything that is wrong, and what is only worth a look: a press opens its field in the form. */
import { Button, Flex, Typography } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PackNotice } from '#domain/subsidy/editor/pack-notices.ts'
import type { PackProblem } from '#domain/subsidy/pack/parse-policy-pack.ts'
import { packProblemText } from '#web/i18n/pack-problems.ts'

interface PlaceProps {
  /** A path in the words of the form. */
  placeOf(path: string): string
  onReveal(line: number): void
  onSeek(path: string): void
}

interface ProblemListProps extends PlaceProps {
  problems: readonly PackProblem[]
  notices: readonly PackNotice[]
}

export function ProblemList({ problems, notices, ...places }: ProblemListProps) {
  const { t } = useTranslation()
  return (
    <>
      {problems.length === 0 ? (
        <Typography.Text type="success">{t('policyEditor.noProblems')}</Typography.Text>
      ) : (
        <List>
          {problems.map(problem => (
            <li key={`${problem.line} ${problem.path} ${problem.message}`} style={{ marginBottom: 6 }}>
              <Place path={problem.path} line={problem.line} {...places} />
              <span>{packProblemText(problem)}</span>
            </li>
          ))}
        </List>
      )}
      {notices.length > 0 && (
        <>
          <Typography.Paragraph strong style={{ margin: '12px 0 4px' }}>
            {t('policyNotice.title')}
          </Typography.Paragraph>
          <List>
            {notices.map(({ path, kind }) => (
              <li key={`${path} ${kind}`} style={{ marginBottom: 6 }}>
                <Place path={path} line={null} {...places} />
                <span>{t(`policyNotice.${kind}`)}</span>
              </li>
            ))}
          </List>
        </>
      )}
    </>
  )
}

const List = ({ children }: { children: ReactNode }) => (
  <ol style={{ margin: 0, paddingInlineStart: 24 }}>{children}</ol>
)

/** Parts that the form has; the others are written in the text. */
const inForm = /^(?:\w+$|(?:clauses|rules)\.)/

function Place({ path, line, placeOf, onReveal, onSeek }: PlaceProps & { path: string; line: number | null }) {
  const { t } = useTranslation()
  return (
    <Flex wrap align="center" gap={4}>
      {inForm.test(path) && (
        <Button
          type="link"
          size="small"
          style={{ padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'start' }}
          onClick={() => onSeek(path)}
        >
          {placeOf(path)}
        </Button>
      )}
      {line !== null && (
        <Button type="text" size="small" onClick={() => onReveal(line)}>
          {t('policyEditor.line', { line })}
        </Button>
      )}
    </Flex>
  )
}
