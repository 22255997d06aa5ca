/** 排序权重: what ranks now, what was proposed and measured, and the way there and back. */
import { Flex, Form } from 'antd'
import { useState } from 'react'
import { useQuery } from 'urql'
import { type Failure, readOutcome } from '#web/api/outcome.ts'
import { FailureAlert, FailurePanel } from '#web/ui/failure.tsx'
import { Waiting } from '#web/ui/waiting.tsx'
import { ProposeDrawer, type TypedProposal } from './propose-drawer.tsx'
import { typedWeights } from './weight-values.ts'
import { weightsQuery } from './weights-documents.ts'
import { WeightsHistory } from './weights-history.tsx'
import { WeightsInForce, WeightTables } from './weights-in-force.tsx'

export function WeightsDesk() {
  const [form] = Form.useForm<TypedProposal>()
  const [isProposing, setProposing] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [{ data, error }, ask] = useQuery({ query: weightsQuery })
  const outcome = readOutcome(data?.matchWeights, error)
  if (!outcome) return <Waiting />
  if (!outcome.ok)
    return <FailurePanel failure={outcome.failure} onRetry={() => ask({ requestPolicy: 'network-only' })} />
  const overview = outcome.value
  const reuse = (weights: unknown) => {
    form.setFieldsValue({ weights: typedWeights(weights, overview.fields) })
    setProposing(true)
  }
  return (
    <Flex vertical gap="middle">
      {failure && <FailureAlert failure={failure} />}
      <WeightsInForce overview={overview} onPropose={() => setProposing(true)} onFailure={setFailure} />
      <WeightsHistory overview={overview} onReuse={reuse} onFailure={setFailure} />
      <WeightTables overview={overview} />
      <ProposeDrawer overview={overview} form={form} isOpen={isProposing} onClose={() => setProposing(false)} />
    </Flex>
  )
}
