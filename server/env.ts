/** The only reader of the environment. Everything is optional; docs/operations.md lists it. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type PasswordProfileName, passwordProfileNames } from '#domain/access/password-policy.ts'
import { type EmbeddingsSettings, mostDimensions } from './matching/embeddings.ts'

export interface Env {
  port: number
  host: string
  databaseUrl: string | undefined
  dataDir: string
  isDemo: boolean
  isProduction: boolean
  allowIntrospection: boolean
  /** Believe X-Forwarded-For and X-Forwarded-Proto: only behind a proxy that sets them itself. */
  trustProxy: boolean
  passwordProfile: PasswordProfileName
  logLevel: string
  /** Where meanings of texts are asked for; null: nowhere. */
  embeddings: EmbeddingsSettings | null
}

const isOn = (value: string | undefined) => value !== undefined && /^(1|on|true|yes)$/i.test(value)

function readPort(text: string | undefined): number {
  const port = Number(text ?? '4000')
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`PORT is "${text}": set it to a number from 0 to 65535, or leave it out for 4000`)
  return port
}

function readDatabaseUrl(text: string | undefined): string | undefined {
  if (!text) return undefined
  if (!/^postgres(ql)?:\/\//.test(text))
    throw new Error('DATABASE_URL must begin with postgres:// (leave it out for the embedded database)')
  return text
}

function readPasswordProfile(text: string | undefined): PasswordProfileName {
  const profile = passwordProfileNames.find(name => name === (text || 'nist').toLowerCase())
  if (!profile) throw new Error(`JIEBANG_PASSWORD_PROFILE is "${text}": set it to ${passwordProfileNames.join(' or ')}`)
  return profile
}

function readDimensions(text: string | undefined): number | null {
  if (!text) return null
  const dimensions = Number(text)
  if (!Number.isInteger(dimensions) || dimensions < 1 || dimensions > mostDimensions)
    throw new Error(`JIEBANG_EMBEDDINGS_DIMENSIONS is "${text}": set it to a number from 1 to ${mostDimensions}`)
  return dimensions
}

/** No message repeats the address: somebody may have written a key into it. */
function readEmbeddings(source: NodeJS.ProcessEnv): EmbeddingsSettings | null {
  const { JIEBANG_EMBEDDINGS_URL: url, JIEBANG_EMBEDDINGS_MODEL: model } = source
  if (!url) return null
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (!parsed || !/^https?:$/.test(parsed.protocol))
    throw new Error('JIEBANG_EMBEDDINGS_URL must be a whole address, as in https://host/v1/embeddings')
  if (parsed.username || parsed.password)
    throw new Error('JIEBANG_EMBEDDINGS_URL holds a password: set JIEBANG_EMBEDDINGS_KEY instead')
  if (!model || model.length > 150)
    throw new Error('JIEBANG_EMBEDDINGS_MODEL must name the model of the endpoint, in at most 150 characters')
  const dimensions = readDimensions(source.JIEBANG_EMBEDDINGS_DIMENSIONS)
  return { url, model, key: source.JIEBANG_EMBEDDINGS_KEY || null, dimensions }
}

/** Snapshots of the match index. Several processes may share the folder of data, but not a port: each keeps its own. */
export const matchIndexFolder = ({ dataDir, port }: Pick<Env, 'dataDir' | 'port'>): string =>
  join(dataDir, 'match-index', String(port))

/** Throws with a message for the operator when a value cannot be used. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  return {
    port: readPort(source.PORT),
    host: source.HOST ?? '127.0.0.1',
    databaseUrl: readDatabaseUrl(source.DATABASE_URL),
    dataDir: source.JIEBANG_DATA_DIR ?? fileURLToPath(new URL('../.data', import.meta.url)),
    isDemo: (source.JIEBANG_DEMO ?? 'on').toLowerCase() !== 'off',
    isProduction: source.NODE_ENV === 'production',
    allowIntrospection: source.NODE_ENV !== 'production' || isOn(source.JIEBANG_INTROSPECTION),
    trustProxy: isOn(source.JIEBANG_TRUST_PROXY),
    passwordProfile: readPasswordProfile(source.JIEBANG_PASSWORD_PROFILE),
    logLevel: source.LOG_LEVEL ?? 'info',
    embeddings: readEmbeddings(source),
  }
}
