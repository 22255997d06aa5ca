/** On the page of an awarded challenge: the contract made from it, or the way to draft it. */
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useQuery } from 'urql'
import { contractsQuery } from './contract-documents.ts'
import { contractPath } from './contract-list.tsx'

const context = { additionalTypenames: ['Contract'] }

/** `mayDraft`: the viewer is of the poster or of the winner, and the challenge waits for its contract. */
export function ChallengeContract({ challengeId, mayDraft }: { challengeId: string; mayDraft: boolean }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [{ data }] = useQuery({
    query: contractsQuery,
    variables: { challengeId, first: 10, after: null, states: null },
    requestPolicy: 'cache-and-network',
    context,
  })
  const answer = data?.contracts
  if (answer?.__typename !== 'QueryContractsConnection') return null
  const live = answer.edges.map(({ node }) => node).find(({ state }) => state !== 'TERMINATED')
  if (live) return <Button onClick={() => navigate(contractPath(live.id))}>{t('shell.nav.contracts')}</Button>
  if (!mayDraft) return null
  return (
    <Button
      type="primary"
      onClick={() => navigate(`/workbench/contracts/new?challenge=${encodeURIComponent(challengeId)}`)}
    >
      {t('challenge.act.contract')}
    </Button>
  )
}
