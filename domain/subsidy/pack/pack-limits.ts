/**
 * How big a pack may be. Far above what the document of a city has (the longest of the house: 24,000 characters, twenty
 * clauses, nine rules), and far below what would hold a server for minutes. Refused with line and remedy; the published
 * schema says those that it can.
 */
export const packLimits = {
  /** Characters of the YAML; as a string of a request they take three times as many bytes. */
  characters: 80_000,
  /** Lists and maps within one another, of the whole document; an expression has its levels of them. */
  depth: 40,
  /** Entries of any list or map, whatever it is: beyond, nothing is read. */
  entries: 1_000,
  rules: 200,
  clauses: 500,
  /** Limits over several rules; sets under `together`; fields of its own. */
  limits: 100,
  together: 100,
  fields: 100,
  /** Each of: parameters, measures, requirements, limits, stages, uses, payers of a rule; awards of a clause. */
  partsOfRule: 50,
  /** Readings of a parameter. */
  readings: 20,
  /** Tests of a list; values of `in`; brackets, cases, amounts of a list; notes. */
  listed: 200,
  /** Characters of a title, question, reason or name. */
  text: 2_000,
  /** Characters of a clause: its quote, its paraphrase. */
  wording: 20_000,
  title: 300,
  id: 200,
  version: 200,
  /** Problems that one answer names. */
  problems: 200,
} as const
