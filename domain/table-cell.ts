/** Cells of tables that are handed out as files: what a spreadsheet can compute with stays a number. */
import { formatYuan } from './money.ts'

/** Text; an amount in 分, which is shown in 元; or a number with as many decimals as it has. */
export type Cell = string | { fen: bigint | number } | { number: number; decimals: number }
export type Rows = readonly (readonly Cell[])[]

export const count = (number: number): Cell => ({ number, decimals: 0 })

/** As a file of text holds it: no separators, every decimal. */
export function cellText(cell: Cell): string {
  if (typeof cell === 'string') return cell
  return 'fen' in cell ? formatYuan(BigInt(cell.fen)).replaceAll(',', '') : cell.number.toFixed(cell.decimals)
}
