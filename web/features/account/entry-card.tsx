import { Card, Flex } from 'antd'
import type { ReactNode } from 'react'
import { Page } from '#web/ui/page.tsx'

/** A narrow card in the middle: signing in, signing up. */
export function EntryCard({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Flex justify="center" style={{ paddingBlock: 24 }}>
      <Card style={{ width: '100%', maxWidth: 440 }}>
        <Page title={title}>{children}</Page>
      </Card>
    </Flex>
  )
}
