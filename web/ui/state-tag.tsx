/** A state as a word with a colour; the colour never says more than the word. */
import { Tag } from 'antd'
import { type EnumName, useLabels } from './labels.ts'

const tones: Readonly<Record<string, string>> = {
  PUBLISHED: 'processing',
  UNDER_REVIEW: 'processing',
  PUBLIC_NOTICE: 'processing',
  IN_PROGRESS: 'processing',
  PERFORMING: 'processing',
  ACCEPTED: 'processing',
  EXAMINED: 'processing',
  SEALED: 'processing',
  SUBMITTED: 'gold',
  RETURNED: 'orange',
  CORRECTION_REQUESTED: 'orange',
  SIMULATED: 'orange',
  AWARDED: 'success',
  SIGNED: 'success',
  REGISTERED: 'success',
  COMPLETED: 'success',
  PAID: 'success',
  APPROVED: 'success',
  IN_FORCE: 'success',
  CANCELLED: 'default',
  NO_BIDS: 'default',
  WITHDRAWN: 'default',
  REFUSED: 'error',
  REVOKED: 'error',
  DEREGISTERED: 'error',
  TERMINATED: 'default',
}

export function StateTag({ name, value }: { name: EnumName; value: string }) {
  const { label } = useLabels()
  return (
    <Tag color={tones[value] ?? 'default'} style={{ marginInlineEnd: 0 }}>
      {label(name, value)}
    </Tag>
  )
}
