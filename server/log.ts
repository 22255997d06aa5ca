/** The log: JSON lines by pino. Failed statements are logged without their parameters, which may be anybody's secrets. */
import { type Logger, pino, stdSerializers } from 'pino'

/** Cuts what drizzle appends to the message, and to the stack that repeats it. */
function withoutParameters(text: string): string {
  return text.replace(/^params: [\s\S]*?(?=^\s+at |$(?![\s\S]))/m, 'params: (not logged)\n')
}

/** What is written of an error, and of its causes. */
export function describeError(error: Error): Record<string, unknown> {
  const { message, stack, params, parameters, args, raw, ...rest } = stdSerializers.err(error) as unknown as Record<
    string,
    unknown
  >
  return { ...rest, message: withoutParameters(String(message)), stack: withoutParameters(String(stack)) }
}

export function createLog(level: string): Logger {
  return pino({ level, serializers: { err: describeError } })
}
