import { Card } from 'antd'
import { UserText } from './user-text.tsx'

/** A section of text somebody wrote; left out when there is none. */
export function TextSection({ title, text }: { title: string; text: string }) {
  if (text.trim() === '') return null
  return (
    <Card size="small" title={title}>
      <UserText text={text} />
    </Card>
  )
}
