import { expect, it } from 'vitest'
import { changeHeader, rememberChanges } from '#web/api/change-seq.ts'

/** A server that answers with these numbers in turn, and notes what it was sent. */
function serverTelling(...numbers: (string | null)[]) {
  const sent: (string | null)[] = []
  const send = rememberChanges(async (_, init) => {
    sent.push(new Headers(init?.headers).get(changeHeader))
    const told = numbers.shift() ?? null
    return new Response('', { headers: told === null ? {} : { [changeHeader]: told } })
  })
  return { sent, send }
}

it('sends back the highest number it was told, and none before it was told one', async () => {
  const { sent, send } = serverTelling(null, '7', '5', 'x', '1e400', null)
  for (let i = 0; i < 6; i++) await send('/graphql', { headers: { 'x-graphql-csrf': '1' } })
  expect(sent).toEqual([null, null, '7', '7', '7', '7'])
})

it('keeps the other headers and does not share what it knows', async () => {
  const first = serverTelling('3')
  await first.send('/graphql')
  const second = serverTelling(null)
  await second.send('/graphql')
  expect(second.sent).toEqual([null])
})
