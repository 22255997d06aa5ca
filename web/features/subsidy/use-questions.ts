/** What the clauses of a policy leave open, and the readings there are; empty while it is being fetched. */
import { useMemo } from 'react'
import { useQuery } from 'urql'
import { questionsQuery, readingsQuery } from './policy-documents.ts'

export interface Question {
  id: string
  question: string
  /** The reading that is taken unless another is chosen. */
  usual: string
  readings: readonly { id: string; text: string }[]
}

const none: readonly Question[] = []

/** For a policy: the questions of each of its rules. */
export function useQuestions(policyId: string): (rule: string) => readonly Question[] {
  const asked = { variables: { id: policyId }, pause: policyId === '' }
  const [questions] = useQuery({ query: questionsQuery, ...asked })
  const [readings] = useQuery({ query: readingsQuery, ...asked })
  const byRule = useMemo(() => {
    const rules = questions.data?.policy?.clauses.flatMap(clause => clause.rules) ?? []
    const worded = readings.data?.policy?.clauses.flatMap(clause => clause.rules) ?? []
    const textsOf = (rule: string, parameter: string) =>
      worded.find(({ id }) => id === rule)?.parameters.find(({ id }) => id === parameter)?.readings ?? []
    return new Map(
      rules.map(rule => [
        rule.id,
        rule.parameters.map(({ id, question, default: usual, readings: known }): Question => {
          const texts = textsOf(rule.id, id)
          return {
            id,
            question,
            usual,
            readings: known.map((each, i) => ({ ...each, text: texts[i]?.text ?? each.id })),
          }
        }),
      ]),
    )
  }, [questions.data, readings.data])
  return rule => byRule.get(rule) ?? none
}
