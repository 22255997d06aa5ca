/** One of the people of the story: signs in over HTTP like a browser would and asks as themselves. */

/** Something went otherwise than the story says. */
export class Surprise extends Error {}

export interface Answer {
  __typename: string
  code?: string
  message?: string
  problems?: { path: string; message: string; remedy: string }[]
  [field: string]: unknown
}

/** A field whose result is a union with refusals. */
export interface Call {
  /** Declaration of the variables, `($id: ID!)`. */
  declared: string
  /** The field with its arguments. */
  field: string
  /** What is wanted of the result, as inline fragments. */
  wanted?: string
  variables: Record<string, unknown>
  /** Sent by the multipart request specification as the variable at `path`. */
  file?: { path: string; content: File }
}

export interface Person {
  name: string
  query(query: string, variables?: Record<string, unknown>): Promise<Record<string, unknown>>
  /** The mutation must succeed. */
  does(call: Call): Promise<Answer>
  /** The mutation must be refused with this code: the guards are part of the story. */
  isRefused(code: string, call: Call): Promise<void>
  signIn(email: string, password: string): Promise<void>
}

const errorFields =
  '... on Refused { code message } ... on InvalidInput { code message problems { path message remedy } }'

function bodyOf({ declared, field, wanted, variables, file }: Call): string | FormData {
  const query = `mutation ${declared} { result: ${field} { __typename ${errorFields} ${wanted ?? ''} } }`
  if (!file) return JSON.stringify({ query, variables })
  const form = new FormData()
  form.set('operations', JSON.stringify({ query, variables }))
  form.set('map', JSON.stringify({ 0: [`variables.${file.path}`] }))
  form.set('0', file.content)
  return form
}

export function createPerson(url: string, name: string): Person {
  let cookie = ''

  async function post(body: string | FormData): Promise<Record<string, unknown>> {
    const headers = new Headers({ 'x-graphql-csrf': '1', cookie })
    if (typeof body === 'string') headers.set('content-type', 'application/json')
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body })
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie
    const answer = (await response.json()) as { data?: Record<string, unknown>; errors?: { message: string }[] }
    const errors = answer.errors?.map(error => error.message).join('; ')
    if (!answer.data || errors) throw new Surprise(`${name}: ${errors ?? `HTTP ${response.status}`}`)
    return answer.data
  }

  const send = async (call: Call) => (await post(bodyOf(call))).result as Answer

  const does = async (call: Call) => {
    const answer = await send(call)
    if (answer.code === undefined) return answer
    const problems = answer.problems?.map(p => `${p.path} ${p.message} (${p.remedy})`).join('; ')
    throw new Surprise(`${name}: ${call.field}: ${answer.code}: ${problems ?? answer.message}`)
  }

  return {
    name,
    query: (query, variables = {}) => post(JSON.stringify({ query, variables })),
    does,
    isRefused: async (code, call) => {
      const answer = await send(call)
      if (answer.code !== code)
        throw new Surprise(`${name}: ${call.field} should be refused with ${code}, but was ${answer.code ?? 'done'}`)
    },
    signIn: async (email, password) => {
      const declared = '($email: String!, $password: String!)'
      await does({ declared, field: 'signIn(email: $email, password: $password)', variables: { email, password } })
      if (cookie === '') throw new Surprise(`${name}: signed in, but got no session`)
    },
  }
}
