/** What the viewer has said of the matches of one listing, and how they say it. */
import { useMemo } from 'react'
import { useQuery } from 'urql'
import type { ResultOf, VariablesOf } from '#web/api/graphql.ts'
import type { Outcome } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import type { Verdict as MayJudge } from '#web/ui/verdict-button.tsx'
import { judgeMutation, judgementsQuery } from './feedback-documents.ts'

export type Judgement = ResultOf<typeof judgementsQuery>['matchJudgements'][number]
export type Verdict = Omit<VariablesOf<typeof judgeMutation>, 'from' | 'listing'>

export interface Judging {
  /** Null: nobody is signed in, and nobody can judge. */
  judge: ((listing: string, verdict: Verdict) => Promise<Outcome<unknown>>) | null
  /** May they, and if not, why not? */
  mayJudge: MayJudge
  of(listing: string): Judgement | undefined
}

/** Until the answer is there; the server asks again in any case. */
const assumed: MayJudge = { allowed: true, code: null, reason: null }
const touches = ['MatchJudgement']
/** An empty list, too, is asked for again after the first word. */
const context = { additionalTypenames: touches }

export function useJudging(from: string, isSignedIn: boolean): Judging {
  const [{ data }] = useQuery({ query: judgementsQuery, variables: { from }, pause: !isSignedIn, context })
  const { send } = useCommand(judgeMutation, 'judgeMatch', touches)
  return useMemo(() => {
    const said = new Map(data?.matchJudgements.map(judgement => [judgement.listingId, judgement]))
    return {
      judge: isSignedIn ? (listing, verdict) => send({ from, listing, ...verdict }) : null,
      mayJudge: data?.mayJudgeMatches ?? assumed,
      of: listing => said.get(listing),
    }
  }, [data, send, from, isSignedIn])
}
