import { Client, cacheExchange, fetchExchange } from 'urql'
import { rememberChanges } from './change-seq.ts'

/** One client per signed-in person: a new one forgets everything the one before was allowed to see. */
export function createClient(): Client {
  return new Client({
    url: '/graphql',
    exchanges: [cacheExchange, fetchExchange],
    preferGetMethod: false,
    fetch: rememberChanges((input, init) => fetch(input, init)),
    fetchOptions: {
      credentials: 'same-origin',
      // No form of another site can send it, so the server takes it as proof that our own page asks.
      headers: { 'x-graphql-csrf': '1' },
    },
  })
}
