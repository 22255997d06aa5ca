/** Drafts a contract of an awarded challenge, or changes a draft that nobody has signed. */
import { Alert, App, Descriptions, Empty, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useQuery } from 'urql'
import { failureOfError } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { useKept } from '#web/api/use-kept.ts'
import { writeWanYuan } from '#web/ui/amount.ts'
import { FailurePanel } from '#web/ui/failure.tsx'
import { OwnerName } from '#web/ui/result-row.tsx'
import { Waiting } from '#web/ui/waiting.tsx'
import { createMutation, editMutation, touchesContract } from './contract-commands.ts'
import { awardedQuery, type Contract, demandFieldQuery } from './contract-documents.ts'
import { ContractForm, type Terms } from './contract-form.tsx'
import { contractPath } from './contract-list.tsx'

export function NewContract({ challengeId, userId }: { challengeId: string; userId: string }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const [{ data: fetched, error }, ask] = useQuery({ query: awardedQuery, variables: { id: challengeId } })
  const data = useKept(challengeId, fetched)
  const challenge = data?.node?.__typename === 'Challenge' ? data.node : null
  const demandId = challenge?.demandId ?? ''
  const [demand] = useQuery({ query: demandFieldQuery, variables: { id: demandId }, pause: demandId === '' })
  const { send } = useCommand(createMutation, 'createContract', touchesContract)
  if (error && !data) return <FailurePanel failure={failureOfError(error)} onRetry={ask} />
  if (!data || (demandId !== '' && demand.fetching && !demand.stale)) return <Waiting />
  if (!challenge?.recommended) return <Empty description={t('contract.noAwarded')} />
  const price = challenge.bids.find(bid => bid.state === 'AWARDED')?.content?.priceFen ?? null
  const save = async (terms: Terms) => {
    const outcome = await send({ challengeId, buyerId: null, sellerId: null, terms })
    if (!outcome.ok) return outcome.failure
    message.success(t('contract.saved'))
    navigate(contractPath(outcome.value.id), { replace: true })
    return null
  }
  const field = demand.data?.node?.__typename === 'Demand' ? demand.data.node.field : null
  return (
    <ContractForm
      initial={{ title: challenge.title, type: 'DEVELOPMENT', field, amount: writeWanYuan(price), lines: [] }}
      draftKey={`jiebang.draft.${userId}.contract.${challengeId}`}
      onSave={save}
      lead={
        <Flex vertical gap="middle">
          <Alert type="info" showIcon title={t('contract.prefilled')} />
          <Descriptions
            size="small"
            column={1}
            items={[
              { key: 'from', label: t('contract.fromChallenge'), children: <bdi>{challenge.title}</bdi> },
              { key: 'buyer', label: t('contract.buyer'), children: <OwnerName owner={challenge.poster} /> },
              { key: 'seller', label: t('contract.seller'), children: <OwnerName owner={challenge.recommended} /> },
            ]}
          />
        </Flex>
      }
    />
  )
}

export function EditContract({ contract, userId }: { contract: Contract; userId: string }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const { send } = useCommand(editMutation, 'editContract', touchesContract)
  const save = async (terms: Terms) => {
    const outcome = await send({ id: contract.id, terms })
    if (!outcome.ok) return outcome.failure
    message.success(t('contract.saved'))
    navigate(contractPath(contract.id), { replace: true })
    return null
  }
  const { title, type, field, contractAmountFen, lines } = contract
  return (
    <ContractForm
      initial={{
        title,
        type,
        field,
        amount: writeWanYuan(contractAmountFen),
        lines: lines.map(({ kind, description, amountFen, isReasonableDeliverable }) => ({
          kind,
          description,
          amount: writeWanYuan(amountFen),
          isReasonableDeliverable,
        })),
      }}
      draftKey={`jiebang.draft.${userId}.contract.${contract.id}`}
      onSave={save}
    />
  )
}
