/** The public list and the desks, with the filters in the address. */
import { Card, Flex, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useQuery } from 'urql'
import { readOutcome } from '#web/api/outcome.ts'
import { useLabels } from '#web/ui/labels.ts'
import { type PageAnswer, PageList } from '#web/ui/page-list.tsx'
import { type ChallengeCard, challengesQuery } from './challenge-documents.ts'
import { ChallengeRow } from './challenge-row.tsx'

export type ChallengeScope = 'PUBLIC' | 'POSTED' | 'RUN' | 'REVIEW' | 'BID'
const sorts = ['NEWEST', 'DEADLINE', 'REWARD_HIGH'] as const
/** States nobody but poster and bureau ever sees. */
const hidden = ['DRAFT', 'SUBMITTED', 'RETURNED', 'VETTED']
const context = { additionalTypenames: ['Challenge'] }

function useFilter(scope: ChallengeScope) {
  const [address, setAddress] = useSearchParams()
  const { options } = useLabels()
  const states = options('ChallengeState').filter(({ value }) => scope !== 'PUBLIC' || !hidden.includes(value))
  const chosen = address.getAll('state')
  const filter = {
    search: (address.get('q') ?? '').slice(0, 200),
    states: states.map(({ value }) => value).filter(value => chosen.includes(value)),
    sort: sorts.find(sort => sort === address.get('sort')) ?? 'NEWEST',
  }
  const change = (part: Partial<typeof filter>) => {
    const next = { ...filter, ...part }
    const search = new URLSearchParams()
    if (next.search.trim() !== '') search.set('q', next.search.trim())
    for (const state of next.states) search.append('state', state)
    if (next.sort !== 'NEWEST') search.set('sort', next.sort)
    setAddress(search, { replace: true })
  }
  return { filter, states, change }
}

function FilterBar({ scope }: { scope: ChallengeScope }) {
  const { t } = useTranslation()
  const { filter, states, change } = useFilter(scope)
  return (
    <Card size="small">
      <Form layout="vertical" className="compact-form" component="search">
        <Flex wrap gap="0 16px">
          <Form.Item label={t('common.search')} htmlFor="challenge-search" style={{ flex: '2 1 260px' }}>
            <Input.Search
              id="challenge-search"
              key={filter.search}
              defaultValue={filter.search}
              placeholder={t('challenge.searchHint')}
              onSearch={search => change({ search })}
              allowClear
              maxLength={200}
            />
          </Form.Item>
          <Form.Item label={t('challenge.state')} htmlFor="challenge-states" style={{ flex: '1 1 200px' }}>
            <Select
              id="challenge-states"
              mode="multiple"
              allowClear
              maxTagCount="responsive"
              value={filter.states}
              options={states}
              placeholder={t('common.all')}
              onChange={chosen => change({ states: chosen })}
            />
          </Form.Item>
          <Form.Item label={t('challenge.sort.label')} htmlFor="challenge-sort" style={{ flex: '1 1 160px' }}>
            <Select
              id="challenge-sort"
              value={filter.sort}
              options={sorts.map(value => ({ value, label: t(`challenge.sort.${value}`) }))}
              onChange={sort => change({ sort })}
            />
          </Form.Item>
        </Flex>
      </Form>
    </Card>
  )
}

export function ChallengeList({ scope }: { scope: ChallengeScope }) {
  const { t } = useTranslation()
  const { filter } = useFilter(scope)
  const { search, states, sort } = filter
  const usePage = (after: string | null): PageAnswer<ChallengeCard> => {
    const conditions = { search: search.trim() || null, states: states.length > 0 ? states : null }
    const variables = { scope, filter: conditions, sort, first: 20, after }
    const requestPolicy = after === null ? 'cache-and-network' : 'cache-first'
    const [{ data, error, fetching }, ask] = useQuery({ query: challengesQuery, variables, requestPolicy, context })
    return {
      outcome: readOutcome(data?.challenges, error),
      isFetching: fetching,
      retry: () => ask({ requestPolicy: 'network-only' }),
    }
  }
  return (
    <Flex vertical gap="middle">
      <FilterBar scope={scope} />
      <PageList
        key={`${scope} ${search} ${states.join()} ${sort}`}
        usePage={usePage}
        row={challenge => <ChallengeRow key={challenge.id} challenge={challenge} />}
        empty={t(scope === 'PUBLIC' ? 'challenge.empty' : 'challenge.scopeEmpty')}
      />
    </Flex>
  )
}
