const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** True for the text form of a UUID; any other text names nothing that exists, and the database would not even look. */
export function isUuid(text: string): boolean {
  return uuid.test(text)
}
