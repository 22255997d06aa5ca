/** The home of the back office: what waits for this person, and what they do most. */
import { Card, Col, Flex, Row, Typography } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useViewer, type Viewer } from '#web/api/viewer.tsx'
import { ChallengeTodos } from '#web/features/challenge/challenge-todos.tsx'
import { OrganisationTodos } from '#web/features/desk/organisation-todos.tsx'
import { ListingTodos } from '#web/features/listing/listing-counts.tsx'
import { mayCreate } from '#web/features/listing/may-create.ts'
import { PolicyEditTodos } from '#web/features/policy-editor/policy-edit-todos.tsx'
import { ClawbackTodos } from '#web/features/subsidy/clawback-todos.tsx'
import { SubsidyTodos } from '#web/features/subsidy/subsidy-todos.tsx'
import { OrganisationNotice } from '#web/features/workbench/organisation-notice.tsx'
import { Shortcuts } from '#web/features/workbench/shortcuts.tsx'
import { subsidyShortcuts } from '#web/features/workbench/subsidy-shortcuts.ts'
import { useLabels } from '#web/ui/labels.ts'
import { libraryPaths } from '#web/ui/library.ts'
import { Page } from '#web/ui/page.tsx'

const nouns = ['demand', 'achievement', 'expert'] as const

function Board({ title, empty, children }: { title: string; empty?: string; children: ReactNode }) {
  return (
    <Card size="small" title={title}>
      <div className="todo-board" data-empty={empty}>
        {children}
      </div>
    </Card>
  )
}

function OfficerBoards() {
  const { t } = useTranslation()
  return (
    <Board title={t('office.todo')} empty={t('office.todoEmpty')}>
      <ListingTodos scope="DESK" state="SUBMITTED" word={t('office.deskListings')} />
      <OrganisationTodos />
      <ChallengeTodos scope="RUN" to="/workbench/challenges" />
      <PolicyEditTodos state="RETURNED" />
    </Board>
  )
}

function ExpertBoards() {
  const { t } = useTranslation()
  return (
    <Board title={t('office.todo')} empty={t('office.todoEmpty')}>
      <ChallengeTodos scope="REVIEW" to="/workbench/reviews" />
    </Board>
  )
}

/** The steps of the money, each by another person. */
const stepOfRole = { REVIEWER: 'review', APPROVER: 'approve', CASHIER: 'pay' } as const

function MoneyBoards({ role }: { role: keyof typeof stepOfRole }) {
  const { t } = useTranslation()
  return (
    <Board title={t('office.todo')} empty={t('office.todoEmpty')}>
      <SubsidyTodos step={stepOfRole[role]} />
      {role === 'CASHIER' && <ClawbackTodos />}
      {role === 'REVIEWER' && <PolicyEditTodos state="PROPOSED" />}
    </Board>
  )
}

function DoerBoards() {
  const { t } = useTranslation()
  return (
    <>
      <Board title={t('office.todo')} empty={t('office.todoEmpty')}>
        <SubsidyTodos step="claim" />
        <ListingTodos scope="MINE" state="RETURNED" word={t('office.todoReturned')} />
        <ListingTodos scope="MINE" state="DRAFT" word={t('office.todoDrafts')} />
        <ListingTodos scope="MINE" state="EXPIRED" word={t('listing.act.renew')} />
      </Board>
      <Board title={t('office.done')} empty={t('common.empty')}>
        <ListingTodos scope="MINE" state="SUBMITTED" word={t('office.todoWaiting')} />
        <ListingTodos scope="MINE" state="PUBLISHED" word={t('office.todoPublished')} />
      </Board>
    </>
  )
}

function Boards({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation()
  const role = viewer.acting?.role
  const isOfficer = role === 'OFFICER'
  const isDoer = mayCreate(viewer) && !isOfficer
  const create = nouns.map(noun => ({ to: `/${libraryPaths[noun]}/new`, label: t(`listing.${noun}.create`) }))
  return (
    <Row gutter={[16, 16]}>
      <Col xs={24} lg={16}>
        <Flex vertical gap="middle">
          {isOfficer && <OfficerBoards />}
          {role === 'EXPERT' && <ExpertBoards />}
          {(role === 'REVIEWER' || role === 'APPROVER' || role === 'CASHIER') && <MoneyBoards role={role} />}
          {isDoer && <DoerBoards />}
        </Flex>
      </Col>
      <Col xs={24} lg={8}>
        <Shortcuts
          links={[
            ...(viewer.acting ? subsidyShortcuts(viewer.acting).map(({ to, word }) => ({ to, label: t(word) })) : []),
            ...(mayCreate(viewer) ? create : []),
            ...(mayCreate(viewer) ? [{ to: '/workbench/import', label: t('shell.nav.import') }] : []),
            { to: '/account', label: t('shell.account') },
          ]}
        />
      </Col>
    </Row>
  )
}

export function WorkbenchPage() {
  const { t } = useTranslation()
  const { label } = useLabels()
  const { viewer } = useViewer()
  if (!viewer) return null
  const { acting } = viewer
  return (
    <Page
      title={t('office.greeting', { name: viewer.displayName })}
      lead={
        acting && (
          <Typography.Text type="secondary">
            <bdi>{acting.organisation.name}</bdi> · {label('Role', acting.role)}
          </Typography.Text>
        )
      }
    >
      <OrganisationNotice viewer={viewer} />
      <Boards viewer={viewer} />
    </Page>
  )
}
