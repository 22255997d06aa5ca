/**
 * Every limit on what a GraphQL request may ask for, in one place. Each is several times what the web app and the
 * committed examples need, and small enough that the worst document within all of them is answered in well under a
 * second. A test walks every known abuse against these numbers (test/server/abuse.test.ts).
 */
import { GraphQLError } from 'graphql'

export interface Limits {
  /** Characters of the document, before anything is parsed. */
  documentLength: number
  /** Lexical tokens; the parser stops at the first one more. */
  tokens: number
  /** Nested fields; a field of `Query` has depth 1. */
  depth: number
  /** The same below `__schema` and `__type`, whose own nesting of types is deep; graphql-js bounds its repetition. */
  introspectionDepth: number
  /** Fields that are given another name. */
  aliases: number
  directives: number
  /** Fields and spreads, fragments counted each time they are spread. */
  selections: number
  /** Fields of `Query` or `Mutation`. */
  rootFields: number
  /** See `walkField` in check-document.ts for the model. */
  cost: number
  /** Items of any one list within the variables; also the size a list is taken to have when a variable decides it. */
  listItems: number
  /** Values of all kinds within the variables. */
  variableValues: number
  /** What a field costs by itself, where that is not 1: `Type.field`. */
  fieldCosts: Readonly<Record<string, number>>
  /** What each item of a list costs beside the fields selected in it, where that is not 0: `Type.field` of the list. */
  itemCosts: Readonly<Record<string, number>>
}

export const defaultLimits: Limits = {
  documentLength: 20_000,
  tokens: 2_000,
  depth: 12,
  introspectionDepth: 20,
  aliases: 30,
  directives: 30,
  selections: 1_000,
  rootFields: 10,
  cost: 20_000,
  listItems: 100,
  variableValues: 5_000,
  // Ranking looks at a whole library; bids and a review take several statements for each challenge of a list.
  fieldCosts: {
    'Achievement.interestedEnterprises': 2_000,
    'Achievement.matchingDemands': 1_000,
    'Achievement.possibleDuplicates': 500,
    'Achievement.similar': 1_000,
    'Challenge.bids': 200,
    'Challenge.review': 200,
    'Challenge.suggestedReviewers': 2_000,
    'Demand.matchingAchievements': 1_000,
    'Demand.matchingExperts': 1_000,
    'Demand.possibleDuplicates': 500,
    'Demand.similar': 1_000,
    'Demand.solvedDemands': 2_000,
    'Expert.matchingDemands': 1_000,
    'Expert.possibleDuplicates': 500,
    'Expert.similar': 1_000,
    'Listing.possibleDuplicates': 500,
    'Match.explanation': 25,
    'Query.possibleDuplicates': 1_000,
    'Query.possibleDuplicatesOfDraft': 1_000,
    'Query.search': 1_000,
  },
  // Each match is scored with its reasons and read with its organisation, whatever is selected of it.
  itemCosts: {
    'Achievement.interestedEnterprises': 100,
    'Achievement.matchingDemands': 20,
    'Achievement.similar': 20,
    'Challenge.suggestedReviewers': 20,
    'Demand.matchingAchievements': 20,
    'Demand.matchingExperts': 20,
    'Demand.similar': 20,
    'Demand.solvedDemands': 20,
    'Expert.matchingDemands': 20,
    'Expert.similar': 20,
    'SearchResult.hits': 10,
  },
}

/** The limits that are single numbers: those a request can exceed. */
export type LimitName = Exclude<keyof Limits, 'fieldCosts' | 'itemCosts'>

const explanations: Record<LimitName, string> = {
  documentLength: 'The document is longer than {max} characters',
  tokens: 'The document has more than {max} tokens',
  depth: 'Fields are nested more than {max} deep',
  introspectionDepth: 'Introspection is nested more than {max} deep',
  aliases: 'The document has more than {max} aliases',
  directives: 'The document has more than {max} directives',
  selections: 'The document selects more than {max} fields, fragments counted where they are spread',
  rootFields: 'The document has more than {max} fields at its root: send several requests',
  cost: 'The document may ask for more than {max} values: ask for fewer fields or shorter lists',
  listItems: 'A list in the variables has more than {max} items',
  variableValues: 'The variables hold more than {max} values',
}

/** The error of a request that exceeds a limit; nothing of it has run. */
export function limitExceeded(limit: LimitName, max: number): GraphQLError {
  return new GraphQLError(explanations[limit].replace('{max}', String(max)), {
    extensions: { code: 'LIMIT_EXCEEDED', limit, max, http: { status: 400 } },
  })
}
