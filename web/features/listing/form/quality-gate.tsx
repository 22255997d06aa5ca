/** What publishing still needs, while one types; each line leads to its field. */
import { Alert, Button, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import type { FieldProblem } from '#domain/refusal.ts'
import { problemText } from '#web/i18n/problems.ts'

interface QualityGateProps {
  problems: readonly FieldProblem[]
  onGo(path: string): void
}

export function QualityGate({ problems, onGo }: QualityGateProps) {
  const { t } = useTranslation()
  if (problems.length === 0) return <Alert type="success" showIcon title={t('listing.gateOk')} />
  return (
    <Alert
      type="info"
      showIcon
      title={t('listing.gateTitle', { count: problems.length })}
      description={
        <Flex vertical align="start">
          {problems.map(problem => (
            <Button
              key={`${problem.path} ${problem.remedy}`}
              type="link"
              size="small"
              style={{ padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'start' }}
              onClick={() => onGo(problem.path)}
            >
              {problemText(problem)}
            </Button>
          ))}
        </Flex>
      }
    />
  )
}
