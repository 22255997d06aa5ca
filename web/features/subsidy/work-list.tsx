/** What waits: for the people of a bureau by step, for a beneficiary its own, with the claim at hand. */
import { Flex, Form, Segmented, Select, Switch, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useQuery } from 'urql'
import type { Failure } from '#web/api/outcome.ts'
import { useViewer } from '#web/api/viewer.tsx'
import { FailureAlert } from '#web/ui/failure.tsx'
import { useLabels } from '#web/ui/labels.ts'
import { VerdictButton } from '#web/ui/verdict-button.tsx'
import { ClaimDialog } from './claim-dialog.tsx'
import { useTell } from './determination-actions.tsx'
import type { DeterminationCard } from './determination-documents.ts'
import { DeterminationList } from './determination-list.tsx'
import { rulesQuery } from './policy-documents.ts'
import { UseReportList } from './use-report-list.tsx'

type State = DeterminationCard['state']

const bureauShows = {
  all: [],
  tell: ['DETERMINED'],
  review: ['CLAIMED', 'TOLD'],
  approve: ['REVIEWED'],
  pay: ['APPROVED'],
  undetermined: ['DETERMINED', 'SIMULATED'],
  uses: [],
} as const satisfies Record<string, readonly State[]>

/** Whether to show what waits for a fact, apart from the rest or with it: it is neither claimed nor told. */
const undeterminedOf: Partial<Record<Show, boolean>> = { undetermined: true, tell: false, claim: false }

const ownShows = {
  all: [],
  claim: ['DETERMINED'],
  running: ['CLAIMED', 'TOLD', 'REVIEWED', 'APPROVED'],
  ended: ['PAID', 'CLAWED_BACK'],
  uses: [],
} as const satisfies Record<string, readonly State[]>

type Show = keyof typeof bureauShows | keyof typeof ownShows

/** Whose desk it is begins with what waits for them. */
const firstOfRole: Partial<Record<string, Show>> = { REVIEWER: 'review', APPROVER: 'approve', CASHIER: 'pay' }

function useFilter() {
  const { viewer } = useViewer()
  const [address, setAddress] = useSearchParams()
  const isBureau = viewer?.acting?.organisation.kind === 'BUREAU'
  const shows: Partial<Record<Show, readonly State[]>> = isBureau ? bureauShows : ownShows
  const runId = isBureau ? address.get('run') : null
  const asked =
    address.get('show') ?? (isBureau && !runId ? firstOfRole[viewer?.acting?.role ?? ''] : undefined) ?? 'all'
  const show: Show = asked in shows ? (asked as Show) : 'all'
  const chosen = address.getAll('state') as State[]
  const put = (name: string, values: readonly string[]) =>
    setAddress(
      before => {
        const next = new URLSearchParams(before)
        next.delete(name)
        for (const value of values) next.append(name, value)
        if (name === 'show') next.delete('state')
        return next
      },
      { replace: true },
    )
  return {
    isBureau,
    shows: Object.keys(shows) as Show[],
    show,
    chosen,
    states: chosen.length > 0 ? chosen : (shows[show] ?? []),
    rule: address.get('rule'),
    runId,
    isOwnOnly: isBureau && address.get('bureau') === 'own',
    put,
  }
}

function RuleSelect({ value, onChange }: { value: string | null; onChange(rule: string | undefined): void }) {
  const { t } = useTranslation()
  const [{ data }] = useQuery({ query: rulesQuery })
  const rules = (data?.policies ?? []).flatMap(({ title, clauses }) =>
    clauses.flatMap(clause => clause.rules.map(rule => ({ value: rule.id, label: rule.title, policy: title }))),
  )
  const once = [...new Map(rules.map(rule => [rule.value, rule])).values()]
  return (
    <Select
      id="subsidy-rule"
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      value={value}
      options={once}
      placeholder={t('common.all')}
      onChange={onChange}
      style={{ width: 240, maxWidth: '100%' }}
    />
  )
}

function Filters({ filter }: { filter: ReturnType<typeof useFilter> }) {
  const { t } = useTranslation()
  const { options } = useLabels()
  const { isBureau, shows, show, chosen, rule, runId, isOwnOnly, put } = filter
  return (
    <Flex vertical gap="small">
      <Segmented<Show>
        className="wrapping-choices"
        style={{ alignSelf: 'start' }}
        value={show}
        options={shows.map(value => ({ value, label: t(`subsidyMoney.show.${value}`) }))}
        onChange={value => put('show', [value])}
      />
      {show !== 'uses' && (
        <Form layout="inline" style={{ rowGap: 8 }}>
          <Form.Item label={t('subsidyMoney.filterRule')} htmlFor="subsidy-rule">
            <RuleSelect value={rule} onChange={value => put('rule', value ? [value] : [])} />
          </Form.Item>
          <Form.Item label={t('subsidyMoney.filterState')} htmlFor="subsidy-states">
            <Select
              id="subsidy-states"
              mode="multiple"
              allowClear
              value={chosen}
              options={options('DeterminationState')}
              placeholder={t(`subsidyMoney.show.${show}`)}
              onChange={states => put('state', states)}
              style={{ width: 240, maxWidth: '100%' }}
            />
          </Form.Item>
          {runId && (
            <Form.Item>
              <Tag closable onClose={() => put('run', [])}>
                {t('subsidy.runOnly')}
              </Tag>
            </Form.Item>
          )}
          {isBureau && (
            <Form.Item label={t('subsidyMoney.ownOnly')} htmlFor="subsidy-own">
              <Switch id="subsidy-own" checked={isOwnOnly} onChange={own => put('bureau', own ? ['own'] : [])} />
            </Form.Item>
          )}
        </Form>
      )}
    </Flex>
  )
}

function RowActions(props: { determination: DeterminationCard; onFailure(failure: Failure | null): void }) {
  const { t } = useTranslation()
  const { id, beneficiary, viewerCan } = props.determination
  const [isOpen, setOpen] = useState(false)
  const tell = useTell([id], props.onFailure)
  if (viewerCan.tell.allowed)
    return (
      <VerdictButton verdict={viewerCan.tell} onClick={tell}>
        {t('subsidyMoney.tell')}
      </VerdictButton>
    )
  if (!viewerCan.claim.allowed) return null
  return (
    <>
      <VerdictButton verdict={viewerCan.claim} type="primary" onClick={() => setOpen(true)}>
        {t('subsidyMoney.claim')}
      </VerdictButton>
      <ClaimDialog id={id} beneficiaryName={beneficiary.name} isOpen={isOpen} onClose={() => setOpen(false)} />
    </>
  )
}

export function WorkList() {
  const { t } = useTranslation()
  const [failure, setFailure] = useState<Failure | null>(null)
  const filter = useFilter()
  const { states, rule, runId, isOwnOnly, show } = filter
  return (
    <Flex vertical gap="middle">
      <Filters filter={filter} />
      {failure && <FailureAlert failure={failure} />}
      {show === 'uses' ? (
        <UseReportList />
      ) : (
        <DeterminationList
          key={`${show} ${states.join()} ${rule ?? ''} ${runId ?? ''} ${isOwnOnly}`}
          filter={{
            states: states.length > 0 ? [...states] : null,
            rule,
            runId,
            isOwnBureauOnly: isOwnOnly,
            isUndetermined: undeterminedOf[show] ?? null,
          }}
          empty={show === 'all' ? t('subsidy.listEmpty') : t('subsidyMoney.workEmpty')}
          extra={determination => <RowActions determination={determination} onFailure={setFailure} />}
        />
      )}
    </Flex>
  )
}
