/** What somebody may have meant who typed a text that nothing, or not all of it, was found for. */
import type { Library } from '#domain/listing.ts'
import type { Ctx } from '../support/ctx.ts'

export const suggestionKinds = ['pinyin', 'spelling'] as const
export type SuggestionKind = (typeof suggestionKinds)[number]

export interface TextSuggestion {
  text: string
  /** `pinyin`: the letters read as Chinese. `spelling`: a word of the library close to the one typed. */
  kind: SuggestionKind
}

/** Nothing yet: the vocabulary is not asked. */
export async function suggestText(
  _ctx: Ctx,
  _asked: { library: Library; text: string },
): Promise<TextSuggestion | null> {
  return null
}
