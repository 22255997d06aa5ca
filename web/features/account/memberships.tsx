import { Alert, App, Button, Card, Descriptions, Drawer, Flex, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { useViewer, type Viewer } from '#web/api/viewer.tsx'
import { RegionName } from '#web/ui/code-name.tsx'
import { FailureAlert } from '#web/ui/failure.tsx'
import { useLabels } from '#web/ui/labels.ts'
import { actForMutation } from './account-documents.ts'
import { FoundOrganisationForm } from './found-organisation-form.tsx'

type Membership = Viewer['memberships'][number]

const stateColours = { UNVERIFIED: 'gold', VERIFIED: 'green', REJECTED: 'red' } as const

function MembershipCard({ membership, isActing, onSwitch }: MembershipCardProps) {
  const { t } = useTranslation()
  const { label } = useLabels()
  const { organisation, role, creditCode } = membership
  return (
    <Card
      size="small"
      type="inner"
      title={<bdi>{organisation.name}</bdi>}
      extra={
        isActing ? (
          <Tag color="blue">{t('account.actingNow')}</Tag>
        ) : (
          <Button size="small" onClick={onSwitch}>
            {t('account.switchTo')}
          </Button>
        )
      }
    >
      <Descriptions
        size="small"
        column={{ xs: 1, md: 2 }}
        items={[
          {
            key: 'kind',
            label: t('account.organisationKind'),
            children: label('OrganisationKind', organisation.kind),
          },
          { key: 'role', label: t('account.role'), children: label('Role', role) },
          { key: 'code', label: t('account.creditCode'), children: creditCode },
          { key: 'region', label: t('account.region'), children: <RegionName code={organisation.regionCode} /> },
          {
            key: 'state',
            label: t('account.state'),
            children: (
              <Tag color={stateColours[organisation.state]}>{label('OrganisationState', organisation.state)}</Tag>
            ),
          },
        ]}
      />
    </Card>
  )
}

interface MembershipCardProps {
  membership: Membership
  isActing: boolean
  onSwitch(): void
}

export function Memberships({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { refresh } = useViewer()
  const [failure, setFailure] = useState<Failure | null>(null)
  const [isFounding, setFounding] = useState(false)
  const { send } = useCommand(actForMutation, 'actFor')
  const switchTo = async ({ id, organisation }: Membership) => {
    const outcome = await send({ membershipId: id })
    if (!outcome.ok) return setFailure(outcome.failure)
    await refresh()
    message.success(t('account.switched', { name: organisation.name }))
  }
  const finishFounding = async () => {
    setFounding(false)
    await refresh()
  }
  return (
    <Flex vertical gap="small">
      {failure && <FailureAlert failure={failure} />}
      {viewer.memberships.length === 0 && <Alert type="info" showIcon title={t('account.noOrganisation')} />}
      {viewer.memberships.map(membership => (
        <MembershipCard
          key={membership.id}
          membership={membership}
          isActing={membership.id === viewer.acting?.id}
          onSwitch={() => switchTo(membership)}
        />
      ))}
      <div>
        <Button onClick={() => setFounding(true)}>{t('account.found')}</Button>
      </div>
      <Drawer open={isFounding} onClose={() => setFounding(false)} title={t('account.found')} size={480}>
        <Alert type="info" title={t('account.foundHint')} style={{ marginBottom: 16 }} />
        <FoundOrganisationForm onDone={finishFounding} />
      </Drawer>
    </Flex>
  )
}
