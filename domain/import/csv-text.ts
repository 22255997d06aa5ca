/**
 * Rows as a .csv to hand out. Its cells cannot be run as formulas when Excel opens it (OWASP, "CSV injection"): an
 * apostrophe goes before a leading = + - @ tab or return, and the reader of imports takes it off again.
 */

/** With the mark that Excel needs to read UTF-8, every cell quoted, line ends CR LF (RFC 4180). */
export function csvText(rows: readonly (readonly string[])[]): string {
  const lines = rows.map(cells => cells.map(cell => `"${guard(cell).replaceAll('"', '""')}"`).join(','))
  return `\ufeff${lines.join('\r\n')}\r\n`
}

/** As Excel shows it: an apostrophe in front makes text of what would be a formula. A number below 0 is none. */
export function guard(cell: string): string {
  return /^'*[=+\-@＝＋－＠\t\r\n]/.test(cell) && !/^-\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell
}
