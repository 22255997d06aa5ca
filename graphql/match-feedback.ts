/** What viewers say and do about the matches they were shown. A match is named by its two listings. */
import { may } from '#domain/access/may.ts'
import { type NotUsefulReason, notUsefulReasons, verdicts } from '#domain/matching/evaluation/feedback.ts'
import { judgeMatch, type MatchJudgement } from '#usecases/matching/judge-match.ts'
import { listJudgements } from '#usecases/matching/list-judgements.ts'
import { type MatchFeedback, readFeedback } from '#usecases/matching/read-feedback.ts'
import { recordMatchCompared } from '#usecases/matching/record-match-compared.ts'
import { recordMatchOpened } from '#usecases/matching/record-match-opened.ts'
import { builder } from './builder.ts'
import { wordEnum } from './enums.ts'
import { refusals, VerdictType, verdictOf } from './errors.ts'
import { listingTypeNames, readListingId } from './listing.ts'

const MatchVerdictEnum = wordEnum('MatchVerdict', verdicts, 'USEFUL: 有用. NOT_USEFUL: 没用.')
const NotUsefulReasonEnum = wordEnum('NotUsefulReason', notUsefulReasons, 'Why a match is of no use.')

const MatchJudgementType = builder.objectRef<MatchJudgement>('MatchJudgement').implement({
  description: 'The last word of the viewer on a match; earlier ones are kept as history and shown to nobody.',
  fields: t => ({
    listingId: t.globalID({
      description: 'Of the match.',
      resolve: said => ({ id: said.shownId, type: listingTypeNames[said.shownLibrary] }),
    }),
    verdict: t.expose('verdict', { type: MatchVerdictEnum }),
    reason: t.expose('reason', { type: NotUsefulReasonEnum, nullable: true }),
    note: t.exposeString('note'),
    judgedAt: t.expose('judgedAt', { type: 'Instant' }),
  }),
})

const ReasonCountType = builder
  .objectRef<{ reason: NotUsefulReason; count: number }>('NotUsefulReasonCount')
  .implement({
    fields: t => ({ reason: t.expose('reason', { type: NotUsefulReasonEnum }), count: t.exposeInt('count') }),
  })

const MatchFeedbackType = builder.objectRef<MatchFeedback>('MatchFeedback').implement({
  description: 'Counts of all viewers together.',
  fields: t => ({
    shown: t.exposeInt('shown'),
    opened: t.exposeInt('opened'),
    compared: t.exposeInt('compared'),
    invited: t.exposeInt('invited'),
    useful: t.exposeInt('useful'),
    notUseful: t.exposeInt('notUseful'),
    reasons: t.expose('reasons', { type: [ReasonCountType] }),
    judgedDemands: t.exposeInt('judgedDemands', { description: 'Since the beginning, not only of the period.' }),
    judgedDemandsNeeded: t.exposeInt('judgedDemandsNeeded', {
      description: 'Below it no ranking is learned from feedback.',
    }),
  }),
})

const MatchRecordedType = builder.objectRef<{ isRecorded: boolean }>('MatchRecorded').implement({
  fields: t => ({ isRecorded: t.exposeBoolean('isRecorded') }),
})

const fromArg = { required: true, description: 'Global id of the listing whose matches are shown.' } as const
const listingArg = { required: true, description: 'Global id of the listing that was shown as a match.' } as const

builder.queryFields(t => ({
  mayJudgeMatches: t.field({
    type: VerdictType,
    description: 'May the viewer say of matches whether they are useful? It takes a verified organisation.',
    resolve: (_, __, { ctx }) => verdictOf(may(ctx.actor, 'match.judge')),
  }),
  matchJudgements: t.field({
    type: [MatchJudgementType],
    description: 'What the viewer said of the matches of a listing; empty for visitors.',
    args: { from: t.arg.globalID(fromArg) },
    resolve: (_, { from }, { ctx }) => listJudgements(ctx, { from: readListingId(from) }),
  }),
  matchFeedback: t.field({
    type: MatchFeedbackType,
    description: 'How matches are received, for bureau officers, auditors and administrators. Days are of China.',
    args: {
      fromDay: t.arg({ type: 'Day', required: true }),
      toDay: t.arg({ type: 'Day', required: true }),
    },
    errors: refusals,
    resolve: (_, period, { ctx }) => readFeedback(ctx, period),
  }),
}))

builder.mutationFields(t => ({
  recordMatchOpened: t.field({
    type: MatchRecordedType,
    description: 'The viewer opened a match. Sent by the page; not sending it only loses an observation.',
    args: { from: t.arg.globalID(fromArg), listing: t.arg.globalID(listingArg) },
    errors: refusals,
    resolve: async (_, { from, listing }, { ctx }) => {
      await recordMatchOpened(ctx, { from: readListingId(from), shown: readListingId(listing) })
      return { isRecorded: true }
    },
  }),
  recordMatchCompared: t.field({
    type: MatchRecordedType,
    description: 'The viewer put 2 to 10 matches of one listing beside one another.',
    args: { from: t.arg.globalID(fromArg), listings: t.arg.globalIDList({ required: true }) },
    errors: refusals,
    resolve: async (_, { from, listings }, { ctx }) => {
      await recordMatchCompared(ctx, { from: readListingId(from), shown: listings.map(readListingId) })
      return { isRecorded: true }
    },
  }),
  judgeMatch: t.field({
    type: MatchJudgementType,
    description:
      'The viewer says whether a match that was shown to them is useful. A later judgement replaces the earlier.',
    args: {
      from: t.arg.globalID(fromArg),
      listing: t.arg.globalID(listingArg),
      verdict: t.arg({ type: MatchVerdictEnum, required: true }),
      reason: t.arg({ type: NotUsefulReasonEnum, description: 'With NOT_USEFUL, and only then.' }),
      note: t.arg.string({ required: true, defaultValue: '', description: 'At most 500 characters.' }),
    },
    errors: refusals,
    resolve: (_, { from, listing, verdict, reason, note }, { ctx }) =>
      judgeMatch(ctx, {
        from: readListingId(from),
        shown: readListingId(listing),
        verdict,
        reason: reason ?? null,
        note: note.trim(),
      }),
  }),
}))
