/** A command was called in a way that it does not know: it says how it is called, and exits with 2. */
import { type ParseArgsConfig, parseArgs } from 'node:util'

export class WrongCall extends Error {}

/** As `parseArgs`; throws {@link WrongCall}. */
export function parseCall<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config)
  } catch (error) {
    throw new WrongCall(error instanceof Error ? error.message : String(error))
  }
}
