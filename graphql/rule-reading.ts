/** How a caller reads a clause that allows more than one reading. */
import { InvalidInput } from '#domain/refusal.ts'
import { builder } from './builder.ts'

export const ReadingInput = builder.inputType('RuleReadingInput', {
  description: 'A reading other than the default: parameter `jbgs-rd.beneficiary`, reading `solver`.',
  fields: t => ({ parameter: t.string({ required: true }), reading: t.string({ required: true }) }),
})

/** By parameter, as the use cases take them. @throws InvalidInput for a parameter that is read twice */
export function readingsOf(readings: readonly { parameter: string; reading: string }[]): Record<string, string> {
  const twice = readings.find(({ parameter }, at) => readings.findIndex(one => one.parameter === parameter) !== at)
  if (twice)
    throw new InvalidInput([{ path: 'readings', message: `${twice.parameter} is given twice`, remedy: 'give it once' }])
  return Object.fromEntries(readings.map(({ parameter, reading }) => [parameter, reading]))
}
