/** The typed values of a pack: an amount carries its unit, a rate its unit, so that neither can be misread. */
import { z } from 'zod'
import { isRateValue, parseYuan, rateUnits } from '../../money.ts'
import { isAllSeen } from '../../storable-text.ts'
import { addProblem } from './input-problem.ts'
import { packLimits } from './pack-limits.ts'

export const text = z.string().min(1).max(packLimits.text)
export const texts = z.array(text).max(packLimits.listed).default([])

/** What a policy, a rule, a clause, a limit or a set is called: what looks alike is one, on slips and in `funded`. */
export const partIdSchema = z
  .string()
  .min(1)
  .max(packLimits.id)
  .regex(/^[A-Za-z0-9._-]*$/, 'must be letters a to z, digits, -, _ or .')

/** What people read of a part. */
export const titled = (most: number = packLimits.text) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine(isAllSeen, {
      message: 'holds a sign that is not seen',
      params: { remedy: 'delete it, or type the title again' },
    })

/** A list of a pack: none is without end. */
export const list = <T extends z.ZodType>(part: T, most: number = packLimits.listed) => z.array(part).max(most)

/** As `list`, by name. The published schema says the most, too, which the form itself cannot. */
export const named = <T extends z.ZodType>(part: T, most: number = packLimits.listed) =>
  z
    .record(z.string().max(packLimits.text), part)
    .superRefine((value, ctx) => {
      const count = Object.keys(value).length
      if (count > most) addProblem(ctx, `has ${count} entries`, `give at most ${most}`)
    })
    .meta({ maxProperties: most })

/** `500万元`: the unit is part of the amount, so that a bare number cannot be read as 分 or 万元. Yields 分. */
export const fenOfText = z
  .string()
  .meta({ description: 'An amount with its unit: 500万元, 1亿元, 2000元' })
  .transform((written, ctx): bigint => {
    const fen = /元$/.test(written) ? parseYuan(written) : null
    if (fen !== null) return fen
    addProblem(ctx, `"${written}" is no amount`, 'write it with its unit, as 500万元, 1亿元 or 2000元')
    return z.NEVER
  })

/** `{ value: 0.2, unit: permille }`: the unit is spelt out, for a ‰ read as % is a factor of ten. */
export const rateSchema = z.strictObject({
  value: z
    .union([z.string(), z.number()])
    .transform(String)
    .superRefine((value, ctx) => {
      if (!isRateValue(value))
        addProblem(ctx, `"${value}" is no rate`, "write a plain decimal, quoted if it is long: '0.2'")
    }),
  unit: z.enum(rateUnits),
})

/** `12-31`: the same day of every year. */
export const monthDaySchema = z.string().superRefine((written, ctx) => {
  const [month = 0, day = 0] = written.split('-').map(Number)
  const longest = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
  if (!/^\d{2}-\d{2}$/.test(written) || day < 1 || day > longest)
    addProblem(ctx, `"${written}" is no day of every year`, "write month and day in quotes, as '10-31'; not 02-29")
})
