/**
 * Expected failures are members of the result union. Two shapes carry every reason: `InvalidInput` with all its field
 * problems, and `Refused` with the code and typed data of the refusal. Anything else is a bug and is masked.
 */
import { type FieldProblem, InvalidInput, Refusal } from '#domain/refusal.ts'
import { detailsOf, type StoredFailure } from '#domain/stored-failure.ts'
import { builder } from './builder.ts'

const FieldProblemType = builder.objectRef<FieldProblem>('FieldProblem').implement({
  description: 'One field that was wrong, and what to do about it.',
  fields: t => ({
    path: t.exposeString('path', {
      description: 'Path of the field within the input, for example `indicators.0.unit`.',
    }),
    message: t.exposeString('message'),
    remedy: t.exposeString('remedy'),
  }),
})

const ErrorInterface = builder.interfaceRef<Refusal>('Error').implement({
  description: 'Something the caller can be told. `code` is stable; a screen translates it.',
  fields: t => ({ code: t.exposeString('code'), message: t.exposeString('message') }),
})

builder.objectType(InvalidInput, {
  name: 'InvalidInput',
  interfaces: [ErrorInterface],
  fields: t => ({ problems: t.expose('problems', { type: [FieldProblemType] }) }),
})

builder.objectType(Refusal as unknown as new (message: string) => Refusal, {
  name: 'Refused',
  interfaces: [ErrorInterface],
  description:
    'A rule said no. `details` holds the typed data of the refusal, named as in the code table of docs/errors.md.',
  fields: t => ({ details: t.field({ type: 'Json', resolve: detailsOf }) }),
})

/** The `errors` option of every field that can be refused. */
export const refusals = { types: [InvalidInput, Refusal as unknown as new (message: string) => Refusal] }

/** Why a button is off, or that it is on. */
export interface Verdict {
  allowed: boolean
  code: string | null
  reason: string | null
}

export function verdictOf(refusal: Refusal | null): Verdict {
  return { allowed: refusal === null, code: refusal?.code ?? null, reason: refusal?.message ?? null }
}

export const VerdictType = builder.objectRef<Verdict>('Verdict').implement({
  description: 'May the viewer do this now? If not, the code and the reason.',
  fields: t => ({
    allowed: t.exposeBoolean('allowed'),
    code: t.exposeString('code', { nullable: true }),
    reason: t.exposeString('reason', { nullable: true }),
  }),
})

export const StoredFailureType = builder.objectRef<StoredFailure>('StoredFailure').implement({
  description: 'Why work in the background failed.',
  fields: t => ({
    code: t.exposeString('code', { nullable: true, description: 'Of the refusal; null where the job gave up.' }),
    message: t.exposeString('message'),
    details: t.expose('details', {
      type: 'Json',
      description: 'As of `Refused`, texts only, with names for ids; `context` is for the translation.',
    }),
  }),
})
