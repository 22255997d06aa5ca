/** The order of texts by code unit and of amounts by size, for `sort`: no locale, so the same everywhere. */
export function inOrder<T extends string | bigint>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0
}
