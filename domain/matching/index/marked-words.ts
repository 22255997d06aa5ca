/**
 * Words that no text has, because no token begins with their sign. They stand in the postings like others, so that what
 * they mean is found like a word is, and count in nothing that ranks.
 */
import type { Quantity } from '../text/quantities.ts'
import type { Dimension } from '../text/units.ts'

type Measured = Pick<Quantity, 'dimension' | 'metric'>

/** Of every listing of an organisation: the answer to a filter that leaves few. */
export const ownerWord = (organisationId: string) => `#owner ${organisationId}`

/** Of a name by which a listing is found. */
export const nameWord = (word: string) => `@${word}`

/** Of what a quantity measures. It stands in a column and not in the postings. */
export const metricWord = ({ dimension, metric }: Measured) => `#${dimension}#${metric}`

/** The other way. No dimension has the sign in it; the name of a metric may, as in "1#机组效率". */
export function measuredOf(word: string): Measured {
  const end = word.indexOf('#', 1)
  return { dimension: word.slice(1, end) as Dimension, metric: word.slice(end + 1) }
}
