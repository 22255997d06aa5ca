/** What the clauses of a policy leave open, question by question; one that is left alone keeps the reading of the pack. */
import { Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { policyText } from '#web/i18n/policy-words.ts'

interface Question {
  /** `rule.parameter`. */
  name: string
  /** The title of the rule. */
  rule: string
  question: string
  initial: string
  readings: readonly { id: string; text: string }[]
}

/** The readings chosen in a form, by question. */
export type ReadingValues = Record<string, string | undefined>

// A dot in the name of a field would be one level more.
const fieldOf = (name: string) => name.replaceAll('.', ' ')

/** As the API takes them; questions that were left alone are not among them. */
export function chosenReadings(values: ReadingValues = {}): { parameter: string; reading: string }[] {
  return Object.entries(values).flatMap(([name, reading]) =>
    reading ? [{ parameter: name.replaceAll(' ', '.'), reading }] : [],
  )
}

/** Fields under `readings`. */
export function QuestionFields({ questions }: { questions: readonly Question[] }) {
  const { t } = useTranslation()
  return questions.map(({ name, rule, question, initial, readings }) => (
    <Form.Item
      key={name}
      name={['readings', fieldOf(name)]}
      label={`${rule}${t('common.colon')}${policyText(question)}`}
    >
      <Select
        allowClear
        placeholder={policyText(readings.find(({ id }) => id === initial)?.text ?? '')}
        options={readings.map(({ id, text }) => ({ value: id, label: policyText(text) }))}
      />
    </Form.Item>
  ))
}
