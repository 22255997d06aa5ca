import type { Language, Word } from '#domain/words.ts'

/** Words of the domain under the names that the API gives to its values. */
export function enumWords<Name extends string>(words: Readonly<Record<Name, Word>>, language: Language) {
  const entries = Object.entries<Word>(words).map(([name, word]) => [name.toUpperCase(), word[language]])
  return Object.fromEntries(entries) as Record<Uppercase<Name>, string>
}
