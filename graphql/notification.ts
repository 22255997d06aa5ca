/** The viewer's own inbox (消息) and how it is filled. */
import { matchAlertPreferences, notificationKinds } from '#domain/notification/notification.ts'
import { countListedNotifications } from '#usecases/notification/count-listed-notifications.ts'
import { countUnread } from '#usecases/notification/count-unread.ts'
import { findAlertPreference } from '#usecases/notification/find-alert-preference.ts'
import { listNotifications, type NotificationView } from '#usecases/notification/list-notifications.ts'
import { markNotificationsRead } from '#usecases/notification/mark-notifications-read.ts'
import { setAlertPreference } from '#usecases/notification/set-alert-preference.ts'
import { builder } from './builder.ts'
import { wordEnum } from './enums.ts'
import { refusals } from './errors.ts'
import { ListingInterface } from './listing.ts'
import { StrengthEnum } from './match.ts'
import { MatchInvitationType } from './match-invitation.ts'
import { forwardArgs, toConnection } from './page.ts'
import { DeterminationNode } from './subsidy.ts'

const NotificationKindEnum = wordEnum(
  'NotificationKind',
  notificationKinds,
  'ACHIEVEMENT_FOR_DEMAND: a new achievement matches the receiver’s demand strongly. DEMAND_FOR_ACHIEVEMENT: the reverse. MATCH_INVITATION: the owner of a demand invites the receiver to it. MATCH_ANSWER: the receiver’s invitation was answered. SUBSIDY_TOLD, SUBSIDY_APPROVED, SUBSIDY_REFUSED, SUBSIDY_PAID, SUBSIDY_CLAWED_BACK, SUBSIDY_CLAWBACK_CANCELLED, SUBSIDY_RECOMPUTED (to another amount, or to none while `trace.undetermined` says which fact is missing): to the beneficiary. SUBSIDY_CLAIMED: to the reviewers of the bureau.',
)
const MatchAlertsEnum = wordEnum(
  'MatchAlerts',
  matchAlertPreferences,
  'AT_ONCE. DAILY: the alerts of a day appear together after its end in China. OFF.',
)

const NotificationType = builder.objectRef<NotificationView>('Notification').implement({
  fields: t => ({
    id: t.exposeID('id'),
    kind: t.expose('kind', { type: NotificationKindEnum }),
    deliveredAt: t.expose('deliveredAt', { type: 'Instant', description: 'When it appeared in the inbox.' }),
    readAt: t.expose('readAt', { type: 'Instant', nullable: true }),
    subject: t.expose('subject', {
      type: ListingInterface,
      nullable: true,
      description: 'The receiver’s own listing; null when the viewer may not see it as who they act for now.',
    }),
    found: t.expose('found', {
      type: ListingInterface,
      nullable: true,
      description: 'The listing that matches it; null when it is not public any more.',
    }),
    strength: t.expose('strength', {
      type: StrengthEnum,
      nullable: true,
      description: 'As it was on the day; null when `found` is.',
    }),
    determination: t.expose('determination', {
      type: DeterminationNode,
      nullable: true,
      description: 'Of SUBSIDY_…: the determination that took the step.',
    }),
    invitation: t.expose('invitation', {
      type: MatchInvitationType,
      nullable: true,
      description: 'Of MATCH_INVITATION and MATCH_ANSWER; null for who acts for another organisation now.',
    }),
  }),
})

const InboxMarkedType = builder.objectRef<{ unreadCount: number }>('InboxMarked').implement({
  fields: t => ({ unreadCount: t.exposeInt('unreadCount') }),
})

const AlertPreferenceType = builder
  .objectRef<{ matchAlerts: (typeof matchAlertPreferences)[number] }>('AlertPreference')
  .implement({ fields: t => ({ matchAlerts: t.expose('matchAlerts', { type: MatchAlertsEnum }) }) })

builder.queryFields(t => ({
  notifications: t.connection(
    {
      type: NotificationType,
      description: 'What was delivered to the viewer, the latest first.',
      args: { isUnreadOnly: t.arg.boolean({ required: true, defaultValue: false }) },
      errors: refusals,
      resolve: async (_, { isUnreadOnly, ...args }, { ctx }) => {
        const { first, after } = forwardArgs(args)
        const page = await listNotifications(ctx, { isUnreadOnly, first, after })
        return toConnection(page, after, () => countListedNotifications(ctx, { isUnreadOnly }))
      },
    },
    { fields: c => ({ totalCount: c.int({ resolve: connection => connection.count() }) }) },
  ),
  unreadNotificationCount: t.int({
    description: 'For the mark in the head of the page; 0 for visitors.',
    resolve: (_, _args, { ctx }) => countUnread(ctx),
  }),
  alertPreference: t.field({
    type: AlertPreferenceType,
    nullable: true,
    description: 'Null for visitors.',
    resolve: async (_, _args, { ctx }) => {
      const matchAlerts = await findAlertPreference(ctx)
      return matchAlerts && { matchAlerts }
    },
  }),
}))

builder.mutationFields(t => ({
  markNotificationsRead: t.field({
    type: InboxMarkedType,
    description: 'Marks the named notifications of the viewer’s inbox as read, at most 100; without ids, all of it.',
    args: { ids: t.arg.idList() },
    errors: refusals,
    resolve: (_, { ids }, { ctx }) => markNotificationsRead(ctx, { ids: ids ?? null }),
  }),
  setAlertPreference: t.field({
    type: AlertPreferenceType,
    description: 'What waits for the next digest follows: with AT_ONCE it appears now, with OFF it is dropped.',
    args: { matchAlerts: t.arg({ type: MatchAlertsEnum, required: true }) },
    errors: refusals,
    resolve: async (_, args, { ctx }) => ({ matchAlerts: await setAlertPreference(ctx, args) }),
  }),
}))
