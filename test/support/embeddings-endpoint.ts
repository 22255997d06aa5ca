/** An embeddings endpoint on the loopback interface that answers as the test says. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll } from 'vitest'

export interface EmbeddingsRequest {
  model: string
  input: string[]
  dimensions?: number
}

export type Answer = (asked: EmbeddingsRequest, response: ServerResponse) => void

export interface Endpoint {
  readonly url: string
  /** Every request that came, in order. */
  readonly asked: (EmbeddingsRequest & { authorization: string | undefined })[]
  /** From now on; until then `meaningful`. */
  answerWith(answer: Answer): void
}

/** 石墨烯 and 单层碳 mean the same to it, anything else is as it comes. */
export function meaningOf(text: string): number[] {
  if (/石墨烯|单层碳/.test(text)) return [0, 3, 0, 4]
  return [1 + (text.length % 5), 0, 2, 0]
}

export const send = (response: ServerResponse, status: number, body: unknown) =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

/** In reverse: what counts is the index. */
export const meaningful: Answer = ({ input }, response) => {
  const data = input.map((text, index) => ({ object: 'embedding', index, embedding: meaningOf(text) }))
  send(response, 200, { object: 'list', data: data.toReversed() })
}

async function readBody(request: IncomingMessage): Promise<EmbeddingsRequest> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return JSON.parse(Buffer.concat(parts).toString('utf8'))
}

export function useEndpoint(): Endpoint {
  const asked: Endpoint['asked'][number][] = []
  let answer = meaningful
  let url = ''
  const server = createServer(async (request, response) => {
    const body = await readBody(request)
    asked.push({ ...body, authorization: request.headers.authorization })
    answer(body, response)
  })
  beforeAll(async () => {
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/embeddings`
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    get url() {
      return url
    },
    asked,
    answerWith: other => {
      answer = other
    },
  }
}
