/** A lifecycle as stages: what is done, where it stands, when it happened. In one column on a phone. */
import { Steps } from 'antd'
import type { ReactNode } from 'react'
import { useIsWide } from './wide.ts'

export interface Stage {
  key: string
  title: string
  note?: ReactNode
}

interface StageStepsProps {
  stages: readonly Stage[]
  /** How many stages are behind; the next one is where it stands. */
  doneCount: number
  /** It ended before its last stage: cancelled, refused. */
  isBroken?: boolean
}

export function StageSteps({ stages, doneCount, isBroken = false }: StageStepsProps) {
  const isWide = useIsWide()
  return (
    <Steps
      size="small"
      current={doneCount}
      status={isBroken ? 'error' : 'process'}
      orientation={isWide ? 'horizontal' : 'vertical'}
      titlePlacement={isWide ? 'vertical' : 'horizontal'}
      responsive={false}
      items={stages.map(({ key, title, note }) => ({ key, title, content: note }))}
    />
  )
}
