/** Scalars: each says in one line what it refuses and how to write it. */
import { GraphQLError, Kind } from 'graphql'
import { isDay } from '#domain/calendar.ts'
import { isAmountFen } from '#domain/money.ts'
import { builder } from './builder.ts'

function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } })
}

function parseFen(value: unknown): bigint {
  const isWhole =
    (typeof value === 'number' && Number.isSafeInteger(value)) ||
    (typeof value === 'string' && /^\d{1,16}$/.test(value))
  const fen = isWhole ? BigInt(value as number | string) : -1n
  if (!isAmountFen(fen)) throw badInput('Fen: an amount is a whole number of 分, from 0 to 9000000000000000')
  return fen
}

builder.scalarType('Fen', {
  description: 'Money in 分 (1/100 元): a whole number, exact up to 90 万亿元.',
  serialize: value => Number(value),
  parseValue: parseFen,
  parseLiteral: node => parseFen(node.kind === Kind.INT || node.kind === Kind.STRING ? node.value : null),
})

function parseDay(value: unknown): string {
  if (typeof value !== 'string' || !isDay(value))
    throw badInput('Day: write a day as YYYY-MM-DD, of the years 1900 to 2999, for example 2027-06-30')
  return value
}

builder.scalarType('Day', {
  description: 'A calendar day in China, YYYY-MM-DD.',
  serialize: value => value,
  parseValue: parseDay,
})

function parseInstant(value: unknown): Date {
  const date = typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value) : null
  if (!date || Number.isNaN(date.getTime()))
    throw badInput('Instant: write ISO 8601, for example 2027-06-30T09:00:00+08:00')
  return date
}

builder.scalarType('Instant', {
  description: 'An instant, ISO 8601 with offset.',
  serialize: value => (value as Date).toISOString(),
  parseValue: parseInstant,
})

const holdsBigint = (value: unknown): boolean =>
  typeof value === 'bigint' || (typeof value === 'object' && value !== null && Object.values(value).some(holdsBigint))

builder.scalarType('Json', {
  description: 'Structured data; the field that uses it documents the shape. Amounts are integers in 分.',
  // The answer is written as JSON anyway; only what JSON cannot say is made anew, because explanations are large.
  serialize: value =>
    holdsBigint(value)
      ? JSON.parse(JSON.stringify(value, (_, v: unknown) => (typeof v === 'bigint' ? Number(v) : v)))
      : value,
})

builder.scalarType('Upload', {
  description: 'A file, by the GraphQL multipart request specification.',
  serialize: () => {
    throw new GraphQLError('Upload is for input only')
  },
  parseValue: value => {
    if (!(value instanceof File)) throw badInput('Upload: send the file by the GraphQL multipart request specification')
    return value
  },
})
