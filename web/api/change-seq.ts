/**
 * Read what one has written, whichever process answers: the number of one's latest change, which every answer to a
 * writer carries, is sent back with each later request.
 */
export const changeHeader = 'X-Change-Seq'

type Fetch = typeof fetch

/** A `fetch` that remembers the highest number it was told. What is no number is not remembered. */
export function rememberChanges(send: Fetch): Fetch {
  let latest = 0
  return async (input, init) => {
    const headers = new Headers(init?.headers)
    if (latest > 0) headers.set(changeHeader, String(latest))
    const response = await send(input, { ...init, headers })
    const told = Number(response.headers.get(changeHeader) ?? 0)
    if (Number.isSafeInteger(told) && told > latest) latest = told
    return response
  }
}
