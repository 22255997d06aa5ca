/** What publishing still needs, while one types; each line leads to its field. */
import { Alert, Button, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import type { FieldProblem } from '#domain/refusal.ts'
import { problemText } from '#web/i18n/problems.ts'

interface QualityGateProps {
  problems: readonly FieldProblem[]
  onGo(path: string): void
}

/** `indicators.1.unit` → 考核指标 2：; nothing for a field whose problem names it already. */
function usePlace() {
  const { t } = useTranslation()
  return (path: string): string => {
    const [list, index] = path.split('.')
    const word = list === 'indicators' ? 'listing.indicators' : list === 'ipRights' ? 'listing.ipRights' : null
    return word && index !== undefined ? `${t(word)} ${Number(index) + 1}：` : ''
  }
}

export function QualityGate({ problems, onGo }: QualityGateProps) {
  const { t } = useTranslation()
  const placeOf = usePlace()
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
              style={{ padding: 0, height: 'auto', minHeight: 24, whiteSpace: 'normal', textAlign: 'start' }}
              onClick={() => onGo(problem.path)}
            >
              {placeOf(problem.path)}
              {problemText(problem)}
            </Button>
          ))}
        </Flex>
      }
    />
  )
}
