/** A word that is known, read and typed as it is called (研发投入 for `rd_spend`); any other is taken as it is typed. */
import { AutoComplete } from 'antd'
import { useFactWord } from './fact-word.ts'

interface KnownWordProps {
  id?: string
  value?: string
  onChange?(word: string): void
  known: readonly string[]
  disabled?: boolean
  'aria-label'?: string
}

export function KnownWord({ value = '', onChange, known, ...input }: KnownWordProps) {
  const wordOf = useFactWord()
  return (
    <AutoComplete
      style={{ width: '100%' }}
      {...input}
      value={wordOf(value)}
      options={[...new Set(known.map(wordOf))].map(word => ({ value: word }))}
      onChange={typed => onChange?.(known.find(word => wordOf(word) === typed.trim()) ?? typed)}
      // What is there already keeps none of the others from being seen.
      showSearch={{
        filterOption: (typed, option) => typed === wordOf(value) || (option?.value ?? '').includes(typed),
      }}
    />
  )
}
