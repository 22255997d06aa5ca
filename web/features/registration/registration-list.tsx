import { Flex, Form, Select, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useQuery } from 'urql'
import { readOutcome } from '#web/api/outcome.ts'
import { Amount } from '#web/ui/amount-text.tsx'
import { useLabels } from '#web/ui/labels.ts'
import { DayOf } from '#web/ui/moment.tsx'
import { type PageAnswer, PageList } from '#web/ui/page-list.tsx'
import { type Fact, OwnerName, ResultRow } from '#web/ui/result-row.tsx'
import { StateTag } from '#web/ui/state-tag.tsx'
import { type RegistrationCard, registrationsQuery } from './registration-documents.ts'

const context = { additionalTypenames: ['Registration'] }

export function registrationPath(id: string): string {
  return `/workbench/registrations/${encodeURIComponent(id)}`
}

function RegistrationRow({ registration }: { registration: RegistrationCard }) {
  const { t } = useTranslation()
  const { label } = useLabels()
  const { contract, number, dueOn, state } = registration
  const clock: Fact[] = number
    ? [{ label: t('registration.number'), value: number }]
    : dueOn && state !== 'REFUSED'
      ? [{ label: t('registration.dueOn'), value: <strong>{dueOn}</strong> }]
      : []
  return (
    <ResultRow
      to={registrationPath(registration.id)}
      title={contract.title}
      tags={
        <>
          <StateTag name="RegistrationState" value={state} />
          <Tag>{label('ContractType', contract.type)}</Tag>
        </>
      }
      facts={[
        ...clock,
        { label: t('contract.amount'), value: <Amount fen={contract.contractAmountFen} /> },
        { label: t('contract.technologyAmount'), value: <Amount fen={contract.technologyAmountFen} /> },
        { label: t('contract.seller'), value: <OwnerName owner={contract.seller} /> },
        { label: t('registration.registry'), value: <OwnerName owner={registration.registry} /> },
        { label: t('office.submittedAt'), value: <DayOf at={registration.createdAt} /> },
      ]}
    />
  )
}

export function RegistrationList() {
  const { t } = useTranslation()
  const { options } = useLabels()
  const [address, setAddress] = useSearchParams()
  const known = options('RegistrationState')
  const chosen = address.getAll('state')
  const states = known.map(({ value }) => value).filter(value => chosen.includes(value))
  const usePage = (after: string | null): PageAnswer<RegistrationCard> => {
    const variables = { first: 20, after, states: states.length > 0 ? states : null }
    const requestPolicy = after === null ? 'cache-and-network' : 'cache-first'
    const [{ data, error, fetching }, ask] = useQuery({ query: registrationsQuery, variables, requestPolicy, context })
    return {
      outcome: readOutcome(data?.registrations, error),
      isFetching: fetching,
      retry: () => ask({ requestPolicy: 'network-only' }),
    }
  }
  return (
    <Flex vertical gap="middle">
      <Form layout="inline">
        <Form.Item label={t('registration.state')} htmlFor="registration-states">
          <Select
            id="registration-states"
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
        row={registration => <RegistrationRow key={registration.id} registration={registration} />}
        empty={t('registration.empty')}
      />
    </Flex>
  )
}
