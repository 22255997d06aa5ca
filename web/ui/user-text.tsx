import { Typography } from 'antd'

/** Text somebody entered: its direction cannot disturb the page, its line breaks stay. */
export function UserText({ text }: { text: string }) {
  return (
    <Typography.Paragraph style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', marginBottom: 0 }}>
      <bdi>{text}</bdi>
    </Typography.Paragraph>
  )
}
