/** The page of one listing: what it says in the middle; where it stands, whose it is and what can be done at the side. */
import { Card, Col, Flex, Row, Typography } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useQuery } from 'urql'
import type { Library } from '#domain/listing.ts'
import { type Failure, failureOfError } from '#web/api/outcome.ts'
import { useViewer } from '#web/api/viewer.tsx'
import { FailureAlert, FailurePanel } from '#web/ui/failure.tsx'
import { useLabels } from '#web/ui/labels.ts'
import { libraryPaths } from '#web/ui/library.ts'
import { ListingStateTag } from '#web/ui/listing-tag.tsx'
import { Page } from '#web/ui/page.tsx'
import { OwnerName } from '#web/ui/result-row.tsx'
import { Waiting } from '#web/ui/waiting.tsx'
import { achievementQuery } from './achievement-documents.ts'
import { demandQuery } from './demand-documents.ts'
import { ContactCard } from './detail-parts.tsx'
import { DuplicateNotice } from './duplicate-list.tsx'
import { expertQuery } from './expert-documents.ts'
import { ListingActions } from './listing-actions.tsx'
import { AchievementDetail, DemandDetail, ExpertDetail } from './listing-details.tsx'
import type { Frame } from './listing-parts.ts'
import { ListingProgress } from './listing-progress.tsx'

interface FrameProps {
  library: Library
  id: string
  title: string
  frame: Frame
  /** Buttons of other rooms: matches, a challenge made from it. */
  extra?: ReactNode
  /** Cards of other rooms: what is similar. */
  aside?: ReactNode
  children: ReactNode
}

function OwnerCard({ library, frame }: Pick<FrameProps, 'library' | 'frame'>) {
  const { t } = useTranslation()
  const { label } = useLabels()
  const { organisation } = frame
  return (
    <Card size="small" title={t('listing.owner')}>
      <Flex vertical gap={4}>
        <OwnerName owner={organisation} />
        <Typography.Text type="secondary">{label('OrganisationKind', organisation.kind)}</Typography.Text>
        <Link to={`/${libraryPaths[library]}?org=${encodeURIComponent(organisation.id)}`}>
          {t('listing.seeAll')} · {t(`listing.${library}.one`)}
        </Link>
      </Flex>
    </Card>
  )
}

function ListingFrame({ library, id, title, frame, extra, aside, children }: FrameProps) {
  const [failure, setFailure] = useState<Failure | null>(null)
  const { viewer } = useViewer()
  const acting = viewer?.acting?.organisation
  const mayCompare = acting?.kind === 'BUREAU' || (acting !== undefined && acting.id === frame.organisation.id)
  const isOwn = frame.viewerCan.edit.allowed || frame.viewerCan.withdraw.allowed || frame.state !== 'PUBLISHED'
  return (
    <Page
      title={
        <Flex wrap gap="small" align="center">
          <bdi>{title}</bdi>
          {isOwn && <ListingStateTag state={frame.state} />}
        </Flex>
      }
      plainTitle={title}
      extra={
        <>
          {extra}
          <ListingActions library={library} id={id} can={frame.viewerCan} onFailure={setFailure} />
        </>
      }
    >
      {failure && <FailureAlert failure={failure} />}
      {mayCompare && <DuplicateNotice id={id} />}
      <Row gutter={[16, 16]}>
        <Col xs={24} lg={17} style={{ minWidth: 0 }}>
          <Flex vertical gap="middle">
            {children}
          </Flex>
        </Col>
        <Col xs={24} lg={7}>
          <Flex vertical gap="middle">
            <ListingProgress frame={frame} />
            <OwnerCard library={library} frame={frame} />
            <ContactCard contact={frame.contact} />
            {aside}
          </Flex>
        </Col>
      </Row>
    </Page>
  )
}

interface ListingViewProps {
  id: string
  /** What is shown when nothing is there, or not for this person. */
  absent: ReactNode
  extra?: ((frame: Frame) => ReactNode) | undefined
  aside?: ((frame: Frame) => ReactNode) | undefined
}

const policy = { requestPolicy: 'cache-and-network' } as const

export function DemandView({ id, absent, extra, aside }: ListingViewProps) {
  const [{ data, error }, ask] = useQuery({ query: demandQuery, variables: { id }, ...policy })
  if (error && !data) return <FailurePanel failure={failureOfError(error)} onRetry={ask} />
  if (!data) return <Waiting />
  if (data.node?.__typename !== 'Demand') return absent
  const demand = data.node
  return (
    <ListingFrame
      library="demand"
      id={id}
      title={demand.title}
      frame={demand}
      extra={extra?.(demand)}
      aside={aside?.(demand)}
    >
      <DemandDetail demand={demand} />
    </ListingFrame>
  )
}

export function AchievementView({ id, absent, extra, aside }: ListingViewProps) {
  const [{ data, error }, ask] = useQuery({ query: achievementQuery, variables: { id }, ...policy })
  if (error && !data) return <FailurePanel failure={failureOfError(error)} onRetry={ask} />
  if (!data) return <Waiting />
  if (data.node?.__typename !== 'Achievement') return absent
  const achievement = data.node
  return (
    <ListingFrame
      library="achievement"
      id={id}
      title={achievement.title}
      frame={achievement}
      extra={extra?.(achievement)}
      aside={aside?.(achievement)}
    >
      <AchievementDetail achievement={achievement} />
    </ListingFrame>
  )
}

export function ExpertView({ id, absent, extra, aside }: ListingViewProps) {
  const [{ data, error }, ask] = useQuery({ query: expertQuery, variables: { id }, ...policy })
  if (error && !data) return <FailurePanel failure={failureOfError(error)} onRetry={ask} />
  if (!data) return <Waiting />
  if (data.node?.__typename !== 'Expert') return absent
  const expert = data.node
  return (
    <ListingFrame
      library="expert"
      id={id}
      title={expert.name}
      frame={expert}
      extra={extra?.(expert)}
      aside={aside?.(expert)}
    >
      <ExpertDetail expert={expert} />
    </ListingFrame>
  )
}
