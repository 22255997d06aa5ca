import { Tag } from 'antd'
import { useLabels } from './labels.ts'

const colours: Readonly<Record<string, string>> = {
  DRAFT: 'default',
  SUBMITTED: 'gold',
  RETURNED: 'orange',
  PUBLISHED: 'green',
  WITHDRAWN: 'default',
  EXPIRED: 'red',
}

/** The state of a listing; the word says it, the colour only helps. */
export function ListingStateTag({ state }: { state: string }) {
  const { label } = useLabels()
  return <Tag color={colours[state] ?? 'default'}>{label('ListingState', state)}</Tag>
}
