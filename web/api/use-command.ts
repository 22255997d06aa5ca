import type { TypedDocumentNode } from '@urql/core'
import { useCallback, useState } from 'react'
import { type AnyVariables, useClient } from 'urql'
import { inputOf } from './input-of.ts'
import { type Outcome, readOutcome } from './outcome.ts'

interface Named {
  __typename: string
}
type Succeeded<T> = Exclude<T, { __typename: 'Refused' | 'InvalidInput' } | null | undefined>

export interface Command<V, T> {
  /** Sends it once; never throws. */
  send(variables: V): Promise<Outcome<T>>
  isRunning: boolean
}

/**
 * A mutation of one field whose answer is a result union. `touches` names types whose lists the change may enter or
 * leave although the answer does not hold them.
 */
export function useCommand<D extends object, V extends AnyVariables, K extends keyof D & string>(
  document: TypedDocumentNode<D, V>,
  field: K,
  touches: readonly string[] = [],
): Command<V, Succeeded<D[K]>> {
  const client = useClient()
  const [isRunning, setRunning] = useState(false)
  const types = touches.join()
  const send = useCallback(
    async (variables: V): Promise<Outcome<Succeeded<D[K]>>> => {
      setRunning(true)
      try {
        const context = { additionalTypenames: types === '' ? [] : types.split(',') }
        const { data, error } = await client.mutation(document, inputOf(variables), context).toPromise()
        const outcome = readOutcome(data?.[field] as Named | undefined, error)
        return (outcome ?? { ok: false, failure: { kind: 'offline' } }) as Outcome<Succeeded<D[K]>>
      } finally {
        setRunning(false)
      }
    },
    [client, document, field, types],
  )
  return { send, isRunning }
}
