/** One entitlement with its figures; and the rules that give nothing, each with the condition that keeps it from it. */
import { Alert, Button, Card, Collapse, Flex, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { formatYuan } from '#domain/money.ts'
import { policyText } from '#web/i18n/policy-words.ts'
import { Amount } from '#web/ui/amount-text.tsx'
import { useFigureLabel } from '#web/ui/figure-label.ts'
import { useLabels } from '#web/ui/labels.ts'
import { StateTag } from '#web/ui/state-tag.tsx'
import { useWindowText } from '#web/ui/window-text.ts'
import type { Entitlement } from './entitlement-documents.ts'

export const nameOf = ({ policyId, rule, key, window }: Entitlement) => `${policyId} ${rule} ${key} ${window}`

const DraftTag = () => <StateTag name="PolicyStatus" value="DRAFT" />

export function EntitlementCard({ entitlement }: { entitlement: Entitlement }) {
  const { t } = useTranslation()
  const windowText = useWindowText()
  const figureLabel = useFigureLabel()
  const { isDraft, ruleTitle, policyTitle, clause, window, keyName, missing, sharedLimits, gives } = entitlement
  const figures = (['entitled', 'determined', 'claimed', 'approved', 'paid', 'undetermined'] as const).filter(
    name => name === 'entitled' || !isDraft,
  )
  const from = [clause, windowText(window), keyName].filter(Boolean).join(' · ')
  return (
    <Card size="small" title={ruleTitle} extra={isDraft && <DraftTag />}>
      <Flex vertical gap="small">
        <Typography.Text type="secondary">
          <Link to={clausePath(entitlement)}>
            <bdi>{policyTitle}</bdi>
          </Link>
          {' · '}
          <bdi>{from}</bdi>
        </Typography.Text>
        <Flex wrap gap="8px 32px">
          {figures.map(name => (
            <Flex vertical key={name}>
              <Typography.Text type="secondary">
                {name === 'entitled' ? figureLabel(gives) : t(`whatIf.mine.${name}`)}
              </Typography.Text>
              <strong>
                <Figure fen={entitlement[`${name}Fen`]} />
              </strong>
            </Flex>
          ))}
        </Flex>
        {!isDraft && <NextStep entitlement={entitlement} />}
        {sharedLimits.length > 0 && <Alert type="info" showIcon title={t('whatIf.mine.shared')} />}
        {missing.length > 0 && (
          <Collapse
            size="small"
            items={[
              {
                key: 'missing',
                label: t('whatIf.mine.missing', { count: missing.length }),
                children: <MissingRecords missing={missing} />,
              },
            ]}
          />
        )}
      </Flex>
    </Card>
  )
}

/** Null: records of others decide who gets it. */
function Figure({ fen }: { fen: number | null }) {
  const { t } = useTranslation()
  return fen === null ? t('whatIf.mine.byBureau') : <Amount fen={fen} />
}

const clausePath = ({ policyId, clauseId }: Entitlement) => `/policies/${encodeURIComponent(policyId)}#${clauseId}`

/** The figures that the bureau has of it, each with what the unit does next: claims it, or follows it; or waits until there is one. */
function NextStep({ entitlement: { figures, undeterminedFen } }: { entitlement: Entitlement }) {
  const { t } = useTranslation()
  const { label } = useLabels()
  const navigate = useNavigate()
  return (
    <>
      {figures.map(({ determinationId, state, figureFen }) => {
        const path = `/workbench/subsidies/${encodeURIComponent(determinationId)}`
        const name = label('DeterminationState', state)
        return (
          <Flex key={determinationId} wrap gap="small" align="center">
            <Link to={path}>
              {t('whatIf.mine.figure', { state: name })} <Amount fen={figureFen} />
            </Link>
            {state === 'DETERMINED' && figureFen > 0 && (
              <Button type="primary" size="small" onClick={() => navigate(`${path}?claim`)}>
                {t('whatIf.mine.claim')}
              </Button>
            )}
          </Flex>
        )
      })}
      {undeterminedFen > 0 && <Typography.Text type="secondary">{t('whatIf.mine.notDetermined')}</Typography.Text>}
    </>
  )
}

function MissingRecords({ missing }: Pick<Entitlement, 'missing'>) {
  const { t } = useTranslation()
  return (
    <ul style={{ margin: 0, paddingInlineStart: 20 }}>
      {missing.map(({ record, date, occurredOn, amountFen, contractId, contractTitle, why, kind }) => (
        <li key={`${record} ${date} ${why}`}>
          {occurredOn ?? date} · {t(`whatIf.record.${kind}` as 'whatIf.record.contract')}
          {amountFen !== null && ` ${formatYuan(BigInt(amountFen))} ${t('common.yuan')}`}
          {contractId && (
            <>
              {' · '}
              <Link to={`/workbench/contracts/${encodeURIComponent(contractId)}`}>
                <bdi>{contractTitle}</bdi>
              </Link>
            </>
          )}
          {' · '}
          {policyText(why)}
        </li>
      ))}
    </ul>
  )
}

/** Rules of the same policy that come to nothing for several contracts are one line, with every reason. */
function byRule(entitlements: readonly Entitlement[]): Entitlement[][] {
  const groups = new Map<string, Entitlement[]>()
  for (const one of entitlements) {
    const name = `${one.policyId} ${one.rule}`
    groups.set(name, [...(groups.get(name) ?? []), one])
  }
  return [...groups.values()]
}

export function UnmetRules({ entitlements }: { entitlements: readonly Entitlement[] }) {
  const { t } = useTranslation()
  const rules = byRule(entitlements)
  return (
    <Collapse
      items={[
        {
          key: 'unmet',
          label: t('whatIf.mine.unmet', { count: rules.length }),
          children: (
            <Flex vertical gap="middle">
              {rules.map(group => (
                <UnmetRule key={group.map(nameOf).join()} group={group} />
              ))}
            </Flex>
          ),
        },
      ]}
    />
  )
}

function UnmetRule({ group }: { group: readonly Entitlement[] }) {
  const windowText = useWindowText()
  const [first] = group
  if (!first) return null
  const windows = [...new Set(group.map(({ window }) => windowText(window)))]
  const reasons = [...new Set(group.flatMap(({ unmet }) => unmet.map(policyText)))]
  return (
    <div>
      <Flex wrap gap={8} align="center">
        <strong>
          <bdi>{first.ruleTitle}</bdi>
        </strong>
        {first.isDraft && <DraftTag />}
      </Flex>
      <Typography.Text type="secondary">
        <bdi>{[first.policyTitle, first.clause, ...windows].join(' · ')}</bdi>
      </Typography.Text>
      <ul style={{ margin: 0, paddingInlineStart: 20 }}>
        {reasons.map(reason => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </div>
  )
}
