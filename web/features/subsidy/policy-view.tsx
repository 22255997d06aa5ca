/** A policy clause by clause: its wording, whether it can be computed, and how. */
import { Button, Card, Descriptions, Flex, Tag, Typography } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useQuery } from 'urql'
import { failureOfError } from '#web/api/outcome.ts'
import { policyText } from '#web/i18n/policy-words.ts'
import { wanYuan } from '#web/ui/amount.ts'
import { RegionName } from '#web/ui/code-name.tsx'
import { FailurePanel } from '#web/ui/failure.tsx'
import { Page } from '#web/ui/page.tsx'
import { RuleSentence } from '#web/ui/rule-sentence.tsx'
import { RuleFacts, RuleTermList } from '#web/ui/rule-terms.tsx'
import { StateTag } from '#web/ui/state-tag.tsx'
import { Waiting } from '#web/ui/waiting.tsx'
import { DraftNotice } from './draft-notice.tsx'
import { isOwn, useOwnRegion } from './own-policies.ts'
import { type Clause, type PolicyWhole, policyQuery, type Rule } from './policy-documents.ts'
import { figuresOf } from './rule-figures.ts'

type Questions = PolicyWhole['questions']

interface RuleBlockProps {
  rule: Rule
  questions: Questions
  limits: PolicyWhole['limits']
  determine: ReactNode
}

function RuleBlock({ rule, questions, limits, determine }: RuleBlockProps) {
  const { t } = useTranslation()
  return (
    <Card size="small" type="inner" title={`${t('subsidy.rule')}${t('common.colon')}${rule.title}`} extra={determine}>
      <RuleSentence rule={{ ...rule, ...figuresOf(rule) }} />
      <RuleFacts rule={figuresOf(rule)} />
      <RuleTermList rule={{ ...rule, limits }} />
      {questions.length > 0 && (
        <>
          <Typography.Text strong>{t('subsidy.readings')}</Typography.Text>
          <ul style={{ margin: '4px 0 8px', paddingInlineStart: 20 }}>
            {questions.map(question => (
              <li key={question.name}>
                {policyText(question.question)}
                <Readings question={question} />
              </li>
            ))}
          </ul>
        </>
      )}
      {rule.notes.map(note => (
        <Typography.Paragraph key={note} type="secondary" style={{ marginBottom: 0 }}>
          {policyText(note)}
        </Typography.Paragraph>
      ))}
    </Card>
  )
}

/** Every way to read a clause; named is the one taken unless another is chosen. */
function Readings({ question }: { question: Questions[number] }) {
  const { t } = useTranslation()
  return (
    <ul style={{ margin: 0, paddingInlineStart: 20 }}>
      {question.readings.map(({ id, text }) => (
        <li key={id}>
          {policyText(text)} {id === question.initial && <Tag>{t('subsidy.readingTaken')}</Tag>}
        </li>
      ))}
    </ul>
  )
}

const boundWords = { EXACTLY: 'exactly', AT_MOST: 'at_most', AT_LEAST: 'at_least' } as const

function Awards({ awards }: { awards: Clause['awards'] }) {
  const { t } = useTranslation()
  if (awards.length === 0) return null
  return (
    <ul style={{ margin: 0, paddingInlineStart: 20 }}>
      {awards.map(award => (
        <li key={award.id}>
          {award.title}
          {t('common.colon')}
          <strong>{t(`subsidy.award.${boundWords[award.bound]}`, { amount: wanYuan(award.amountFen) })}</strong>{' '}
          <Typography.Text type="secondary">
            {t('common.bracketed', {
              text: t('subsidy.evidenceNeeded', { evidence: policyText(award.evidence) }),
              note: policyText(award.reason),
            })}
          </Typography.Text>
        </li>
      ))}
    </ul>
  )
}

interface ClauseCardProps {
  clause: Clause
  questions: Questions
  limits: PolicyWhole['limits']
  determine(rule: Rule): ReactNode
}

function ClauseCard({ clause, questions, limits, determine }: ClauseCardProps) {
  const { t } = useTranslation()
  const word = clause.isComputable ? 'computable' : clause.awards.length > 0 ? 'awardOnly' : 'notComputable'
  const colour = { computable: 'success', awardOnly: 'processing', notComputable: 'default' }[word]
  return (
    <Card
      size="small"
      id={clause.id}
      title={
        <Flex wrap gap="small" align="center">
          <span>
            {clause.number} {clause.title}
          </span>
          <Tag color={colour}>{t(`subsidy.${word}`)}</Tag>
        </Flex>
      }
    >
      <Flex vertical gap="small">
        {clause.quote && (
          <blockquote style={{ margin: 0 }}>
            <Typography.Text type="secondary">
              {t('subsidy.quote')}
              {t('common.colon')}
            </Typography.Text>
            <q style={{ quotes: 'none' }}>{clause.quote}</q>
          </blockquote>
        )}
        {clause.text && (
          <div>
            <Typography.Text type="secondary">
              {t('subsidy.paraphrase')}
              {t('common.colon')}
            </Typography.Text>
            {clause.text}
          </div>
        )}
        {clause.rules.map(rule => (
          <RuleBlock
            key={rule.id}
            rule={rule}
            questions={questions.filter(({ name }) => name.startsWith(`${rule.id}.`))}
            limits={limits.filter(({ ruleId }) => ruleId === rule.id)}
            determine={determine(rule)}
          />
        ))}
        <Awards awards={clause.awards} />
        {clause.noRule && <Typography.Text type="secondary">{policyText(clause.noRule)}</Typography.Text>}
      </Flex>
    </Card>
  )
}

function Head({ policy }: { policy: PolicyWhole }) {
  const { t } = useTranslation()
  return (
    <Card size="small">
      <Descriptions
        size="small"
        column={{ xs: 1, sm: 1, md: 2 }}
        items={[
          { key: 'body', label: t('subsidy.issuingBody'), children: policy.issuingBody },
          { key: 'number', label: t('subsidy.documentNumber'), children: policy.documentNumber ?? t('common.none') },
          { key: 'region', label: t('subsidy.jurisdiction'), children: <RegionName code={policy.jurisdiction} /> },
          { key: 'version', label: t('subsidy.version'), children: policy.version },
          { key: 'from', label: t('subsidy.effective'), children: policy.effectiveFrom ?? '—' },
          { key: 'to', label: t('subsidy.effectiveTo'), children: policy.effectiveTo ?? '—' },
          {
            key: 'sha',
            label: t('subsidy.sha256'),
            children: (
              <Typography.Text code style={{ overflowWrap: 'anywhere' }}>
                {policy.sha256.slice(0, 16)}…
              </Typography.Text>
            ),
          },
        ]}
      />
      {policy.notes.map(note => (
        <Typography.Paragraph key={note} type="secondary" style={{ marginBottom: 0 }}>
          {policyText(note)}
        </Typography.Paragraph>
      ))}
    </Card>
  )
}

export function PolicyView({ id, absent }: { id: string; absent: ReactNode }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const region = useOwnRegion()
  const [{ data, error }, ask] = useQuery({ query: policyQuery, variables: { id } })
  if (error && !data) return <FailurePanel failure={failureOfError(error)} onRetry={ask} />
  if (!data) return <Waiting />
  const { policy, mayDetermineSubsidy } = data
  if (!policy) return absent
  const determine = (rule: Rule) =>
    mayDetermineSubsidy.allowed &&
    rule.gives !== 'BASIS' &&
    isOwn(policy, region) && (
      <Button
        size="small"
        type="primary"
        onClick={() =>
          navigate(`/workbench/subsidies/new?${new URLSearchParams({ policy: policy.id, rule: rule.id })}`)
        }
      >
        {t('subsidy.determine')}
      </Button>
    )
  return (
    <Page
      title={
        <Flex wrap gap="small" align="center">
          <bdi>{policy.title}</bdi>
          <StateTag name="PolicyStatus" value={policy.status} />
        </Flex>
      }
      plainTitle={policy.title}
      lead={t('subsidy.policy')}
    >
      {policy.status === 'DRAFT' && <DraftNotice />}
      <Head policy={policy} />
      {policy.clauses.map(clause => (
        <ClauseCard
          key={clause.id}
          clause={clause}
          questions={policy.questions}
          limits={policy.limits}
          determine={determine}
        />
      ))}
    </Page>
  )
}
