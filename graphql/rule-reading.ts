/** How a caller reads a clause that allows more than one reading. */
import { InvalidInput } from '#domain/refusal.ts'
import type { Rule } from '#domain/subsidy/pack/policy-pack.ts'
import { builder } from './builder.ts'

export const ReadingInput = builder.inputType('RuleReadingInput', {
  description: 'A reading other than the default: parameter `jbgs-rd.beneficiary`, reading `solver`.',
  fields: t => ({ parameter: t.string({ required: true }), reading: t.string({ required: true }) }),
})

interface OpenQuestion {
  name: string
  rule: string
  question: string
  initial: string
  readings: { id: string; text: string }[]
}

const QuestionReadingType = builder.objectRef<OpenQuestion['readings'][number]>('OpenQuestionReading').implement({
  fields: t => ({ id: t.exposeString('id'), text: t.exposeString('text') }),
})

export const OpenQuestionType = builder.objectRef<OpenQuestion>('OpenQuestion').implement({
  description: 'Where a clause can be read in more than one way.',
  fields: t => ({
    name: t.exposeString('name', { description: '`rule.parameter`' }),
    rule: t.exposeString('rule', { description: 'Its title.' }),
    question: t.exposeString('question'),
    initial: t.exposeString('initial', { description: 'The reading taken unless another is chosen.' }),
    readings: t.expose('readings', { type: [QuestionReadingType] }),
  }),
})

/** The questions that a rule leaves open, by the names under which a caller answers them. */
export function questionsOf({ id, title, parameters }: Pick<Rule, 'id' | 'title' | 'parameters'>): OpenQuestion[] {
  return parameters.map(({ question, readings, ...parameter }) => ({
    name: `${id}.${parameter.id}`,
    rule: title,
    question,
    initial: parameter.default,
    readings,
  }))
}

/** By parameter, as the use cases take them. @throws InvalidInput for a parameter that is read twice */
export function readingsOf(readings: readonly { parameter: string; reading: string }[]): Record<string, string> {
  const twice = readings.find(({ parameter }, at) => readings.findIndex(one => one.parameter === parameter) !== at)
  if (twice)
    throw new InvalidInput([{ path: 'readings', message: `${twice.parameter} is given twice`, remedy: 'give it once' }])
  return Object.fromEntries(readings.map(({ parameter, reading }) => [parameter, reading]))
}
