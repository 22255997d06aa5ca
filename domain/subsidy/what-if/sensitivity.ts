/** How the total moves with one number of a pack: a curve of totals over its values, and the elasticity at its own. */
import type { PackVariable, VariableUnit } from './variables.ts'
import { magnitudeOf, scaledValue } from './vary-pack.ts'

/** Points of a curve, in thousandths of the value as it is. */
export const curvePermilles = [500, 600, 750, 900, 1000, 1100, 1250, 1500, 2000] as const
/** The two points beside the value that the elasticity is taken between. */
export const besidePermilles = [900, 1100] as const

export interface CurvePoint {
  permille: number
  value: string
  totalFen: bigint
}

export interface Sensitivity {
  variable: PackVariable
  /** In the order of their values, the value itself among them. A value that the language refuses has no point. */
  points: CurvePoint[]
  /**
   * By how many thousandths of itself the total grows for each thousandth that the value grows, in thousandths: 1000
   * is in proportion, 0 not at all. Null where the total is 0 or the value has no neighbours.
   */
  elasticityPermille: number | null
}

/** Values to try, the value itself among them. Rates and caps get a curve, the others only their neighbours. */
export function valuesToTry(variable: PackVariable): { permille: number; value: string }[] {
  const isCurve = variable.kind === 'rate' || variable.kind === 'cap'
  const permilles: readonly number[] = isCurve ? curvePermilles : [besidePermilles[0], 1000, besidePermilles[1]]
  return permilles.flatMap(permille => {
    const value = scaledValue(variable, permille)
    return value === null ? [] : [{ permille, value }]
  })
}

export function sensitivityOf(variable: PackVariable, points: readonly CurvePoint[]): Sensitivity {
  const sorted = points.toSorted((a, b) => a.permille - b.permille)
  return { variable, points: sorted, elasticityPermille: elasticityOf(variable.unit, sorted) }
}

/** (ΔC / C) / (Δx / x) between the two points beside the value. */
function elasticityOf(unit: VariableUnit, points: readonly CurvePoint[]): number | null {
  const at = (permille: number) => points.find(point => point.permille === permille)
  const own = at(1000)
  const [low, high] = [at(besidePermilles[0]) ?? own, at(besidePermilles[1]) ?? own]
  if (!own || !low || !high || own.totalFen === 0n) return null
  const grown = magnitudeOf(unit, high.value) - magnitudeOf(unit, low.value)
  if (grown === 0n) return null
  const value = magnitudeOf(unit, own.value)
  return Number(((high.totalFen - low.totalFen) * value * 1000n) / (own.totalFen * grown))
}
