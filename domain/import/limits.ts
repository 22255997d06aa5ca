/**
 * What an import file may cost the service, in one place. A reader that meets a limit refuses the whole file with
 * {@link ImportTooLarge} or {@link UnsafeArchive}; only a cell that is too long costs no more than its own row.
 */
export const importLimits = {
  fileBytes: 50 * 1024 * 1024,
  rows: 100_000,
  columns: 200,
  /** Characters of one cell: what a cell of Excel can hold. */
  cellChars: 32_767,
  /** Entries of an .xlsx archive; a workbook with hundreds of sheets stays far below. */
  zipEntries: 2_000,
  /** Bytes of all parts of an .xlsx together once unpacked. */
  zipUnpackedBytes: 256 * 1024 * 1024,
  /** Unpacked over packed size of one part; real sheets stay under 60, a zip bomb is near 1,000. */
  zipRatio: 200,
  /** Parts smaller than this may have any ratio: an empty sheet packs very well. */
  zipRatioFromBytes: 4 * 1024 * 1024,
} as const

/** How long a text of a library entry may be, in characters, and how many items a list may have. */
export const textLimits = {
  title: 200,
  name: 100,
  short: 500,
  long: 20_000,
  listItems: 50,
} as const

/** A row whose mapped cells together hold fewer characters than this says nothing and is not stored. */
export const nearlyEmptyChars = 3
