/**
 * The schema library tries whether it may make functions from text, which the content policy of our pages forbids and
 * browsers report. It is told before the first schema is made, so this is imported before anything of `domain/subsidy`.
 */
import { z } from 'zod'

z.config({ jitless: true })
