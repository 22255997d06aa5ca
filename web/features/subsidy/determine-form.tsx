/** Which rule, on what: the records themselves are found by the server. */
import { Button, Card, Flex, Form, InputNumber, Select, type SelectProps } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { useQuery } from 'urql'
import { type Failure, failureOfError } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { readWanYuan } from '#web/ui/amount.ts'
import { AmountField } from '#web/ui/amount-field.tsx'
import { beijingDay } from '#web/ui/beijing.ts'
import { DayInput } from '#web/ui/day-input.tsx'
import { FailureAlert, FailurePanel } from '#web/ui/failure.tsx'
import { fieldPath, showFailure } from '#web/ui/form-failure.ts'
import { useLabels } from '#web/ui/labels.ts'
import { RuleFacts } from '#web/ui/rule-terms.tsx'
import { serverNow } from '#web/ui/server-clock.ts'
import { Waiting } from '#web/ui/waiting.tsx'
import { determineMutation, projectsQuery, touchesDetermination } from './determination-documents.ts'
import { determinationPath } from './determination-list.tsx'
import { type DeterminedFigure, DeterminedTable } from './determined-table.tsx'
import { DraftNotice } from './draft-notice.tsx'
import { type Own, useOwnFirst } from './own-policies.ts'
import { type PolicyWithRules, rulesQuery } from './policy-documents.ts'
import { figuresOf } from './rule-figures.ts'

interface DetermineValues {
  rule: string
  challengeId?: string
  year?: number
  contractId?: string
  income?: string
  netIncome?: string
  receivedOn?: string
}

type Rule = PolicyWithRules['clauses'][number]['rules'][number]

type KnownPolicy = Own<PolicyWithRules>

interface Known {
  policy: KnownPolicy
  rule: Rule
}

const keyOf = ({ policy, rule }: Known) => `${policy.id}/${rule.id}`

function rulesOf(policies: readonly KnownPolicy[]): Known[] {
  return policies.flatMap(policy => policy.clauses.flatMap(({ rules }) => rules.map(rule => ({ policy, rule }))))
}

function ProjectField() {
  const { t } = useTranslation()
  const [{ data }] = useQuery({ query: projectsQuery })
  const found = data?.challenges.__typename === 'QueryChallengesConnection' ? data.challenges.edges : []
  return (
    <Form.Item
      name="challengeId"
      label={t('subsidy.project')}
      rules={[{ required: true, message: t('common.required') }]}
    >
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        options={found.map(({ node }) => ({ value: node.id, label: node.title }))}
      />
    </Form.Item>
  )
}

function IncomeFields() {
  const { t } = useTranslation()
  const [{ data }] = useQuery({ query: projectsQuery })
  const found = data?.contracts.__typename === 'QueryContractsConnection' ? data.contracts.edges : []
  const required = { required: true, message: t('common.required') }
  return (
    <>
      <Form.Item name="contractId" label={t('subsidy.contract')} rules={[required]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={found.map(({ node }) => ({ value: node.id, label: node.title }))}
        />
      </Form.Item>
      <AmountField name="income" label={t('subsidy.income')} isRequired />
      <AmountField name="netIncome" label={t('subsidy.netIncome')} />
      <Form.Item name="receivedOn" label={t('subsidy.receivedOn')} rules={[required]}>
        <DayInput />
      </Form.Item>
    </>
  )
}

function SubjectFields({ rule }: { rule: Rule }) {
  const { t } = useTranslation()
  if (rule.subject === 'CHALLENGE') return <ProjectField />
  if (rule.subject === 'INCOME') return <IncomeFields />
  return (
    <Form.Item
      name="year"
      label={t('subsidy.year')}
      extra={t('subsidy.yearHint')}
      rules={[{ required: true, message: t('common.required') }]}
    >
      <InputNumber min={2000} max={2999} precision={0} style={{ width: 160 }} />
    </Form.Item>
  )
}

function toVariables({ policy, rule }: Known, values: DetermineValues) {
  const incomeFen = readWanYuan(values.income)
  const { contractId, receivedOn } = values
  const income =
    rule.subject === 'INCOME' && contractId && receivedOn
      ? { contractId, receivedOn, incomeFen: incomeFen ?? 0, netIncomeFen: readWanYuan(values.netIncome) ?? null }
      : null
  return {
    policyId: policy.id,
    rule: rule.id,
    challengeId: rule.subject === 'CHALLENGE' ? (values.challengeId ?? null) : null,
    year: rule.subject === 'YEAR' ? (values.year ?? null) : null,
    income,
    readings: [],
  }
}

/** Rules under the title of their policy: two policies may call a rule the same, so what is chosen says both. */
function RuleSelect({ known, ...field }: { known: readonly Known[] } & SelectProps<string>) {
  const { t } = useTranslation()
  const { label } = useLabels()
  const policies = [...new Set(known.map(({ policy }) => policy))]
  const titleOf = ({ title, status, isOwn }: KnownPolicy) => {
    const note = isOwn ? label('PolicyStatus', status) : t('subsidy.otherRegion')
    return title.includes(note) ? title : t('common.bracketed', { text: title, note })
  }
  const labelOf = ({ rule }: Known) =>
    t('common.bracketed', { text: rule.title, note: rule.rate ?? t('subsidy.rateByClause') })
  return (
    <Select<string>
      {...field}
      virtual={false}
      listHeight={400}
      showSearch={{ optionFilterProp: 'label' }}
      labelRender={({ value, label: text }) => {
        const chosen = known.find(each => keyOf(each) === value)
        return chosen ? `${chosen.policy.title} · ${chosen.rule.title}` : text
      }}
      options={policies.map(policy => ({
        label: titleOf(policy),
        title: policy.title,
        options: known
          .filter(each => each.policy === policy)
          .map(each => ({ value: keyOf(each), label: labelOf(each), disabled: !policy.isOwn })),
      }))}
    />
  )
}

function DetermineFields({ known, first }: { known: readonly Known[]; first: Partial<DetermineValues> }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [form] = Form.useForm<DetermineValues>()
  const [failure, setFailure] = useState<Failure | null>(null)
  const [found, setFound] = useState<readonly DeterminedFigure[]>([])
  const { send, isRunning } = useCommand(determineMutation, 'determineSubsidy', touchesDetermination)
  const key = Form.useWatch('rule', form) ?? first.rule
  const chosen = known.find(each => keyOf(each) === key)
  const submit = async (values: DetermineValues) => {
    if (!chosen) return
    setFailure(null)
    const outcome = await send(toVariables(chosen, values))
    if (!outcome.ok) return setFailure(showFailure(form, outcome.failure, fieldPath))
    const { determinations } = outcome.value
    const [only] = determinations
    if (only && determinations.length === 1) navigate(determinationPath(only.id))
    else setFound(determinations)
  }
  return (
    <Flex vertical gap="middle">
      {chosen?.policy.status === 'DRAFT' && <DraftNotice />}
      {failure && <FailureAlert failure={failure} />}
      <Card>
        <Form
          form={form}
          layout="vertical"
          onFinish={submit}
          initialValues={{ year: Number(beijingDay(serverNow()).slice(0, 4)), ...first }}
          scrollToFirstError={{ focus: true, block: 'center' }}
        >
          <Form.Item
            name="rule"
            label={t('subsidy.chooseRule')}
            rules={[{ required: true, message: t('common.required') }]}
          >
            <RuleSelect known={known} />
          </Form.Item>
          {chosen && (
            <>
              <RuleFacts rule={figuresOf(chosen.rule)} />
              <SubjectFields rule={chosen.rule} />
            </>
          )}
          <Button type="primary" htmlType="submit" loading={isRunning}>
            {t('subsidy.run')}
          </Button>
        </Form>
      </Card>
      {found.length > 0 && <DeterminedTable found={found} />}
    </Flex>
  )
}

const none: readonly PolicyWithRules[] = []

export function DetermineForm() {
  const [address] = useSearchParams()
  const [{ data, error }, ask] = useQuery({ query: rulesQuery })
  const policies = useOwnFirst(data?.policies ?? none)
  if (error && !data) return <FailurePanel failure={failureOfError(error)} onRetry={ask} />
  if (!data) return <Waiting />
  const known = rulesOf(policies)
  const asked = known.find(({ policy, rule }) => {
    const wanted = address.get('policy')
    return rule.id === address.get('rule') && (wanted === null || policy.id === wanted)
  })
  const challengeId = address.get('challenge')
  const first = { ...(asked && { rule: keyOf(asked) }), ...(challengeId && { challengeId }) }
  return <DetermineFields known={known} first={first} />
}
