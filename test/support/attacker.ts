/** Sends what no honest client sends, and looks how much the answer cost. */
import { expect } from 'vitest'
import type { TestApp } from './app.ts'

export interface Answer {
  status: number
  body: {
    data?: unknown
    errors?: { message: string; extensions?: Record<string, unknown> }[]
    extensions?: { requestId?: string }
  }
}

/** CPU time, of server and test together: the clock on the wall tells more about the neighbours. */
const quickEnoughMicros = 1_000_000

async function sendTo(app: TestApp, init: RequestInit, path = '/graphql'): Promise<Answer> {
  const before = process.cpuUsage()
  const response = await fetch(app.origin + path, init)
  const text = await response.text()
  const { user, system } = process.cpuUsage(before)
  expect(user + system).toBeLessThan(quickEnoughMicros)
  return { status: response.status, body: text ? JSON.parse(text) : {} }
}

export const json = { 'content-type': 'application/json', accept: 'application/graphql-response+json' }

/** Ways to send to the app; each fails when the answer cost more than a second. */
export function useAttacker(app: TestApp) {
  const send = (init: RequestInit, path?: string) => sendTo(app, init, path)
  const post = (body: unknown) => send({ method: 'POST', headers: json, body: JSON.stringify(body) })
  const ask = (query: string, variables?: unknown) => post({ query, variables })
  return { send, post, ask }
}

export function refusedBy(limit: string) {
  return {
    status: 400,
    body: {
      errors: [{ extensions: { code: 'LIMIT_EXCEEDED', limit } }],
      extensions: { requestId: expect.any(String) },
    },
  }
}
export const refusedWith = (status: number, code: string) => ({
  status,
  body: { errors: [{ extensions: { code } }], extensions: { requestId: expect.any(String) } },
})
