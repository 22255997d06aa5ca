/** What a person was told of: new listings that match theirs strongly, and invitations with their answers. Opening one marks it as read. */
import { Badge, Button, Checkbox, Flex, Typography, theme } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { useQuery } from 'urql'
import type { NamedListing } from '#web/api/listing-name.ts'
import { readOutcome } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { Amount } from '#web/ui/amount-text.tsx'
import { useFigureLabel } from '#web/ui/figure-label.ts'
import { nameOf, pathOf } from '#web/ui/library.ts'
import { Instant } from '#web/ui/moment.tsx'
import { type PageAnswer, PageList } from '#web/ui/page-list.tsx'
import { useUndeterminedText } from '#web/ui/undetermined-text.ts'
import { type InboxEntry, markReadMutation, notificationsQuery } from './inbox-documents.ts'
import { InvitationTalk } from './invitation-talk.tsx'

const touches = ['Notification']
/** An empty inbox, too, is asked for again. */
const context = { additionalTypenames: touches }

interface ListingLineProps {
  word: string
  listing: NamedListing | null
  absent: string
  onOpen(): void
}

function ListingLine({ word, listing, absent, onOpen }: ListingLineProps) {
  return (
    <span style={{ overflowWrap: 'anywhere' }}>
      <Typography.Text type="secondary">{word}：</Typography.Text>
      {listing ? (
        <Link to={pathOf(listing)} onClick={onOpen}>
          <bdi>{nameOf(listing)}</bdi>
        </Link>
      ) : (
        <Typography.Text type="secondary">{absent}</Typography.Text>
      )}
    </span>
  )
}

/** What happened. A figure that is computed anew is another amount, or none while a fact is missing. */
function useKindText(): (entry: InboxEntry) => string {
  const { t } = useTranslation()
  return ({ kind, determination }) =>
    kind === 'SUBSIDY_RECOMPUTED' && determination?.trace.undetermined
      ? t('inbox.undetermined')
      : t(`inbox.kind.${kind}`)
}

/** Of which policy and rule a figure is, how much it comes to or what is lacking, and the way to it. */
function FigureLine({ figure, onOpen }: { figure: NonNullable<InboxEntry['determination']>; onOpen(): void }) {
  const { t } = useTranslation()
  const figureLabel = useFigureLabel()
  const undeterminedText = useUndeterminedText()
  const { id, gives, ceilingFen, approvedFen, trace } = figure
  return (
    <span style={{ overflowWrap: 'anywhere' }}>
      <Link to={`/workbench/subsidies/${encodeURIComponent(id)}`} onClick={onOpen}>
        <bdi>
          {trace.policyTitle} · {trace.title}
        </bdi>
      </Link>{' '}
      <Typography.Text type="secondary">
        {trace.undetermined ? (
          undeterminedText(trace.undetermined)
        ) : (
          <>
            {approvedFen === null ? figureLabel(gives) : t('subsidyMoney.approved')}{' '}
            <Amount fen={approvedFen ?? ceilingFen} />
          </>
        )}
      </Typography.Text>
    </span>
  )
}

function Entry({ entry, onRead }: { entry: InboxEntry; onRead(id: string): void }) {
  const { t } = useTranslation()
  const { token } = theme.useToken()
  const kindText = useKindText()
  const { id, kind, subject, found, readAt, strength } = entry
  const isUnread = readAt === null
  const isOfListings = !kind.startsWith('SUBSIDY_')
  const isWritten = kind === 'MATCH_INVITATION' || kind === 'MATCH_ANSWER'
  const open = () => {
    if (isUnread) onRead(id)
  }
  return (
    <article style={{ padding: '12px 16px', borderBottom: `1px solid ${token.colorBorderSecondary}` }}>
      <Flex wrap gap="small" justify="space-between" align="start">
        <Flex vertical gap={4} style={{ flex: '1 1 320px', minWidth: 0 }}>
          <Flex wrap gap="small" align="center">
            {isUnread && <Badge status="processing" text={t('inbox.unread')} />}
            <Typography.Text strong={isUnread}>{kindText(entry)}</Typography.Text>
            {strength && (
              <Typography.Text type="secondary">
                {t('inbox.strength', { strength: t(`matching.strength.${strength}`) })}
              </Typography.Text>
            )}
          </Flex>
          {isOfListings && (
            <>
              <ListingLine
                word={t(isWritten ? `inbox.other.${kind}` : 'inbox.found')}
                listing={found}
                absent={t('inbox.gone')}
                onOpen={open}
              />
              <ListingLine word={t('inbox.subject')} listing={subject} absent={t('inbox.notYours')} onOpen={open} />
            </>
          )}
          {entry.determination && <FigureLine figure={entry.determination} onOpen={open} />}
          {isWritten && <InvitationTalk kind={kind} invitation={entry.invitation} onAnswer={open} />}
        </Flex>
        <Flex wrap gap="small" align="center">
          <Typography.Text type="secondary">
            <Instant at={entry.deliveredAt} />
          </Typography.Text>
          {subject && found && (
            <Link to={`${pathOf(subject)}/matches`} onClick={open}>
              {t('inbox.seeMatches')}
            </Link>
          )}
          {isUnread && (
            <Button size="small" onClick={open}>
              {t('inbox.markOne')}
            </Button>
          )}
        </Flex>
      </Flex>
    </article>
  )
}

export function InboxList() {
  const { t } = useTranslation()
  const [address, setAddress] = useSearchParams()
  const isUnreadOnly = address.get('unread') === '1'
  const { send, isRunning } = useCommand(markReadMutation, 'markNotificationsRead', touches)
  function useInboxPage(after: string | null): PageAnswer<InboxEntry> {
    const [{ data, error, fetching }, ask] = useQuery({
      query: notificationsQuery,
      variables: { after, isUnreadOnly },
      requestPolicy: 'cache-and-network',
      context,
    })
    const retry = () => ask({ requestPolicy: 'network-only' })
    return { outcome: readOutcome(data?.notifications, error), isFetching: fetching, retry }
  }
  return (
    <Flex vertical gap="small">
      <Flex wrap gap="small" justify="space-between" align="center">
        <Checkbox
          checked={isUnreadOnly}
          onChange={event => setAddress(event.target.checked ? { unread: '1' } : {}, { replace: true })}
        >
          {t('inbox.unreadOnly')}
        </Checkbox>
        <Button loading={isRunning} onClick={() => send({})}>
          {t('inbox.markAll')}
        </Button>
      </Flex>
      <PageList<InboxEntry>
        key={String(isUnreadOnly)}
        usePage={useInboxPage}
        row={entry => <Entry key={entry.id} entry={entry} onRead={id => send({ ids: [id] })} />}
        empty={
          <>
            <Typography.Text strong>{t('inbox.empty')}</Typography.Text>
            <br />
            <Typography.Text type="secondary">{t('inbox.emptyHint')}</Typography.Text>
          </>
        }
      />
    </Flex>
  )
}
