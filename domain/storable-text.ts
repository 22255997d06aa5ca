/**
 * Text that survives storage unchanged. PostgreSQL holds neither U+0000 nor half a surrogate pair: the one is refused,
 * the other silently becomes U+FFFD, after which a commitment over the text no longer verifies.
 */
const unstorable = /\0|\p{Surrogate}/u

export function isStorable(text: string): boolean {
  return !unstorable.test(text)
}

/** The text with every sign that cannot be stored shown as U+FFFD. */
export function storable(text: string): string {
  return text.replaceAll('\0', '\ufffd').replace(/\p{Surrogate}/gu, '\ufffd')
}

const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu

/** The text as it is seen: without signs that have no width (U+200B, soft hyphens, joiners), and without blanks around. */
export function visible(text: string): string {
  return text.replace(unseen, '').trim()
}

/** Whether every sign of it is seen: two texts that look alike are then one. */
export function isAllSeen(text: string): boolean {
  return text.search(unseen) < 0
}
