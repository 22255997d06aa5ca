import { Flex, Form, Select, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useQuery } from 'urql'
import { readOutcome } from '#web/api/outcome.ts'
import { Amount } from '#web/ui/amount-text.tsx'
import { useLabels } from '#web/ui/labels.ts'
import { type PageAnswer, PageList } from '#web/ui/page-list.tsx'
import { OwnerName, ResultRow } from '#web/ui/result-row.tsx'
import { StateTag } from '#web/ui/state-tag.tsx'
import { type ContractCard, contractsQuery } from './contract-documents.ts'

const context = { additionalTypenames: ['Contract'] }

export function contractPath(id: string): string {
  return `/workbench/contracts/${encodeURIComponent(id)}`
}

export function ContractRow({ contract }: { contract: ContractCard }) {
  const { t } = useTranslation()
  const { label } = useLabels()
  const { contractAmountFen, technologyAmountFen, paidFen, signedOn } = contract
  return (
    <ResultRow
      to={contractPath(contract.id)}
      title={contract.title}
      tags={
        <>
          <StateTag name="ContractState" value={contract.state} />
          <Tag>{label('ContractType', contract.type)}</Tag>
        </>
      }
      facts={[
        {
          label: t('contract.amount'),
          value: (
            <strong>
              <Amount fen={contractAmountFen} />
            </strong>
          ),
        },
        { label: t('contract.technologyAmount'), value: <Amount fen={technologyAmountFen} /> },
        { label: t('contract.paid'), value: <Amount fen={paidFen} /> },
        { label: t('contract.buyer'), value: <OwnerName owner={contract.buyer} /> },
        { label: t('contract.seller'), value: <OwnerName owner={contract.seller} /> },
        { label: t('contract.signedOn'), value: signedOn ?? t('contract.notSignedYet') },
      ]}
    />
  )
}

export function ContractList() {
  const { t } = useTranslation()
  const { options } = useLabels()
  const [address, setAddress] = useSearchParams()
  const known = options('ContractState')
  const chosen = address.getAll('state')
  const states = known.map(({ value }) => value).filter(value => chosen.includes(value))
  const usePage = (after: string | null): PageAnswer<ContractCard> => {
    const variables = { first: 20, after, states: states.length > 0 ? states : null, challengeId: null }
    const requestPolicy = after === null ? 'cache-and-network' : 'cache-first'
    const [{ data, error, fetching }, ask] = useQuery({ query: contractsQuery, variables, requestPolicy, context })
    return {
      outcome: readOutcome(data?.contracts, error),
      isFetching: fetching,
      retry: () => ask({ requestPolicy: 'network-only' }),
    }
  }
  return (
    <Flex vertical gap="middle">
      <Form layout="inline">
        <Form.Item label={t('contract.state')} htmlFor="contract-states">
          <Select
            id="contract-states"
            mode="multiple"
            allowClear
            options={known}
            value={states}
            placeholder={t('common.all')}
            onChange={state => setAddress(new URLSearchParams(state.map(each => ['state', each])), { replace: true })}
            style={{ minWidth: 220 }}
          />
        </Form.Item>
      </Form>
      <PageList
        key={states.join()}
        usePage={usePage}
        row={contract => <ContractRow key={contract.id} contract={contract} />}
        empty={t('contract.empty')}
      />
    </Flex>
  )
}
