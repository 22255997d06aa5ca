import { Button, Flex, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import type { PackProblem } from '#domain/subsidy/pack/parse-policy-pack.ts'
import { packProblemText } from '#web/i18n/pack-problems.ts'

interface ProblemListProps {
  problems: readonly PackProblem[]
  onReveal(line: number): void
}

/** Everything that is wrong, with its line and what to do; a press shows the line. */
export function ProblemList({ problems, onReveal }: ProblemListProps) {
  const { t } = useTranslation()
  if (problems.length === 0) return <Typography.Text type="success">{t('policyEditor.noProblems')}</Typography.Text>
  return (
    <ol style={{ margin: 0, paddingInlineStart: 24 }}>
      {problems.map(problem => (
        <li key={`${problem.line} ${problem.path} ${problem.message}`} style={{ marginBottom: 6 }}>
          <Flex vertical align="start">
            {problem.line !== null && (
              <Button type="link" size="small" style={{ padding: 0 }} onClick={() => onReveal(problem.line ?? 1)}>
                {t('policyEditor.line', { line: problem.line })} · <code>{problem.path}</code>
              </Button>
            )}
            <span>{packProblemText(problem)}</span>
          </Flex>
        </li>
      ))}
    </ol>
  )
}
